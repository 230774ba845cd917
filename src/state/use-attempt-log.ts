import { useEffect, useSyncExternalStore } from 'react'
import { type AttemptLog, createAttemptLog } from '../loading/attempt-log.ts'
import type { AttemptLogView } from '../loading/attempt-log-view.ts'
import { DEFAULT_LOAD_SETTINGS } from '../loading/load-settings.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { linesOfAttempt } from '../logs/lines-of-attempt.ts'
import type { LogSubject } from '../logs/search-windows.ts'
import { sampleTaskLogs } from '../source/sample-logs.ts'
import type { SourceRef } from '../source/source.ts'
import { awsTaskLogs, type TaskLogSource } from '../source/task-log-source.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { awsConnection } from './connection.ts'
import { logMarksOf } from './log-marks.ts'
import { readLogKey, readLogs } from './read-logs.ts'
import { refKey } from './ref-key.ts'
import { pageBase } from './url.ts'

/** Logs read are kept, so that going from attempt to attempt and back asks nothing again; the oldest go first. */
const KEPT = 50
const logs = new Map<string, AttemptLog>()
const sources = new Map<string, TaskLogSource>()

/** Which attempt of which execution. */
export interface AttemptName {
  readonly ref: SourceRef
  /** Of the execution that it lies in; undefined for a file that does not tell. */
  readonly executionArn: string | undefined
  readonly spanId: string
}

export interface AttemptLogOnPage {
  readonly view: AttemptLogView
  readonly log: AttemptLog
}

/** The log of an attempt. `mayRead`: nothing is asked before a person has switched it on. */
export function useAttemptLog(name: AttemptName, subject: LogSubject, mayRead: boolean): AttemptLogOnPage {
  const log = logOf(name, subject)
  const view = useSyncExternalStore(log.subscribe, () => log.view)
  useEffect(() => log.know(subject), [log, subject])
  const { ref, executionArn, spanId } = name
  useEffect(() => tellRead({ ref, executionArn, spanId }, view, subject), [ref, executionArn, spanId, view, subject])
  useEffect(() => {
    if (!mayRead) return
    const gone = leaving.get(log)
    if (gone !== undefined) clearTimeout(gone)
    leaving.delete(log)
    log.start()
    // Not at once: a component that is mounted again (as React does on purpose) must not cancel and repeat requests.
    return () => {
      leaving.set(
        log,
        setTimeout(() => {
          log.stop()
          if (name.ref.kind !== 'sample') noteRest(name.ref, log)
        }),
      )
    }
  }, [log, mayRead, name.ref])
  return { view, log }
}

/** What is read answers queries. Of lines that time alone gives to an attempt nobody knows whose they are. */
function tellRead(name: AttemptName, view: AttemptLogView, subject: LogSubject): void {
  const isWhole = view.phase === 'complete' || view.phase === 'following'
  if (!isWhole && view.lines.length === 0) return
  const own = linesOfAttempt(view, subject, { chosen: undefined, now: Date.now() })
  if (own.by === 'time' && own.invocation === undefined) return
  const key = readLogKey(sourceName(name.ref), name.executionArn ?? '', name.spanId)
  readLogs.put(key, { lines: own.lines.map(({ line }) => line.message), isWhole })
}

const leaving = new WeakMap<AttemptLog, ReturnType<typeof setTimeout>>()

function keyOf({ ref, executionArn, spanId }: AttemptName): string {
  return `${sourceName(ref)} ${executionArn ?? refKey(ref)} ${spanId}`
}

/** A sample has logs of its own, whoever else has its ARN. */
function sourceName(ref: SourceRef): string {
  return ref.kind === 'sample' ? ref.name : ''
}

function logOf(name: AttemptName, subject: LogSubject): AttemptLog {
  const key = keyOf(name)
  const found = logs.get(key)
  if (found !== undefined) return found
  const made = createAttemptLog(subject, {
    source: sourceOf(name.ref),
    ...{ surroundings: realSurroundings, settings: DEFAULT_LOAD_SETTINGS },
  })
  logs.set(key, made)
  if (name.ref.kind !== 'sample') countSpent(name.ref, made)
  for (const old of logs.keys()) {
    if (logs.size <= KEPT) break
    logs.delete(old)
  }
  return made
}

/** What a log costs counts for its execution, also once it is no longer kept. */
function countSpent(ref: SourceRef, log: AttemptLog): void {
  const { spent } = logMarksOf(ref)
  let counted = { requests: 0, bytes: 0 }
  log.subscribe(() => {
    const { requests, bytes, phase } = log.view
    const { requests: before, bytes: beforeBytes } = counted
    counted = { requests, bytes }
    spent.setState(({ cancel, ...all }) => ({
      requests: all.requests + requests - before,
      bytes: all.bytes + bytes - beforeBytes,
      cancel: phase === 'reading' ? log.cancel : cancel === log.cancel ? undefined : cancel,
    }))
  })
}

/** Nothing is on the way any more that could be cancelled. */
function noteRest(ref: SourceRef, log: AttemptLog): void {
  const { spent } = logMarksOf(ref)
  if (spent.getState().cancel === log.cancel) spent.setState({ cancel: undefined })
}

/** Of a sample's logs, and of AWS's for all else: a file too names its functions. */
function sourceOf(ref: SourceRef): TaskLogSource {
  const name = sourceName(ref)
  const found = sources.get(name)
  if (found !== undefined) return found
  const made = ref.kind === 'sample' ? sampleTaskLogs(name, pageBase()) : awsTaskLogs(workerCalls, awsConnection)
  sources.set(name, made)
  return made
}
