import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sha256Hex } from './sha256.ts'

it.each([
  ['with', globalThis.crypto.subtle],
  ['without', null],
])('names a file as Node does, %s crypto.subtle', async (_, subtle) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => {
      const data = new Uint8Array(bytes)
      expect(await sha256Hex(data, subtle)).toBe(createHash('sha256').update(data).digest('hex'))
    }),
  )
})
