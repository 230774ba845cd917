import { describe, expect, it } from 'vitest'
import type { KeyValueStore } from './history-cache.ts'
import { createKeptFiles } from './kept-files.ts'

function memory(): KeyValueStore & { readonly held: Map<string, unknown> } {
  const held = new Map<string, unknown>()
  return {
    held,
    get: async key => held.get(key),
    set: async (key, value) => void held.set(key, value),
    delete: async keys => keys.forEach(key => held.delete(key)),
    keys: async () => [...held.keys()],
  }
}

function file(name: string, length: number) {
  return { name, content: new Blob([new Uint8Array(length)]) }
}

describe('files kept on this machine', () => {
  it('are found by their hash, all of a set with their names', async () => {
    const kept = createKeptFiles(memory())
    await kept.keep('a', [file('one.json', 3), file('two.json', 4)], 1)
    expect((await kept.find('a'))?.map(({ name, content }) => [name, content.size])).toEqual([
      ['one.json', 3],
      ['two.json', 4],
    ])
    expect(await kept.find('b')).toBeUndefined()
  })

  it('make room for new ones, the oldest first', async () => {
    const kept = createKeptFiles(memory())
    const megabytes = 1024 * 1024
    await kept.keep('old', [file('old', 60 * megabytes)], 1)
    await kept.keep('newer', [file('newer', 60 * megabytes)], 2)
    await kept.keep('newest', [file('newest', 60 * megabytes)], 3)
    expect(await kept.find('old')).toBeUndefined()
    expect(await kept.find('newer')).toBeDefined()
    expect(await kept.find('newest')).toBeDefined()
    await kept.keep('too large', [file('x', 129 * megabytes)], 4)
    expect(await kept.find('too large')).toBeUndefined()
    expect(await kept.find('newest')).toBeDefined()
  })

  it('of another form are none, and all can be forgotten', async () => {
    const store = memory()
    const kept = createKeptFiles(store)
    store.held.set('a', { files: 'nonsense' })
    expect(await kept.find('a')).toBeUndefined()
    await kept.keep('b', [file('b', 1)], 1)
    await kept.forgetAll()
    expect(store.held.size).toBe(0)
  })

  it('that cannot be kept or read are asked for again, without an error', async () => {
    const broken = () => Promise.reject(new Error('QuotaExceededError'))
    const kept = createKeptFiles({ get: broken, set: broken, delete: broken, keys: broken })
    await kept.keep('a', [file('a', 1)], 1)
    expect(await kept.find('a')).toBeUndefined()
  })
})
