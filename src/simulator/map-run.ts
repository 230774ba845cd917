import type { EventId } from '../history/events.ts'
import { failExecution } from './execution-end.ts'
import { failState } from './failure.ts'
import type { DistributedMapState } from './machine.ts'
import { ACCOUNT, brokenStateCause, failureOf, REGION } from './payloads.ts'
import { ask, later, type OpenMapRun, type Run, soon, type Visit, write, writeOwn } from './run.ts'
import { leave } from './sequence.ts'

interface MapRunStart {
  /** States.Runtime straight after MapStateStarted. */
  readonly isBroken: boolean
  /** The MapRunFailed that is retried. */
  readonly retryOf?: EventId
}

/** A distributed Map in its parent's history: MapStateStarted, MapRunStarted and, when all items are done, its end. */
export function startMapRun(run: Run, visit: Visit, { isBroken, retryOf }: MapRunStart): void {
  const { state, sequence } = visit
  if (state.type !== 'Map' || state.mode !== 'distributed') return
  soon(run, sequence, () => {
    const previousEventId = retryOf ?? visit.enteredId
    const details = { length: state.length }
    const stateStartedId = writeOwn(run, visit.span, { type: 'MapStateStarted', previousEventId, details })
    if (retryOf !== undefined) run.truth.closeBelow(stateStartedId, visit.span, retryOf)
    visit.rounds += 1
    sequence.lastEventId = stateStartedId
    visit.mapRun = { stateStartedId, span: undefined, startedId: stateStartedId, isRunning: false }
    if (isBroken) breakDown(run, visit, stateStartedId)
    else openMapRun(run, visit, visit.mapRun)
  })
}

function breakDown(run: Run, visit: Visit, eventId: EventId): void {
  const cause = brokenStateCause(visit, 'ToleratedFailureCount cannot be negative.')
  failExecution(run, visit.sequence, { error: 'States.Runtime', cause, eventId })
}

/** Starts the Map Run, or takes it up again after a redrive: `MapRunRedriven ← MapStateStarted`. */
export function openMapRun(run: Run, visit: Visit, mapRun: OpenMapRun): void {
  const { state, sequence } = visit
  if (state.type !== 'Map' || state.mode !== 'distributed') return
  soon(run, sequence, () => {
    const link = { previousEventId: mapRun.stateStartedId }
    const mapRunArn = `arn:aws:states:${REGION}:${ACCOUNT}:mapRun:${run.options.machineName}/${state.label}:${run.random.uuid()}`
    if (mapRun.span) {
      mapRun.startedId = writeOwn(run, mapRun.span, {
        type: 'MapRunRedriven',
        ...link,
        details: { mapRunArn, redriveCount: run.redrives },
      })
    } else {
      mapRun.startedId = write(run, { type: 'MapRunStarted', ...link, details: { mapRunArn } })
      mapRun.span = run.truth.open(mapRun.startedId, { kind: 'mapRun', round: visit.rounds }, visit.span)
      run.truth.event(mapRun.startedId, mapRun.span)
    }
    mapRun.isRunning = true
    sequence.lastEventId = mapRun.startedId
    runItems(run, visit, state)
  })
}

function runItems(run: Run, visit: Visit, state: DistributedMapState): void {
  const script = ask(run, state.runs, visit.occasion) ?? { runMs: 1000 }
  const { error, cause } = script
  later(run, visit.sequence, {
    delayMs: script.runMs,
    action: () => (error === undefined ? succeed(run, visit) : fail(run, visit, { error, cause })),
  })
}

function fail(run: Run, visit: Visit, failure: { error: string; cause: string | undefined }): void {
  const { mapRun, sequence } = visit
  if (!mapRun?.span) return
  const link = { previousEventId: mapRun.startedId }
  const eventId = writeOwn(run, mapRun.span, { type: 'MapRunFailed', ...link, details: failureOf(failure) })
  run.truth.close(eventId, mapRun.span, 'failed')
  mapRun.isRunning = false
  sequence.lastEventId = eventId
  failState(run, visit, { ...failure, eventId })
}

function succeed(run: Run, visit: Visit): void {
  const { mapRun, sequence, state } = visit
  if (!mapRun?.span) return
  const succeededId = writeOwn(run, mapRun.span, { type: 'MapRunSucceeded', previousEventId: mapRun.startedId })
  run.truth.close(succeededId, mapRun.span, 'succeeded')
  mapRun.isRunning = false
  const { data } = sequence
  const output = state.output ? state.output(data, visit.occasion) : data
  // Recordings up to 2024-08 link the Exited to MapRunSucceeded, those from 2024-11 to MapRunStarted.
  const previousEventId = run.options.mapExitLink === 'MapRunStarted' ? mapRun.startedId : succeededId
  sequence.lastEventId = succeededId
  soon(run, sequence, () => {
    writeOwn(run, visit.span, { type: 'MapStateSucceeded', previousEventId: succeededId })
    leave(run, visit, { previousEventId, next: state.next, output })
  })
}
