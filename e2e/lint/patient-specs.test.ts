import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const specs = fileURLToPath(new URL('..', import.meta.url))

/** What is asked of a page once may be asked a moment too early: `expect.poll` and the expectations of locators ask on. */
const ASKED_ONCE = /expect\((?!\.)[^)]*\bawait\b/

/** What waits for its answer itself. */
const WAITS_ITSELF = ['moto.ended(', 'own.command(', '(await download)']

describe('specs in a browser', () => {
  const lines = readdirSync(specs, { recursive: true, encoding: 'utf8' })
    // The packed program is no page: its commands wait for their ends.
    .filter(name => name.endsWith('.spec.ts') && !name.startsWith('package'))
    .flatMap(name =>
      readFileSync(join(specs, name), 'utf8')
        .split('\n')
        .map((line, at) => `${name}:${at + 1} ${line.trim()}`),
    )

  it('are looked at', () => expect(lines.length).toBeGreaterThan(1_000))

  it('ask until it is so', () => {
    const once = lines.filter(line => ASKED_ONCE.test(line) && !WAITS_ITSELF.some(call => line.includes(call)))
    expect(once).toEqual([])
  })
})
