import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOSTILE_FILES } from './hostile-files.ts'

// Each hostile file through `outline`, as text and as JSON: a right picture or a clear message, in bounded memory, and nothing that a
// terminal would obey. `npm test` takes a sample of each attack, `npm run test:hostile` the whole.

const WHOLE = process.env['HOSTILE_SIZE'] === 'whole'
const SIZE = WHOLE ? 1 : 0.02
const HEAP_MB = 1500
const LIMIT_MS = WHOLE ? 600_000 : 120_000

let dir: string
let program: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sfn-timeline-hostile-'))
  program = join(dir, 'cli', 'sfn-timeline.js')
  await build({ logLevel: 'silent', build: { ssr: true, outDir: join(dir, 'cli'), emptyOutDir: false } })
  await writeFile(join(dir, 'package.json'), '{"type":"module"}')
}, 120_000)
afterAll(() => rm(dir, { recursive: true }))

describe('the command line reads or refuses', () => {
  it.each(HOSTILE_FILES)(
    '$name',
    async ({ make, expect: expected }) => {
      const path = join(dir, 'hostile.json')
      await writeFile(path, make(SIZE))
      for (const how of [[], ['--json']]) {
        const { status, stdout, stderr } = await outline([...how, path])
        if (expected !== 'either')
          expect([status, stderr]).toEqual([expected === 'read' ? 0 : 1, expectedWords(expected)])
        if (status === 0) expect(stdout.head.length).toBeGreaterThan(0)
        else expect(stderr).toMatch(/^sfn-timeline: .*hostile\.json\b.{10,}\n$/)
        expect(stdout.controls || hasControls(stderr)).toBe(false)
        expect(stderr).not.toMatch(/\n\s+at |RangeError|TypeError|heap/)
      }
    },
    LIMIT_MS,
  )
})

function expectedWords(expected: 'read' | 'refused'): unknown {
  return expected === 'read' ? '' : expect.stringMatching(/./)
}

/** Anything a terminal acts on, newlines aside: C0, DEL, C1, and marks that turn the direction of text. */
function hasControls(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text)
}

interface Outcome {
  readonly status: number | null
  readonly stdout: { readonly head: string; readonly controls: boolean }
  readonly stderr: string
}

async function outline(args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, program, 'outline', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [head, stderr, controls] = ['', '', false]
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (head.length < 1000) head += text.slice(0, 1000)
    controls ||= hasControls(text)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const status = await new Promise<number | null>(resolve => child.on('close', resolve))
  return { status, stdout: { head, controls }, stderr }
}
