import { useRowsInSight } from '../../kit/use-rows-in-sight.ts'
import type { FileChoice } from '../../source/file-source.ts'
import { formatCount } from '../../words/format-count.ts'
import { outcomeOfStatus } from '../../words/outcomes.ts'
import { formatDateTimeToSecond } from '../../words/points-in-time.ts'
import { OutcomeText } from '../parts/outcome.tsx'

interface ChooseExecutionProps {
  readonly choices: readonly FileChoice[]
  readonly onChoose: (choice: FileChoice) => void
}

/** Until one is measured: a line of 18 px, 8 px around it, a border. */
const ROW_HEIGHT_PX = 35

/** A file may hold several executions: which one to open. */
export function ChooseExecution({ choices, onChoose }: ChooseExecutionProps) {
  const { container, from, to, beforePx, afterPx, whiteSpace } = useRowsInSight<HTMLUListElement>(
    choices.length,
    ROW_HEIGHT_PX,
  )
  const [first] = choices
  if (first === undefined) return null
  return (
    <section aria-labelledby="choose-title">
      <div className="sfn-section-head">
        <h2 id="choose-title" tabIndex={-1} ref={focusOnce}>
          {formatCount(choices.length)} executions in {first.ref.fileName}
        </h2>
        <span className="sfn-muted">Choose one</span>
      </div>
      <div className="sfn-choose">
        <ul ref={container} style={{ paddingTop: beforePx, paddingBottom: afterPx, whiteSpace }}>
          {choices.slice(from, to).map((choice, at) => {
            const outcome = outcomeOfStatus(choice.summary.status)
            return (
              <li
                key={choice.ref.executionArn ?? choice.ref.hash}
                aria-setsize={choices.length}
                aria-posinset={from + at + 1}
              >
                <button type="button" onClick={() => onChoose(choice)}>
                  {outcome === undefined ? <span>–</span> : <OutcomeText outcome={outcome} />}
                  <span>
                    <b>{choice.summary.stateMachineName}</b> {choice.summary.name}
                  </span>
                  <span className="sfn-muted sfn-choose-start">{startedWords(choice)}</span>
                  <span className="sfn-muted">{formatCount(choice.eventCount)} events</span>
                </button>
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}

function startedWords({ summary: { startedAt } }: FileChoice): string {
  return startedAt === undefined ? 'start not recorded' : formatDateTimeToSecond(startedAt, 'utc')
}

/** The list appears in answer to the file: that is where the reader goes on. */
function focusOnce(element: HTMLElement | null): void {
  element?.focus()
}
