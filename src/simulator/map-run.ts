import type { EventId } from '../history/events.ts'
import { failExecution } from './execution-end.ts'
import { failState } from './failure.ts'
import { note } from './first-hand.ts'
import { endMapRun, openRecord, runChildren } from './forest/map-run-children.ts'
import type { DistributedMapState } from './machine.ts'
import { brokenStateCause, failureOf, REGION } from './payloads.ts'
import { ask, later, soon } from './plan.ts'
import { type OpenMapRun, type Run, type Visit, write, writeOwn } from './run.ts'
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
    visit.mapRun = {
      stateStartedId,
      span: undefined,
      startedId: stateStartedId,
      isRunning: false,
      arn: '',
      record: undefined,
    }
    if (isBroken) breakDown(run, visit, stateStartedId)
    else openMapRun(run, visit, visit.mapRun)
  })
}

function breakDown(run: Run, visit: Visit, eventId: EventId): void {
  const cause = brokenStateCause(visit, 'ToleratedFailureCount cannot be negative.')
  const told = { error: 'States.Runtime', cause }
  const origin = note(run, { kind: 'runtime', span: visit.span, eventId: 0, ...told, visit })
  failExecution(run, visit.sequence, { ...told, eventId, origin })
}

/** Labels are unique in a machine, so a child's Map Runs are named after the machine that wrote them too. */
function mapRunArnOf(run: Run, label: string): string {
  const machineName = run.options.machineName.split('/')[0]
  return `arn:aws:states:${REGION}:${run.identity.account}:mapRun:${machineName}/${label}:${run.random.uuid()}`
}

/** Starts the Map Run, or takes it up again after a redrive: `MapRunRedriven ← MapStateStarted`. */
export function openMapRun(run: Run, visit: Visit, mapRun: OpenMapRun): void {
  const { state, sequence } = visit
  if (state.type !== 'Map' || state.mode !== 'distributed') return
  soon(run, sequence, () => {
    const link = { previousEventId: mapRun.stateStartedId }
    if (mapRun.arn === '') mapRun.arn = mapRunArnOf(run, state.label)
    const mapRunArn = mapRun.arn
    if (mapRun.span) {
      mapRun.startedId = writeOwn(run, mapRun.span, {
        type: 'MapRunRedriven',
        ...link,
        details: { mapRunArn, redriveCount: (mapRun.record?.redrives ?? run.redrives - 1) + 1 },
      })
    } else {
      mapRun.startedId = write(run, { type: 'MapRunStarted', ...link, details: { mapRunArn } })
      mapRun.span = run.truth.open(mapRun.startedId, { kind: 'mapRun', round: visit.rounds }, visit.span)
      run.truth.event(mapRun.startedId, mapRun.span)
    }
    mapRun.isRunning = true
    sequence.lastEventId = mapRun.startedId
    runItems(run, visit, { state, mapRun })
  })
}

interface Items {
  readonly state: DistributedMapState
  readonly mapRun: OpenMapRun
}

function runItems(run: Run, visit: Visit, { state, mapRun }: Items): void {
  if (mapRun.record) return runChildren(run, visit, { state, record: mapRun.record, ends: ENDS })
  const script = ask(run, state.runs, visit.occasion) ?? { runMs: 1000 }
  if ('items' in script) {
    mapRun.record = openRecord(run, { arn: mapRun.arn, plan: script, state })
    return runChildren(run, visit, { state, record: mapRun.record, ends: ENDS })
  }
  const { error, cause } = script
  later(run, visit.sequence, {
    delayMs: script.runMs,
    action: () => (error === undefined ? succeed(run, visit) : fail(run, visit, { error, cause })),
  })
}

const ENDS = { succeed, fail }

function fail(run: Run, visit: Visit, failure: { error: string; cause: string | undefined }): void {
  const { mapRun, sequence } = visit
  if (!mapRun?.span) return
  const link = { previousEventId: mapRun.startedId }
  const eventId = writeOwn(run, mapRun.span, { type: 'MapRunFailed', ...link, details: failureOf(failure) })
  run.truth.close(eventId, mapRun.span, 'failed')
  mapRun.isRunning = false
  sequence.lastEventId = eventId
  const { span, record } = mapRun
  if (record) endMapRun(run, record, 'FAILED')
  const origin = note(run, {
    kind: 'mapRun',
    span,
    eventId,
    ...failure,
    visit,
    number: visit.rounds,
    mapRun: record,
  })
  failState(run, visit, { ...failure, eventId, origin })
}

function succeed(run: Run, visit: Visit): void {
  const { mapRun, sequence, state } = visit
  if (!mapRun?.span) return
  const succeededId = writeOwn(run, mapRun.span, { type: 'MapRunSucceeded', previousEventId: mapRun.startedId })
  run.truth.close(succeededId, mapRun.span, 'succeeded')
  mapRun.isRunning = false
  if (mapRun.record) endMapRun(run, mapRun.record, 'SUCCEEDED')
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
