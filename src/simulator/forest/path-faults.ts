import type { Millis } from '../../history/events.ts'
import type { Forest, SimulatedExecution } from './simulate-forest.ts'
import type { TrueAnswer } from './true-answer.ts'

/** A step of a critical path in the form of `explain --json`: ms from the start of the asked execution. */
export interface PathStep {
  readonly execution: string
  readonly span: string
  readonly fromMs: Millis
  readonly toMs: Millis
}

/**
 * What is wrong with a critical path through a forest, in words. Which of several paths is told is not for the simulator to
 * say: any must begin at 0, be connected and as long as the run, and each step must lie where its span truly ran.
 */
export function pathFaults(steps: readonly PathStep[], forest: Forest, truth: TrueAnswer): string[] {
  const faults: string[] = []
  const read = new Set(truth.read)
  let reached = 0
  for (const [at, step] of steps.entries()) {
    const fault = (what: string) => faults.push(`step ${at} (${step.span}) ${what}`)
    if (step.fromMs !== reached) fault(`begins at ${step.fromMs}, not at ${reached}`)
    if (step.toMs < step.fromMs) fault('runs backwards')
    reached = step.toMs
    const execution = forest.executions.get(step.execution)
    if (!execution || !read.has(step.execution)) fault('is in an execution that was not read')
    else if (!liesWithin(step, execution, forest.root.startAt)) fault('lies outside its span')
  }
  if (truth.totalMs !== undefined && reached !== truth.totalMs)
    faults.push(`it ends at ${reached}, not ${truth.totalMs}`)
  return faults
}

function liesWithin(step: PathStep, { spans, events, stopAt }: SimulatedExecution, origin: Millis): boolean {
  const span = spans.find(({ id }) => id === step.span)
  if (!span) return false
  const timeOf = (id: number) => events[id - 1]?.timestamp ?? Number.NaN
  const last = Math.max(...span.events.map(timeOf), span.end === null ? (stopAt ?? Infinity) : timeOf(span.end))
  return timeOf(span.start) - origin <= step.fromMs && step.toMs <= last - origin
}
