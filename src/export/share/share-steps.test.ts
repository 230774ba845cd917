import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grownForest } from '../../../e2e/grown-forest.ts'
import type { Forest } from '../../forest/forest.ts'
import { forestWith } from '../../forest/grow.ts'
import { rootKeyOf } from '../../forest/keys.ts'
import type { HistoryEvent } from '../../history/events.ts'
import { parseHistory } from '../../history/parse-history.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { depthFirst } from '../../model/walk.ts'
import { AS_IT_IS, MASKED_ONLY, type RedactionRules } from '../../redaction/rules.ts'
import type { Told } from '../../redaction/told.ts'
import { randomForest } from '../../simulator/forest/random-forest.ts'
import { simulateForest } from '../../simulator/forest/simulate-forest.ts'
import { randomCase } from '../../simulator/random-machine.ts'
import { simulate } from '../../simulator/simulate.ts'
import { historyJson } from '../export-history.ts'
import { type OutlineRow, outlineRows } from '../outline.ts'
import { partOfSpan, partOfTime } from './kept-part.ts'
import { FORMS, planted, SECRETS, textsIn } from './planted.ts'
import { type ShareOrder, shareSteps } from './share-steps.ts'

const ARN = 'arn:aws:states:eu-west-1:401835226771:execution:OrderSettlement:nightly-run-77'
const ALL_PSEUDONYMS = new Set(['accounts', 'requests', 'names'] as const)

function shared(forest: Forest, rules: RedactionRules, order: Partial<ShareOrder> = {}): { text: string; told: Told } {
  const steps = shareSteps({
    ...{ forest, rules, part: undefined, lacking: undefined, view: undefined, now: 0 },
    ...order,
  })
  let text = ''
  for (;;) {
    const step = steps.next()
    if (step.done === true) return { text, told: step.value }
    text += step.value ?? ''
  }
}

function treeOf(events: readonly HistoryEvent[]): ExecutionTree {
  const builder = createTreeBuilder()
  builder.append(events)
  return builder.seal()
}

function forestOfEvents(events: readonly HistoryEvent[], definition?: string): Forest {
  return forestWith({ ref: { kind: 'aws', arn: ARN }, tree: treeOf(events), definition })
}

function eventsIn(text: string): readonly HistoryEvent[] {
  return parseHistory(text).executions[0]?.events ?? []
}

function jsonOf(tree: ExecutionTree): string {
  return [...historyJson(tree)].map(piece => piece.text).join('')
}

const FIELDS = ['input', 'output', 'parameters', 'cause', 'error', 'name', 'resource', 'workerName', 'unknown'] as const

