import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanId } from '../model/keys.ts'
import type { TaskAttempt } from '../model/span.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { asksLogs, type LogsOfAttempts } from './log-terms.ts'
import type { Query } from './query.ts'
import { matchSteps } from './query-match.ts'
import { parseQuery } from './query-parse.ts'

const builder = createTreeBuilder()
builder.append(
  eventsOf(`1<0 ExecutionStarted  2<0 TaskStateEntered Pay  3<2 TaskScheduled  4<3 TaskStarted  5<4 TaskFailed error=E
    6<5 TaskScheduled  7<6 TaskStarted  8<7 TaskSucceeded  9<8 TaskStateExited Pay
    10<9 TaskStateEntered Ship  11<10 TaskScheduled  12<11 TaskStarted  13<12 TaskSucceeded  14<13 TaskStateExited Ship`),
)
const tree = builder.tree

function query(text: string): Query {
  const parsed = parseQuery(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.query
}

function found(text: string, logs: LogsOfAttempts | undefined) {
  const steps = matchSteps(tree, query(text), { within: { names: [], machine: undefined, logs } })
  for (;;) {
    const step = steps.next()
    if (step.done !== true) continue
    const { spans, logs: seen } = step.value
    const named = spans.map(key => tree.span(key)).filter(span => span !== undefined)
    return { spans: named.map(spanId), seen }
  }
}

const logs: LogsOfAttempts = (attempt: TaskAttempt) =>
  ({
    3: { lines: ['START', 'card Declined by "bank"', 'END'], isWhole: true },
    6: { lines: ['START', 'END'], isWhole: false },
    11: 'unread' as const,
  })[attempt.startEventId]

describe('log:', () => {
  it.each([
    ['log:declined', ['a3']],
    ['log:start', ['a3', 'a6']],
    ['log=END', ['a3', 'a6']],
    ['log=EN', []],
    ['log:"by \\"bank\\""', ['a3']],
    // Of a log that is not whole, or not read, nobody knows what is not in it.
    ['-log:start', []],
    ['-log:nothing', ['a3']],
    ['log!=start', []],
    ['log:start state:Ship', []],
    ['log:start attempt:>1', ['a6']],
  ])('%s', (text, spans) => {
    expect(found(text, logs)).toEqual({ spans, seen: { read: 1, unread: 2 } })
  })

  it('counts nothing where nothing logs, or nobody asks', () => {
    expect(found('log:x', () => undefined)).toEqual({ spans: [], seen: { read: 0, unread: 0 } })
    expect(found('state:Pay', logs).seen).toEqual({ read: 0, unread: 0 })
    expect([asksLogs(query('state:Pay (error:x or log:y)')), asksLogs(query('state:log'))]).toEqual([true, false])
  })

  it('takes any text as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), text => {
        const value = text.replaceAll(/["\\]/g, '').trim()
        fc.pre(value !== '')
        const printed: LogsOfAttempts = () => ({ lines: [`x ${value} y`], isWhole: true })
        expect(found(`log:"${value}"`, printed).spans).toEqual(['a3', 'a6', 'a11'])
      }),
    )
  })
})
