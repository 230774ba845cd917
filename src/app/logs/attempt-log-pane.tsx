import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Millis } from '../../history/events.ts'
import { barTold } from '../../logs/bar-told.ts'
import { type LinesOfAttempt, linesOfAttempt } from '../../logs/lines-of-attempt.ts'
import type { LogSubject } from '../../logs/search-windows.ts'
import type { TaskAttempt } from '../../model/span.ts'
import { type AttemptName, useAttemptLog } from '../../state/use-attempt-log.ts'
import type { AttemptLogPaneProps } from './attempt-log-props.ts'
import { LogBar } from './log-bar.tsx'
import { LogHead } from './log-head.tsx'
import { LogLines } from './log-lines.tsx'
import { LogStatus } from './log-status.tsx'

/** The log of one attempt: where it lies, its time as a bar, its lines. */
export function AttemptLogPane(props: AttemptLogPaneProps) {
  const { page, attempt, place, timeMode, runStartedAt, now } = props
  const { startedAt, endedAt, id } = useIdentity(attempt)
  const subject = useStable<LogSubject>({ place, startedAt, endedAt })
  const name: AttemptName = { ref: page.ref, executionArn: props.executionArn, spanId: id }
  const { view, log } = useAttemptLog(name, subject, true)
  const [chosen, setChosen] = useState<string>()
  const clock = endedAt === undefined ? now : 0
  const own: LinesOfAttempt = useMemo(
    () => linesOfAttempt(view, subject, { chosen, now: clock }),
    [view, subject, chosen, clock],
  )
  const [moment, mark] = useMoment(page.mark)
  useToldToChart(props, own)
  const reading = { mode: timeMode, startedAt: runStartedAt }
  return (
    <div className="sfn-logs">
      <LogHead {...props} view={view} own={own} />
      <LogBar tree={props.tree} attempt={attempt} own={own} moment={moment} now={now} onPoint={page.point} />
      <LogStatus {...{ view, log, own, reading, page }} chosen={chosen} onChoose={setChosen} />
      {view.lines.length > 0 && (
        <LogLines
          key={`${id}${own.invocation?.requestId ?? ''}`}
          own={own}
          view={view}
          reading={reading}
          onMoment={mark}
          onPointed={page.onPointed}
          pointedAt={() => page.pointedAt(attempt)}
        />
      )}
    </div>
  )
}

function useIdentity({ startedAt, endedAt, startEventId }: TaskAttempt) {
  return { startedAt, endedAt, id: `a${startEventId}` }
}

/** The same object as long as it says the same. */
function useStable<T>(value: T): T {
  const text = JSON.stringify(value)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the text is all that the value says
  return useMemo(() => value, [text])
}

/** The moment under the hand or chosen; it is marked on the chart too, as long as the log is on show. */
function useMoment(markOnChart: (at: Millis | undefined) => void) {
  const [moment, setMoment] = useState<Millis>()
  const mark = useCallback(
    (at: Millis | undefined) => {
      setMoment(at)
      markOnChart(at)
    },
    [markOnChart],
  )
  useEffect(() => () => markOnChart(undefined), [markOnChart])
  return [moment, mark] as const
}

/** What is known of the bar stays on the chart when another attempt is looked at. */
function useToldToChart({ page, attempt, now }: AttemptLogPaneProps, own: LinesOfAttempt): void {
  const { startedAt: from, endedAt } = attempt
  const to = endedAt ?? now
  const told = useMemo(() => barTold(own, { from, to }), [own, from, to])
  useEffect(() => {
    if (told !== undefined) page.tell(attempt, told)
  }, [page, attempt, told])
}