const plants = fc.array(
  fc.record({
    at: fc.nat(),
    field: fc.constantFrom(...FIELDS),
    form: fc.constantFrom(...Object.values(FORMS)),
    secret: fc.constantFrom(...SECRETS),
    unicode: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
)

describe('a file to share', () => {
  it('holds a secret nowhere, wherever it stood', () => {
    fc.assert(
      fc.property(
        randomCase(),
        plants,
        fc.constantFrom('keep', 'shapes', 'drop'),
        fc.boolean(),
        (given, planting, payloads, names) => {
          const events = [...simulate(given.machine, given.options).events]
          for (const { at, field, form, secret, unicode } of planting) {
            const event = events[at % events.length]
            if (event !== undefined) events[at % events.length] = planted(event, field, form(secret), unicode)
          }
          const definition = JSON.stringify({
            Comment: planting[0]?.secret,
            StartAt: 'A',
            States: { A: { Type: 'Pass', Result: planting[0]?.secret, End: true } },
          })
          const rules = {
            ...MASKED_ONLY,
            payloads,
            keepCauses: names,
            ...(names && { pseudonyms: ALL_PSEUDONYMS }),
          } as const
          const { text } = shared(forestOfEvents(events, definition), rules, {
            view: `v=1&q=${encodeURIComponent(planting[0]?.secret ?? '')}`,
          })
          const all = [...textsIn(text)]
          for (const { secret } of planting) {
            for (const form of [secret, `${secret}-pass`, encodeURIComponent(secret)]) {
              expect(all.find(one => one.includes(form))).toBeUndefined()
            }
          }
          expect(eventsIn(text).map(({ id }) => id)).toEqual(events.map(({ id }) => id))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is the history byte for byte where nothing is taken out', () => {
    fc.assert(
      fc.property(randomCase(), given => {
        const tree = treeOf(simulate(given.machine, given.options).events)
        const { text, told } = shared(forestWith({ ref: { kind: 'aws', arn: ARN }, tree }), AS_IT_IS)
        expect(told.isWhole).toBe(true)
        expect(jsonOf(treeOf(eventsIn(text)))).toBe(jsonOf(tree))
      }),
      { numRuns: 40 },
    )
  })

  it('reads as the same tree under other names, the same in the same out, and none of the names is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), seed => {
        const { machine, options } = randomForest(seed)
        const simulated = simulateForest(machine, { ...options, maxForestEvents: 600 })
        const forest = grownForest(simulated)
        const { text } = shared(forest, { ...MASKED_ONLY, pseudonyms: ALL_PSEUDONYMS })
        const known = forest.knownMembers().filter(({ tree }) => tree !== undefined)
        const read = parseHistory(text).executions
        expect(read.length).toBe(known.length)
        const names = new Map<string, string>()
        for (const [at, member] of known.entries()) {
          const tree = member.tree === undefined ? undefined : member.tree
          const before = tree === undefined ? [] : [...outlineRows(treeOf(eventsOf(tree)))]
          const after = [...outlineRows(treeOf(read[at]?.events ?? []))]
          expect(after.map(nameless)).toEqual(before.map(nameless))
          for (const [row, { name }] of before.entries()) {
            if (name === null) continue
            expect(names.get(name) ?? after[row]?.name).toBe(after[row]?.name)
            names.set(name, after[row]?.name ?? '')
          }
        }
        expect(new Set(names.values()).size).toBe(names.size)
        for (const [arn, { account }] of simulated.executions) {
          expect(text).not.toContain(account)
          const name = arn.split(':')[7] ?? ''
          if (name.length >= 8) expect(text).not.toContain(name)
        }
      }),
      { numRuns: 12 },
    )
  })

  it('of a part holds the spans asked for, as they are in the whole', () => {
    fc.assert(
      fc.property(randomCase(), fc.nat(), fc.boolean(), (given, draw, byTime) => {
        const tree = treeOf(simulate(given.machine, given.options).events)
        const forest = forestWith({ ref: { kind: 'aws', arn: ARN }, tree })
        const spans = [...depthFirst(tree)].map(({ span }) => span)
        const span = spans[draw % spans.length] ?? tree.root
        const part = byTime
          ? partOfTime(forest, span.startedAt, span.endedAt ?? span.startedAt)
          : partOfSpan(forest, rootKeyOf(0) + span.key - tree.root.key)
        const { text } = shared(forest, AS_IT_IS, { part: { ...part, words: 'a part' } })
        const read = treeOf(eventsIn(text))
        const whole = new Map([...outlineRows(tree)].map(row => [row.id, row]))
        const wanted = whole.get(spanIdOf(tree, span.key))
        const found = [...outlineRows(read)].find(row => row.start === wanted?.start && row.kind === wanted?.kind)
        expect(found).toMatchObject({
          name: wanted?.name,
          outcome: wanted?.outcome,
          end: wanted?.end,
          attempt: wanted?.attempt,
        })
      }),
      { numRuns: 60 },
    )
  })
})

function eventsOf(tree: ExecutionTree): readonly HistoryEvent[] {
  return tree.loaded.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, at) => tree.event(from + at)).filter(event => event !== undefined),
  )
}

function spanIdOf(tree: ExecutionTree, key: number): string {
  const span = tree.span(key)
  return [...outlineRows(tree)].find(row => row.start === span?.startEventId && row.kind === span?.kind)?.id ?? ''
}

function nameless(row: OutlineRow): OutlineRow {
  return { ...row, name: null }
}
