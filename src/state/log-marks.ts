import { createStore, type StoreApi } from 'zustand/vanilla'
import type { GlobalKey } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import type { SourceRef } from '../source/source.ts'
import type { LoggedBars } from '../timeline/logged-bars.ts'
import { type OpenExecution, openExecution } from './open-executions.ts'

/** A moment of an attempt that somebody points at. */
export interface PointedMoment {
  readonly key: GlobalKey
  /** Epoch ms on the chart's clock. */
  readonly at: Millis
}

/** What reading logs of an execution's attempts has cost so far. */
export interface LogsSpent {
  readonly requests: number
  /** Of the lines that came. */
  readonly bytes: number
  /** Of what is being read now: cancels it. */
  readonly cancel: (() => void) | undefined
}

/** What the chart of an execution and the logs of its attempts tell one another. */
export interface LogMarks {
  /** What the logs read so far tell of the bars. */
  readonly bars: StoreApi<{ readonly told: LoggedBars | undefined }>
  /** Where the pointer is on a bar of which a log was read. */
  readonly pointed: StoreApi<{ readonly moment: PointedMoment | undefined }>
  readonly spent: StoreApi<LogsSpent>
}

// As long as the execution is kept open: keys of executions below it hold that long.
const marks = new WeakMap<OpenExecution, LogMarks>()

/** The same for the same execution. */
export function logMarksOf(ref: SourceRef): LogMarks {
  const entry = openExecution(ref)
  const found = marks.get(entry)
  if (found !== undefined) return found
  const made = {
    bars: createStore(() => ({ told: undefined })),
    pointed: createStore(() => ({ moment: undefined })),
    spent: createStore(() => ({ requests: 0, bytes: 0, cancel: undefined })),
  } satisfies LogMarks
  marks.set(entry, made)
  return made
}
