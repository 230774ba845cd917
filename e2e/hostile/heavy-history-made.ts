import type { HistoryEvent } from '../../src/history/events.ts'

export const PAYLOAD_BYTES = 200_000

/** Payloads of one text, made once: what the endpoint sends is written as it is asked for. */
export function heavyHistory(total: number, letter: string): HistoryEvent[] {
  const payload = JSON.stringify({ text: letter.repeat(PAYLOAD_BYTES / Buffer.byteLength(letter)) })
  return Array.from({ length: total }, (_, at) => {
    const id = at + 1
    const base = { id, previousEventId: at, timestamp: 1_790_000_000_000 + at }
    if (id === 1) return { ...base, type: 'ExecutionStarted', details: { input: payload } }
    if (id === total) return { ...base, type: 'ExecutionSucceeded', details: { output: payload } }
    const name = `S${id - (id % 2)}`
    return id % 2 === 0
      ? { ...base, type: 'PassStateEntered', details: { name, input: payload } }
      : { ...base, type: 'PassStateExited', details: { name, output: payload } }
  })
}
