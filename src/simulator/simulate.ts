import type { HistoryEvent } from '../history/events.ts'
import { type Definition, definitionOf } from './definition.ts'
import type { Machine } from './machine.ts'
import { DEFAULTS, type SimulationOptions } from './options.ts'
import type { ExecutionStatus } from './run.ts'
import { beginWorld } from './start-run.ts'
import type { TrueFailures } from './true-failures.ts'
import type { OutlineSpan } from './truth.ts'

export interface Simulation {
  readonly events: readonly HistoryEvent[]
  /** Every span, as it stands after the last event. */
  readonly truth: readonly OutlineSpan[]
  /** Every span, as it stood after the first `eventCount` events. */
  truthAt(eventCount: number): OutlineSpan[]
  /** What went wrong, up to the end of the simulation, were the history not cut. */
  readonly failures: TrueFailures
  readonly definition: Definition
  readonly executionArn: string
  readonly stateMachineArn: string
  /** RUNNING where the history was cut. */
  readonly status: ExecutionStatus
}

/**
 * Runs a state machine in simulated time and tells both its history and the truth about it. The history obeys
 * the rules by which AWS links events; the truth is written down as things happen, never read off the history.
 */
export function simulate(machine: Machine, options: SimulationOptions = {}): Simulation {
  const { root: run } = beginWorld(machine, { ...DEFAULTS, ...options })
  while (run.events.length < run.options.maxEvents && run.agenda.step());
  const { cutAfterEvents, timeoutSeconds } = run.options
  const count = cutAfterEvents > 0 ? Math.min(cutAfterEvents, run.events.length) : run.events.length
  const isCut = count < run.events.length
  return {
    events: isCut ? run.events.slice(0, count) : run.events,
    truth: run.truth.truthAt(count),
    truthAt: eventCount => run.truth.truthAt(eventCount),
    failures: run.failures,
    definition: definitionOf(machine, timeoutSeconds),
    executionArn: run.executionArn,
    stateMachineArn: run.identity.stateMachineArn,
    status: isCut ? 'RUNNING' : run.status,
  }
}
