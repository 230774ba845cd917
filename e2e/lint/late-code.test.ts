import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const src = fileURLToPath(new URL('../../src', import.meta.url))

const lines = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.tsx'))
  .flatMap(name =>
    readFileSync(join(src, name), 'utf8')
      .replaceAll('lazy(\n', 'lazy(')
      .split('\n')
      .map(line => `${name}: ${line}`),
  )

it('parts of the page that come late never take away what is there where they do not come', () => {
  const lazy = lines.filter(line => /\blazy\(/.test(line))
  expect(lazy.length).toBeGreaterThan(10)
  expect(lazy.filter(line => !/\blazy\((\s*lateCode\()/.test(line))).toEqual([])
})
