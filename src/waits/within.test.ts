import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Sleep } from './sleep.ts'
import { within } from './within.ts'

/** Time goes on when a test says so. */
function clockOfTest() {
  const wakes = new Set<() => void>()
  const sleep: Sleep = (_ms, signal) =>
    new Promise((resolve, reject) => {
      wakes.add(resolve)
      signal.addEventListener('abort', () => {
        wakes.delete(resolve)
        reject(signal.reason)
      })
    })
  return { sleep, passes: () => wakes.forEach(wake => wake()), sleepers: wakes }
}

const never = () => new Promise<never>(() => undefined)
const tooLate = () => new Error('too late')

describe('what is waited for', () => {
  it('ends whatever the work does, and whichever end comes first is the end', async () => {
    const ends = fc.constantFrom('answers', 'throws', 'timeIsUp', 'givenUp')
    await fc.assert(
      fc.asyncProperty(ends, ends, async (first, second) => {
        const clock = clockOfTest()
        const person = new AbortController()
        let answer: (word: string) => void = () => undefined
        let fail: (error: Error) => void = () => undefined
        const work = () =>
          new Promise<string>((resolve, reject) => {
            answer = resolve
            fail = reject
          })
        const waited = within({ ms: 5, signal: person.signal, tooLate, sleep: clock.sleep }, work).catch(
          (error: unknown) => (error instanceof Error ? error.message : error),
        )
        const happen = {
          answers: () => answer('answer'),
          throws: () => fail(new Error('broken')),
          timeIsUp: clock.passes,
          givenUp: () => person.abort(new Error('given up')),
        }
        happen[first]()
        // What was told is on its way once the microtasks have run.
        await new Promise<void>(resolve => setImmediate(resolve))
        happen[second]()
        const told = { answers: 'answer', throws: 'broken', timeIsUp: 'too late', givenUp: 'given up' }
        expect(await waited).toBe(told[first])
        expect(clock.sleepers.size).toBe(0)
      }),
    )
  })

  it('is told when nobody waits any more', async () => {
    const clock = clockOfTest()
    let seen: AbortSignal | undefined
    const waited = within({ ms: 5, tooLate, sleep: clock.sleep }, signal => {
      seen = signal
      return never()
    })
    clock.passes()
    await expect(waited).rejects.toThrow('too late')
    expect(seen?.aborted).toBe(true)
  })

  it('is left alone once it has answered', async () => {
    let seen: AbortSignal | undefined
    await within({ ms: 5, tooLate, sleep: clockOfTest().sleep }, async signal => (seen = signal))
    expect(seen?.aborted).toBe(false)
  })

  it('is not begun to be waited for where it was given up before', async () => {
    const waited = within({ ms: 5, signal: AbortSignal.abort(new Error('given up')), tooLate }, never)
    await expect(waited).rejects.toThrow('given up')
  })
})
