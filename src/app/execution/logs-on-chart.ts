import { type RefObject, useMemo } from 'react'
import type { TimelineHandle } from '../../chart/timeline-props.ts'
import { globalKey } from '../../forest/keys.ts'
import type { Member } from '../../forest/member.ts'
import type { Millis } from '../../history/events.ts'
import type { BarTold } from '../../logs/bar-told.ts'
import type { TaskAttempt } from '../../model/span.ts'
import type { Navigate } from '../../state/link-writer.ts'
import { logMarksOf } from '../../state/log-marks.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { type LoggedBar, withLoggedBar } from '../../timeline/logged-bars.ts'
import type { LogsOnPage } from '../logs/logs-on-page.ts'

interface LogsOnChart {
  readonly link: ViewLink
  /** The execution below in which something is selected. */
  readonly child: Member | undefined
  readonly navigate: Navigate
  readonly chart: RefObject<TimelineHandle | null>
}

/**
 * How logs in the details and the chart tell one another of moments and phases, each on its own clock and keys. Whether logs are on
 * show is part of the link; going from one attempt to another leaves them so.
 */
export function useLogsOnPage({ link, child, navigate, chart }: LogsOnChart): LogsOnPage {
  const { ref, details } = link
  const [member, shiftMs] = [child?.id ?? 0, child?.clock.shiftMs ?? 0]
  return useMemo(() => {
    const { bars, pointed } = logMarksOf(ref)
    const keyOf = ({ key }: TaskAttempt) => globalKey(member, key)
    return {
      ref,
      isOpen: details === 'logs',
      onOpen: isOpen => navigate({ details: isOpen ? 'logs' : undefined }, 'replace'),
      mark: at => chart.current?.mark(at === undefined ? undefined : at + shiftMs),
      tell: (attempt, told) => {
        const { parentKey } = attempt
        const visitKey = parentKey === undefined ? undefined : globalKey(member, parentKey)
        const bar = { visitKey, ...shifted(told, shiftMs) }
        bars.setState(({ told: former }) => {
          return isSame(former?.bars.get(keyOf(attempt)), bar)
            ? { told: former }
            : { told: withLoggedBar(former, keyOf(attempt), bar) }
        })
      },
      point: (attempt, at) => {
        pointed.setState({ moment: at === undefined ? undefined : { key: keyOf(attempt), at: at + shiftMs } })
      },
      onPointed: pointed.subscribe,
      pointedAt: attempt => {
        const { moment } = pointed.getState()
        return moment?.key === keyOf(attempt) ? moment.at - shiftMs : undefined
      },
    }
  }, [ref, details, member, shiftMs, navigate, chart])
}

function shifted({ phases, errors }: BarTold, byMs: Millis): BarTold {
  if (byMs === 0) return { phases, errors }
  return {
    phases: phases.map(phase => ({ ...phase, from: phase.from + byMs, to: phase.to + byMs })),
    errors: errors.map(at => at + byMs),
  }
}

/** Each look for late lines tells again: a chart of which nothing changed is not laid out anew. */
function isSame(former: LoggedBar | undefined, bar: LoggedBar): boolean {
  return JSON.stringify(former) === JSON.stringify(bar)
}
