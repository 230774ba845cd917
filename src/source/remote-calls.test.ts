import { describe, expect, it } from 'vitest'
import { callOver, type Port, serveOver } from './remote-calls.ts'
import { SourceError } from './source.ts'

type Listener = (event: MessageEvent<unknown>) => void

/** Two ends of a channel; what one posts the other hears after a turn, as a clone. */
function channel(): readonly [Port, Port] {
  const listeners: [Listener[], Listener[]] = [[], []]
  const end = (own: 0 | 1): Port => ({
    postMessage: message => {
      const data: unknown = structuredClone(message)
      queueMicrotask(() => listeners[own === 0 ? 1 : 0].forEach(hear => hear(new MessageEvent('message', { data }))))
    },
    addEventListener: (_, listener) => void listeners[own].push(listener),
  })
  return [end(0), end(1)]
}

interface Sums {
  add: (input: readonly number[], signal: AbortSignal) => Promise<number>
  wait: (input: undefined, signal: AbortSignal) => Promise<number>
  fail: (input: undefined, signal: AbortSignal) => Promise<number>
}

function rig() {
  const [page, worker] = channel()
  const aborted: unknown[] = []
  serveOver<Sums & Record<string, never>>(worker, {
    add: async (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0),
    wait: (_: undefined, signal: AbortSignal) =>
      new Promise<number>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push('wait')
          reject(signal.reason)
        })
      }),
    fail: async () => {
      throw new SourceError('Denied', 'No.', { why: 'w', whatToDo: 'd', copy: 'c', retryable: true })
    },
  } as never)
  return { call: callOver<Sums & Record<string, never>>(page) as never as RemoteSums, aborted }
}

type RemoteSums = (name: string, input: unknown, signal: AbortSignal) => Promise<number>

describe('calls across a port', () => {
  const { signal } = new AbortController()

  it('answer each call with its own answer, whatever the order', async () => {
    const { call } = rig()
    await expect(Promise.all([call('add', [1, 2], signal), call('add', [30], signal)])).resolves.toEqual([3, 30])
  })

  it('carry a SourceError over with all its parts', async () => {
    const { call } = rig()
    const parts = { code: 'Denied', message: 'No.', why: 'w', whatToDo: 'd', copy: 'c', retryable: true }
    await expect(call('fail', undefined, signal)).rejects.toMatchObject(parts)
    await expect(call('fail', undefined, signal)).rejects.toBeInstanceOf(SourceError)
  })

  it('end on both sides when the signal says so', async () => {
    const { call, aborted } = rig()
    const control = new AbortController()
    const waiting = call('wait', undefined, control.signal)
    control.abort(new Error('changed my mind'))
    await expect(waiting).rejects.toThrow('changed my mind')
    await call('add', [1], signal)
    expect(aborted).toEqual(['wait'])
  })

  it('are not even asked with a signal that is over', async () => {
    const { call } = rig()
    await expect(call('add', [1], AbortSignal.abort(new Error('over')))).rejects.toThrow('over')
  })

  it('reject where the other side knows no such call', async () => {
    const { call } = rig()
    await expect(call('nonsense', [1], signal)).rejects.toMatchObject({ code: 'Unexpected' })
  })
})
