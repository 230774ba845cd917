import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grownForest } from '../../../e2e/grown-forest.ts'
import { forestWith, withChange } from '../../forest/grow.ts'
import type { ExecutionRef } from '../../forest/member.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { randomForest } from '../../simulator/forest/random-forest.ts'
import { simulateForest } from '../../simulator/forest/simulate-forest.ts'
import { explanationOf } from '../explanation.ts'
import { markdownReport } from './markdown-report.ts'

const OPTIONS = {
  requests: 3,
  link: 'http://127.0.0.1:7360/#/executions/x',
  linkTo: (arn: string, event: number) => `http://127.0.0.1:7360/#/executions/${arn}?event=${event}`,
}

function failedBy(error: string, cause: string, ref: ExecutionRef = { kind: 'sample', name: 's' }) {
  const events = eventsOf('1<0 ExecutionStarted  2<1 ExecutionFailed error=E').map(event =>
    event.id === 2 ? { ...event, details: { error, cause } } : event,
  )
  const tree = createTreeBuilder().append(events)
  return withChange(forestWith({ ref }), 0, { tree })
}

const HOSTILE_ARN = 'arn:aws:states:eu-west-1:123456789012:execution:@everyone:www.evil.example'

describe('report', () => {
  it('tells the cause that explain tells, with its link, wherever in the forest it lies', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), seed => {
        const { machine, options } = randomForest(seed)
        const forest = grownForest(simulateForest(machine, options))
        const { cause } = explanationOf(forest, OPTIONS)
        const report = markdownReport(forest, OPTIONS)
        expect(report.includes('## Cause')).toBe(cause !== null)
        if (cause?.error) expect(report).toContain(`\`${cause.error}\``)
        if (cause?.link) expect(report).toContain(cause.link)
      }),
      { numRuns: 20 },
    )
  })

  it('has no link where none can lead', () => {
    const report = markdownReport(failedBy('E', 'why'), { ...OPTIONS, link: undefined, linkTo: () => undefined })
    expect(report).not.toContain('http')
    expect(report).toContain('    why')
  })

  it('keeps a hostile error and cause text: no line, cell, heading, link or markup of their own', () => {
    const hostile = [
      ...['# big', '](javascript:alert(1))', '<img src=x onerror=alert(1)>', '| a | b |', '```\n# out\n```', '`` ` ``'],
      ...['@everyone', '#1', 'www.evil.example', '{"errorMessage":"m","@everyone":"x","#1":1,"www.evil.example":1}'],
      ...['a\n\n# heading', '\u202Egpj', '\u0085# next'],
    ]
    const texts = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' }))
    const plain = markdownReport(failedBy('E', 'why'), OPTIONS).split('\n')
    const named = markdownReport(failedBy('E', 'why', { kind: 'aws', arn: HOSTILE_ARN }), OPTIONS)
    expect(named.split('\n')[0]).toMatch(/^# (`+)[^`]+\1$/)
    fc.assert(
      fc.property(texts, texts, (error, cause) => {
        const lines = markdownReport(failedBy(error, cause), OPTIONS).split('\n')
        const headings = (all: readonly string[]) => all.filter(line => line.startsWith('#'))
        expect(headings(lines)).toEqual(headings(plain))
        for (const line of lines) {
          // A table has the bars that it had; what is quoted is code.
          if (line.startsWith('|')) expect(line.replaceAll('\\|', '').split('|').length).toBeLessThanOrEqual(9)
          if (line.startsWith('    ')) continue
          const outside = line.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
          expect(outside).not.toMatch(/[<\]\u202E\u0085@]|#\d|www/)
        }
      }),
    )
  })
})
