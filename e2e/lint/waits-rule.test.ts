import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { filesBreaking } from './planted.ts'

const src = fileURLToPath(new URL('../../src/', import.meta.url))

const refused: readonly (readonly [file: string, code: string])[] = [
  ['src/source/fetches.ts', "export const a = async () => fetch('x')"],
  ['src/source/body.ts', 'export const a = async (answer: Response) => answer.arrayBuffer()'],
  ['src/source/sdk.ts', 'export const a = async (client: SFNClient) => client.send(command)'],
  ['src/loading/promise.ts', 'export const a = () => new Promise<void>(() => undefined)'],
  ['src/loading/deep/promise.ts', 'export const a = () => new Promise<void>(() => undefined)'],
  ['src/state/database.ts', "import { get as read } from 'idb-keyval'\nexport const a = () => read('key')"],
  ['src/state/navigator.ts', 'export const a = async () => navigator.storage.persist()'],
  ['src/gateway/file.ts', "import { stat } from 'node:fs/promises'\nexport const a = () => stat('x')"],
  ['src/gateway/files.ts', "import { stat } from 'node:fs/promises'\nexport const a = (x: string[]) => x.map(stat)"],
  ['src/gateway/stream.ts', 'export const a = async (res: Res) => {\n  for await (const chunk of res) take(chunk)\n}'],
  ['src/gateway/child.ts', "import { exec } from 'node:child_process'\nexport const a = () => exec('aws')"],
  [
    'src/gateway/provider.ts',
    "import { fromIni } from '@aws-sdk/credential-provider-ini'\nexport const a = () => fromIni({})()",
  ],
  ['src/gateway/untimed.ts', "const untimedAsk = async () => fetch('x')\nexport const a = () => untimedAsk()"],
  ['src/gateway/limit.ts', "export const a = () => within(limitOf(1), ask)\nexport const b = () => fetch('x')"],
  ['src/gateway/misnamed.ts', "export const untimely = async () => fetch('x')"],
]

const allowed: readonly (readonly [file: string, code: string])[] = [
  ['src/source/within.ts', "export const a = () => within(limit, signal => fetch('x', { signal }))"],
  [
    'src/gateway/named.ts',
    "async function untimedAsk() {\n  return fetch('x')\n}\nexport const a = () => within(limit, () => untimedAsk())",
  ],
  ['src/gateway/method.ts', 'export const gateway = {\n  untimedRead: () => new Promise<void>(() => undefined),\n}'],
  ['src/state/store.ts', "import { createStore } from 'idb-keyval'\nexport const a = createStore('a', 'b')"],
  ['src/gateway/some.test.ts', "export const a = async () => fetch('x')"],
  ['src/analysis/elsewhere.ts', 'export const a = () => new Promise<void>(() => undefined)'],
]

describe('the rule of waits', () => {
  let caught: ReadonlySet<string> = new Set()

  beforeAll(() => {
    caught = filesBreaking(/waits\(timed\)/, [...refused, ...allowed])
  })

  it.each(refused)('catches %s', file => {
    expect(caught).toContain(file)
  })

  it.each(allowed)('lets %s', file => {
    expect(caught).not.toContain(file)
  })

  it('has these exceptions alone, each with its reason', () => {
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name))
    const lines = files.flatMap(name =>
      [...readFileSync(join(src, name), 'utf8').matchAll(/oxlint-disable.*waits\/timed(.*)/g)].map(
        ([, reason = '']) => [name, reason.trim()],
      ),
    )
    const excepted = lines.map(([name]) => String(name)).toSorted((a, b) => a.localeCompare(b))
    expect(excepted).toEqual([
      'cli/cli.ts',
      'cli/history-bytes.ts',
      'cli/start.ts',
      'cli/start.ts',
      'kit/late-code.ts',
      'kit/turn-of-the-loop.ts',
      'loading/settled.ts',
      'loading/slots.ts',
      'loading/waiting.ts',
    ])
    for (const [, reason] of lines) expect(reason).toMatch(/^-- .{20,}/)
  })
})
