import type { Millis } from '../history/events.ts'
import { lateMending } from './late-mending.ts'
import type { Surroundings } from './surroundings.ts'

// Code that is loaded late takes real time, for which virtual time does not wait.
await lateMending.ready()

/** Surroundings for tests: time stands still until it is told to go on. */
export interface VirtualTime extends Surroundings {
  /** Lets everything happen that can happen without time passing. */
  readonly settle: () => Promise<void>
  /** Moves on to the next thing due. False if nothing is. */
  readonly next: () => Promise<boolean>
  /** Moves on until `done` says so, at most `steps` times. Returns whether it did. */
  readonly until: (done: () => boolean, steps?: number) => Promise<boolean>
  readonly setVisible: (visible: boolean) => void
}

interface Sleeper {
  readonly at: Millis
  readonly wake: () => void
}

export function createVirtualTime(random: () => number = () => 0.5): VirtualTime {
  const sleepers = new Set<Sleeper>()
  const returns = new Set<() => void>()
  let now: Millis = 1_790_000_000_000
  let visible = true

  const settle = async () => {
    for (let turn = 0; turn < 6; turn++) await new Promise<void>(resolve => setImmediate(resolve))
  }

  const next = async () => {
    await settle()
    const [first] = [...sleepers].toSorted((a, b) => a.at - b.at)
    if (!first) return false
    now = Math.max(now, first.at)
    sleepers.delete(first)
    first.wake()
    await settle()
    return true
  }

  return {
    now: () => now,
    random,
    settle,
    next,
    visible: () => visible,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        const sleeper = { at: now + ms, wake: resolve }
        sleepers.add(sleeper)
        signal.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(signal.reason)
        })
      }),
    onReturn: callback => {
      returns.add(callback)
      return () => returns.delete(callback)
    },
    setVisible: value => {
      visible = value
      if (value) for (const callback of returns) callback()
    },
    until: async (done, steps = 2_000) => {
      await settle()
      for (let step = 0; step < steps && !done(); step++) if (!(await next())) break
      return done()
    },
  }
}
