import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const overrides = readFileSync(new URL('./cloudscape-overrides.css', import.meta.url), 'utf8')
const installed = readFileSync(
  new URL('../../node_modules/@cloudscape-design/components/internal/generated/theming/index.js', import.meta.url),
  'utf8',
)

describe('the overrides of Cloudscape', () => {
  it.each([...overrides.matchAll(/(--[\w-]+):/g)].map(([, name]) => name ?? ''))('%s is known to it', name => {
    expect(installed).toContain(name)
  })
})
