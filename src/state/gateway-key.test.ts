import { describe, expect, it } from 'vitest'
import { importPageKey, pageKeyBytes } from '../protocol/keys.ts'
import { createGatewayKey, type KeyShelf } from './gateway-key.ts'

const keyOf = async (token: string) => importPageKey(await pageKeyBytes(token, '127.0.0.1:7360'))

function shelf(): KeyShelf & { kept: unknown } {
  const held: KeyShelf & { kept: unknown } = {
    kept: undefined,
    get: async () => held.kept,
    set: async key => {
      held.kept = key
    },
  }
  return held
}

describe('the gateway key', () => {
  it('is the one that any tab got last', async () => {
    const both = shelf()
    const [tab, other] = [createGatewayKey(both), createGatewayKey(both)]
    expect(await tab.current()).toBeUndefined()
    await tab.keep(await keyOf('first'))
    const second = await keyOf('second')
    await other.keep(second)
    expect(await tab.current()).toBe(second)
  })

  it('lives as long as the page where it cannot be stored', async () => {
    const full: KeyShelf = {
      get: async () => undefined,
      set: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
    }
    const key = await keyOf('token')
    const page = createGatewayKey(full)
    await page.keep(key)
    expect(await page.current()).toBe(key)
    const forbidden: KeyShelf = {
      get: () => Promise.reject(new Error('no')),
      set: () => Promise.reject(new Error('no')),
    }
    const other = createGatewayKey(forbidden)
    expect(await other.current()).toBeUndefined()
    await other.keep(key)
    expect(await other.current()).toBe(key)
  })

  it('is not waited for where the storage never answers, and the storage is asked once', async () => {
    let asked = 0
    const silent = () => {
      asked += 1
      return new Promise<never>(() => undefined)
    }
    const page = createGatewayKey({ get: silent, set: silent }, 1)
    expect(await page.current()).toBeUndefined()
    const key = await keyOf('token')
    await page.keep(key)
    expect(await page.current()).toBe(key)
    expect(asked).toBe(1)
  })

  it('is nothing but a key', async () => {
    const odd = shelf()
    odd.kept = 'a token of old'
    expect(await createGatewayKey(odd).current()).toBeUndefined()
  })
})
