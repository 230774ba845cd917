import { runOutcome } from '../../runs/run-buckets.ts'
import type { CssPx } from '../../timeline/chart-types.ts'
import type { RunsPicture } from '../../timeline/runs-scene.ts'
import { type RunsTimeMode, runDurationWords, runOutcomeName, runStartWords } from './run-words.ts'

/** What is told beside the pointer, in px of the plot. */
export type Tip = { readonly xPx: CssPx; readonly yPx: CssPx; readonly widthPx: CssPx } & (
  | { readonly isRun: false; readonly words: string }
  | {
      readonly isRun: true
      readonly picture: RunsPicture
      readonly position: number
      readonly timeMode: RunsTimeMode
      /** Others in the same place. */
      readonly others?: number
    }
)

/** One run, or one day, in words; the table has the same for those who do not point. */
export function RunTip({ tip }: { readonly tip: Tip }) {
  const isLeft = tip.xPx > tip.widthPx - 260
  const style = { top: tip.yPx + 14, ...(isLeft ? { right: tip.widthPx - tip.xPx + 10 } : { left: tip.xPx + 12 }) }
  return (
    <div className="sfn-runs-tip" style={style} aria-hidden="true">
      {tip.isRun ? <RunWords tip={tip} /> : tip.words}
    </div>
  )
}

function RunWords({ tip }: { readonly tip: Tip & { readonly isRun: true } }) {
  const { list, now } = tip.picture
  const { position, timeMode, others = 0 } = tip
  const redrives = list.redriveCountAt(position)
  return (
    <>
      <b>{list.nameAt(position)}</b>
      <span>
        {runOutcomeName(runOutcome(list.statusAt(position)))} · {runDurationWords(list, position, now)}
        {redrives > 0 && ` · ${redrives} ${redrives === 1 ? 'redrive' : 'redrives'}`}
      </span>
      {!Number.isNaN(list.startedAt(position)) && <span>{runStartWords(list.run(position), timeMode)}</span>}
      {others > 0 && <span>and {others} more in this place</span>}
    </>
  )
}
