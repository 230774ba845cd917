import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHistory } from '../history/parse-history.ts'
import { checkRules } from './check-rules.ts'
import { eventsOf } from './event-notation.ts'
import { randomCase } from './random-machine.ts'
import { simulate } from './simulate.ts'

const folder = join(import.meta.dirname, '../../e2e/histories/recorded')
// CloudWatch Logs records are not whole answers of GetExecutionHistory.
const recordings = readdirSync(folder).filter(name => /^ls-test(?!.*logged-execution-events)/.test(name))

describe('recordings of real executions', () => {
  it.each(recordings)('%s obeys the rules', name => {
    const { executions } = parseHistory(readFileSync(join(folder, name), 'utf8'))
    expect(executions.flatMap(({ events }) => checkRules(events))).toEqual([])
  })
})

describe('simulated executions', () => {
  it('obey the rules', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      expect(checkRules(simulate(machine, options).events)).toEqual([])
    })
    fc.assert(property, { numRuns: 3000 })
  }, 60_000)
})

describe('checkRules', () => {
  it.each([
    ['1<0 ExecutionStarted 3<0 PassStateEntered P', 'ids are 1..n without gaps'],
    ['1<0 ExecutionStarted 2<2 PassStateEntered P', 'previousEventId is less than id'],
    ['1<0 ExecutionStarted @9 2<0 PassStateEntered P @8', 'time does not run backwards'],
    ['1<0 ExecutionStarted 2<1 PassStateEntered P', 'PassStateEntered may not follow ExecutionStarted'],
    [
      '1<0 ExecutionStarted 2<0 PassStateEntered P 3<2 PassStateExited Q',
      'Exited names another state than its Entered',
    ],
    [
      '1<0 ExecutionStarted 2<0 TaskStateEntered T 3<2 TaskScheduled 4<3 LambdaFunctionStarted',
      'LambdaFunctionStarted may not follow TaskScheduled',
    ],
    [
      '1<0 ExecutionStarted 2<0 MapStateEntered M 3<2 MapStateStarted 4<3 MapIterationStarted M 1',
      'iteration of event 3 is not number 0',
    ],
  ])('finds fault with %s', (drawing, rule) => {
    expect(checkRules(eventsOf(drawing)).map(found => found.rule)).toContain(rule)
  })
})
