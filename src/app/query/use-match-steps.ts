import { useMemo } from 'react'
import type { GlobalKey, MemberId } from '../../forest/keys.ts'
import type { EventId } from '../../history/events.ts'
import { useLetterKey } from '../../kit/page-keys.ts'
import { stepFrom } from './step-from.ts'
import type { QueryResult } from './use-query.ts'

/** Matches in a row, one of them current. */
export interface MatchSteps {
  /** Undefined where nothing is asked, or what is asked makes no sense. */
  readonly count: number | undefined
  /** From 1; 0 where none is selected. */
  readonly current: number
  readonly go: (by: 1 | -1) => void
}

interface StepsInput {
  readonly result: QueryResult
  /** Where events are listed they are walked: of this execution. Elsewhere it is spans, in all. */
  readonly eventsOf: MemberId | undefined
  /** In whichever execution. */
  readonly selectedKey: GlobalKey | undefined
  readonly selectedEvent: EventId | undefined
  readonly singleKeys: boolean
  readonly onSelectKey: (key: GlobalKey) => void
  readonly onSelectEvent: (event: EventId) => void
}

/** The matches of the query to walk, with `n` and `N` on every tab, round at the ends. */
export function useMatchSteps(input: StepsInput): MatchSteps {
  const { result, eventsOf, selectedKey, selectedEvent } = input
  const ofEvents = eventsOf !== undefined
  const targets = useMemo(
    () => (eventsOf === undefined ? result.found : [...(result.eventsOf(eventsOf) ?? [])]),
    [eventsOf, result],
  )
  const at = useMemo(
    () => targets.indexOf((ofEvents ? selectedEvent : selectedKey) ?? Number.NaN),
    [targets, ofEvents, selectedEvent, selectedKey],
  )
  const go = (by: 1 | -1) => {
    const next = targets[stepFrom(at, by, targets.length)]
    if (next === undefined) return
    if (ofEvents) return input.onSelectEvent(next)
    input.onSelectKey(next)
  }
  useLetterKey('n', () => go(1), input.singleKeys)
  useLetterKey('N', () => go(-1), input.singleKeys)
  return { count: result.matches === undefined ? undefined : targets.length, current: at + 1, go }
}
