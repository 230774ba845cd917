import { useState } from 'react'
import { FORMAT_NAMES, FORMATS } from '../../export/formats/format-table.ts'
import type { Forest } from '../../forest/forest.ts'
import type { ExecutionRef } from '../../forest/member.ts'
import { isMoreThanOne } from '../../forest/more-than-one.ts'
import { Icon } from '../../kit/icons.tsx'
import { MenuButton } from '../../kit/menu-button.tsx'
import type { ExecutionView, LoadProgress } from '../../loading/execution-view.ts'
import { within } from '../../waits/within.ts'
import { formatCount } from '../../words/format-count.ts'
import type { Exported, ExportForm } from './export-as.ts'

/** What an export of what is here would lack; undefined where it is whole. */
function lackingWords({ phase, loadedEvents, totalEvents, payloadShare }: LoadProgress): string | undefined {
  if (phase !== 'complete' && phase !== 'following') {
    return `${formatCount(loadedEvents)} of ${totalEvents === undefined ? 'all' : formatCount(totalEvents)} events are loaded`
  }
  const absent = Math.round((1 - payloadShare) * loadedEvents)
  return absent === 0
    ? undefined
    : `payloads of ${formatCount(absent)} of ${formatCount(loadedEvents)} events are not loaded`
}

/** For the code that writes files: it comes from where the page did. */
const CODE_MS = 30_000
const codeTooLate = () => new Error('Nothing was exported: the code for it did not come. Is the gateway still running?')

interface ExportMenuProps {
  readonly view: ExecutionView
  /** Undefined where nothing below it can be had. */
  readonly forest: Forest | undefined
  readonly name: string
  readonly execution: ExecutionRef
}

/** What is loaded, as files. */
export function ExportMenu({ view, forest, name, execution }: ExportMenuProps) {
  const { tree, progress } = view
  const saving = useSaving()
  const lacking = lackingWords(progress)
  if (saving.underWay !== undefined) return <Saving {...saving.underWay} />
  const save = (form: ExportForm) => {
    if (tree !== undefined) void saving.save(form, { tree, forest, name, execution, lacking })
  }
  return (
    <>
      {saving.problem !== undefined && (
        <span role="alert" className="sfn-export-problem">
          {saving.problem}
        </span>
      )}
      <MenuButton
        label="Export"
        icon="download"
        items={[
          {
            text: `History (JSON, ${lacking === undefined ? 'as the AWS CLI writes it' : `partial: ${lacking}`})`,
            disabled: tree === undefined,
            onSelect: () => save('history'),
          },
          ...(forest !== undefined && isMoreThanOne(forest)
            ? [{ text: 'With all below that is read (JSON, opens here again)', onSelect: () => save('forest') }]
            : []),
          { text: 'Outline (text)', disabled: tree === undefined, onSelect: () => save('outline') },
          ...FORMAT_NAMES.map(format => ({
            text: FORMATS[format].words,
            disabled: tree === undefined,
            onSelect: () => save(format),
          })),
        ]}
      />
    </>
  )
}

interface UnderWay {
  readonly share: number
  readonly cancel: () => void
}

function Saving({ share, cancel }: UnderWay) {
  const percent = Math.floor(share * 100)
  return (
    <span className="sfn-export">
      <progress aria-label="Exported" max={100} value={percent} />
      {percent} %
      <button type="button" className="sfn-action" onClick={cancel}>
        <Icon name="cross" size={14} /> Cancel export
      </button>
    </span>
  )
}

function useSaving() {
  const [underWay, setUnderWay] = useState<UnderWay>()
  const [problem, setProblem] = useState<string>()

  async function save(form: ExportForm, of: Exported): Promise<void> {
    const control = new AbortController()
    const { signal } = control
    const cancel = () => control.abort(new DOMException('Cancelled', 'AbortError'))
    setProblem(undefined)
    setUnderWay({ share: 0, cancel })
    try {
      const limit = { ms: CODE_MS, signal, tooLate: codeTooLate }
      const { exportAs } = await within(limit, () => import('./export-as.ts'))
      setProblem(await exportAs(form, of, { signal, onShare: share => setUnderWay({ share, cancel }) }))
    } catch {
      if (!signal.aborted) setProblem(codeTooLate().message)
    }
    setUnderWay(undefined)
  }

  return { underWay, problem, save }
}
