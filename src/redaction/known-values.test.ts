import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KnownValues } from './known-values.ts'

it('leaves none of the secrets in a text, however alike they begin, and any other text as it is', () => {
  const secret = fc.stringMatching(/^user[a-c]{2,6}$/)
  const texts = fc.array(fc.oneof(secret, fc.constantFrom(' ', 'use', 'user', 'aab', 'x')), { maxLength: 20 })
  fc.assert(
    fc.property(fc.array(secret, { maxLength: 8 }), texts, (secrets, parts) => {
      const known = new KnownValues()
      for (const one of secrets) known.addSecret(one, '#')
      const text = parts.join('')
      const without = known.replaceIn(text, () => undefined)
      for (const one of secrets) expect(without).not.toContain(one)
      if (!secrets.some(one => text.includes(one))) expect(without).toBe(text)
    }),
  )
})
