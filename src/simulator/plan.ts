import type { Millis } from '../history/events.ts'
import type { Occasion, Script } from './machine.ts'
import type { Run, Sequence } from './run.ts'

/** Plans what a sequence does next. Void if the sequence or the execution is stopped before. */
export function later(
  run: Run,
  sequence: Sequence,
  { delayMs, action }: { delayMs: Millis; action: () => void },
): void {
  const { epoch } = sequence
  const runEpoch = run.epoch
  const unlessStopped = () => {
    if (sequence.epoch === epoch && run.epoch === runEpoch) action()
  }
  if (delayMs <= 0 && run.random.chance(run.options.adjacency)) run.agenda.next(unlessStopped)
  else run.agenda.add(run.agenda.now + delayMs, unlessStopped)
}

/** Plans what a sequence does after the moment AWS needs between two steps, most often less than a millisecond. */
export function soon(run: Run, sequence: Sequence, action: () => void): void {
  const isInstant = run.random.chance(run.options.instantShare)
  later(run, sequence, { delayMs: isInstant ? 0 : run.random.between(1, run.options.latencyMs), action })
}

/** The next entry of a script, or what its function answers. */
export function ask<T>(run: Run, script: Script<T>, occasion: Occasion): T | undefined {
  if (typeof script === 'function') return script(occasion)
  return script[countUse(run, script) % script.length]
}

/** How often `thing` was used before. */
export function countUse(run: Run, thing: object): number {
  const uses = run.uses.get(thing) ?? 0
  run.uses.set(thing, uses + 1)
  return uses
}
