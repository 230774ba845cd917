import { describe, expect, it } from 'vitest'
import { createKeptCopies } from './kept-copies.ts'
import { createFaultySource } from './testing-faulty-source.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const never = () => new Promise<never>(() => {})

describe('kept copies', () => {
  it('are found', async () => {
    const copy = createFaultySource({ total: 3 })
    const copies = createKeptCopies({ find: async () => copy, forget: async () => {} }, createVirtualTime())
    expect(await copies.find('arn')).toBe(copy)
  })

  it.each([never, () => Promise.reject(new Error('damaged'))])(
    'hold nothing up where the store fails: %s',
    async fail => {
      const time = createVirtualTime()
      const copies = createKeptCopies({ find: fail, forget: fail }, time)
      const asked = Promise.all([copies.find('arn'), copies.drop('arn')])
      while (await time.next());
      expect(await asked).toEqual([undefined, undefined])
    },
  )
})
