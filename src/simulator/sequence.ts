import type { EventId } from '../history/events.ts'
import type { Occasion, State } from './machine.ts'
import { exitedOf, inputOf } from './payloads.ts'
import { countUse, soon } from './plan.ts'
import { type Exit, type Run, type Sequence, type Visit, write, writeOwn } from './run.ts'

/** Takes a sequence one step on: into its next state, or to its end. */
export function advance(run: Run, sequence: Sequence): void {
  soon(run, sequence, () => {
    if (sequence.nextState === undefined) run.steps.finish(run, sequence)
    else enter(run, sequence, sequence.nextState)
  })
}

/** Writes the Entered and lets the state begin. */
export function enter(run: Run, sequence: Sequence, name: string): void {
  const state = sequence.machine.states[name]
  if (!state) throw new Error(`the machine has no state "${name}"`)
  const previousEventId = sequence.lastEventId
  const enteredId = write(run, {
    type: `${state.type}StateEntered`,
    previousEventId,
    details: { name, ...inputOf(sequence.data) },
  })
  const visit = openVisit(run, sequence, { name, state, enteredId, previousEventId })
  run.steps.begin(run, visit)
}

interface Entered {
  readonly name: string
  readonly state: State
  readonly enteredId: EventId
  readonly previousEventId: EventId
}

function openVisit(run: Run, sequence: Sequence, { name, state, enteredId, previousEventId }: Entered): Visit {
  const around = sequence.span ?? run.steps.openBranch(run, sequence, enteredId)
  sequence.span = around
  // A branch looked finished when its last state was left; now it goes on.
  if (around.outcome === 'succeeded') run.truth.reopen(enteredId, around)
  const span = run.truth.open(enteredId, { kind: 'stateVisit', name }, around)
  run.truth.event(enteredId, span)
  const visit: Visit = {
    state,
    name,
    sequence,
    span,
    enteredId,
    previousOfEntered: previousEventId,
    occasion: occasionOf(run, sequence, {
      name,
      state,
    }),
    attempts: 0,
    retries: [],
    rounds: 0,
    round: undefined,
    mapRun: undefined,
    waitUntil: 0,
    hasFailed: false,
    exit: undefined,
  }
  sequence.visit = visit
  sequence.nextState = undefined
  sequence.lastEventId = enteredId
  return visit
}

function occasionOf(run: Run, sequence: Sequence, { name, state }: Pick<Entered, 'name' | 'state'>): Occasion {
  return {
    state: name,
    iterations: sequence.iterations,
    data: sequence.data,
    random: run.random,
    visit: countUse(run, state),
    earlierAttempts: 0,
  }
}

/** Decides how a state is left, and leaves it. */
export function leave(run: Run, visit: Visit, exit: Exit): void {
  visit.exit = exit
  soon(run, visit.sequence, () => writeExited(run, visit, exit))
}

function writeExited(run: Run, visit: Visit, exit: Exit): void {
  const { sequence, state } = visit
  const exitedId = writeOwn(run, visit.span, {
    type: `${state.type}StateExited`,
    previousEventId: exit.previousEventId,
    details: exitedOf(visit, exit.output),
  })
  run.truth.close(exitedId, visit.span, wasCaught(run, exit) ? 'caught' : 'succeeded')
  if (exit.caughtId !== undefined) run.failures.caught.add(exit.caughtId)
  if (sequence.span?.shape.kind === 'parallelBranch') run.truth.close(exitedId, sequence.span, 'succeeded')
  sequence.visit = undefined
  sequence.data = exit.output
  sequence.lastEventId = exitedId
  sequence.nextState = exit.next
  advance(run, sequence)
}

function wasCaught(run: Run, exit: Exit): boolean {
  return /(Failed|TimedOut)$/.test(run.events[exit.previousEventId - 1]?.type ?? '')
}
