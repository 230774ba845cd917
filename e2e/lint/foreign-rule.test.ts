import { beforeAll, describe, expect, it } from 'vitest'
import { filesBreaking } from './planted.ts'

type Plant = readonly [file: string, code: string]

const counted = 'export interface Told {\n  readonly counted: Readonly<Record<string, number>>\n}'

const refusedNames: readonly Plant[] = [
  ['src/history/literal.ts', 'export const a = (given: Record<string, number>, name: string) => given[name]'],
  ['src/history/json.ts', 'export const a = (json: JsonRecord, name: string) => json[name]'],
  ['src/history/index.ts', 'export const a = (given: { [name: string]: number }, name: string) => given[name]'],
  [
    'src/words/table.ts',
    "const WORDS: Readonly<Record<string, string>> = { a: 'b' }\nexport const a = (n: string) => WORDS[n]",
  ],
  ['src/words/cast.ts', 'export const a = (given: object, name: string) => (given as Record<string, number>)[name]'],
  ['src/runs/property.ts', 'export const a = (told: Told, name: string) => told.counted[name]'],
  ['src/runs/optional.ts', 'export const a = (told: Told | undefined, name: string) => told?.counted[name]'],
  [
    'src/runs/destructured.ts',
    'export const a = (told: Told, name: string) => {\n  const { counted } = told\n  return counted[name]\n}',
  ],
  ['src/runs/called.ts', 'export const a = (name: string) => {\n  const sums = sumsOf(1)\n  return sums[name]\n}'],
  ['src/runs/awaited.ts', 'export const a = async (book: Book, name: string) => (await book.all())[name]'],
  ['src/logs/narrowed.ts', 'export const a = (v: unknown, name: string) => (isRecord(v) ? v[name] : undefined)'],
  ['src/logs/template.ts', 'export const a = (json: JsonRecord, n: string) => json[`${n}Path`]'],
  ['src/logs/set.ts', 'export const a = (given: Record<string, number>, name: string) => {\n  given[name] = 1\n}'],
  ['src/gateway/in.ts', 'export const a = (table: object, name: string) => name in table'],
  ['src/app/in.tsx', 'export const a = (table: object, name: string) => `${name}s` in table'],
]

const allowedNames: readonly Plant[] = [
  ['src/history/fixed.ts', "export const a = (json: JsonRecord) => json['Status']"],
  ['src/history/constant.ts', "const NAME = 'Status'\nexport const a = (json: JsonRecord) => json[NAME]"],
  ['src/history/list.ts', "const NAMES = ['a']\nexport const a = (json: JsonRecord) => NAMES.map(name => json[name])"],
  ['src/history/own.ts', 'export const a = (json: JsonRecord) => {\n  for (const name in json) take(json[name])\n}'],
  ['src/history/asked.ts', 'export const a = (j: Record<string, 1>, n: string) => (Object.hasOwn(j, n) ? j[n] : 0)'],
  ['src/history/map.ts', 'export const a = (given: ReadonlyMap<string, number>, name: string) => given.get(name)'],
  ['src/history/array.ts', 'export const a = (list: readonly number[], at: number) => list[at]'],
  ['src/history/told.ts', counted],
  [
    'src/history/sums.ts',
    'export function sumsOf(given: number): Readonly<Record<string, number>> {\n  return { a: given }\n}',
  ],
  ['src/history/book.ts', 'export interface Book {\n  all(): Promise<Readonly<Record<string, string>>>\n}'],
  ['src/history/union.ts', "export const a = (one: One | Two) => 'kind' in one"],
  ['src/history/some.test.ts', 'export const a = (json: JsonRecord, name: string) => json[name]'],
  ['src/simulator/some.ts', 'export const a = (json: JsonRecord, name: string) => json[name]'],
]

describe('names that may be a stranger’s', () => {
  let caught: ReadonlySet<string> = new Set()

  beforeAll(() => {
    caught = filesBreaking(/foreign\(names\)/, [...refusedNames, ...allowedNames])
  })

  it.each(refusedNames)('are not looked up as in %s', file => {
    expect(caught).toContain(file)
  })

  it.each(allowedNames)('are none in %s', file => {
    expect(caught).not.toContain(file)
  })
})

it('JSON that may be a stranger’s is read where its depth is looked at', () => {
  const refused: Plant = ['src/gateway/json.ts', 'export const a = (text: string): unknown => JSON.parse(text)']
  const passed: Plant = ['src/words/passed.ts', 'export const a = (texts: string[]) => texts.map(JSON.parse)']
  const allowed: Plant = ['src/words/some.test.ts', 'export const a = (text: string): unknown => JSON.parse(text)']
  expect(filesBreaking(/foreign\(json\)/, [refused, passed, allowed])).toEqual(new Set([refused[0], passed[0]]))
})
