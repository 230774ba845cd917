import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_PREFERENCES, parsePreferences } from './preferences.ts'
import { parseRecent, type RecentExecution, withRecent } from './recent-executions.ts'
import { createStoredValue, type TextStorage } from './stored-value.ts'

function memory(text: string | null = null): TextStorage & { text: string | null } {
  return {
    text,
    getItem() {
      return this.text
    },
    setItem(_, value) {
      this.text = value
    },
  }
}

describe('createStoredValue', () => {
  it('keeps the same object until it changes', () => {
    const storage = memory('{"theme":"dark"}')
    const stored = createStoredValue('p', parsePreferences, () => storage)
    expect(stored.current.theme).toBe('dark')
    expect(stored.current).toBe(stored.current)
    stored.set({ ...stored.current, theme: 'light' })
    expect(JSON.parse(storage.text ?? '').theme).toBe('light')
  })

  it('takes what another tab has forgotten for forgotten, also where nobody listens', () => {
    const storage = memory('{"theme":"dark"}')
    const stored = createStoredValue('p', parsePreferences, () => storage)
    expect(stored.current.theme).toBe('dark')
    storage.setItem('p', '{}')
    expect(stored.current).toEqual(DEFAULT_PREFERENCES)
  })

  it('holds what cannot be stored beside what is', () => {
    const storage = memory('{"theme":"dark"}')
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const stored = createStoredValue('p', parsePreferences, () => storage)
    stored.set({ ...stored.current, theme: 'light' })
    expect(stored.current.theme).toBe('light')
  })

  it('works without storage, for as long as the page lives', () => {
    const forbidden = (): TextStorage => {
      throw new DOMException('Access denied', 'SecurityError')
    }
    const stored = createStoredValue('p', parsePreferences, forbidden)
    expect(stored.current).toEqual(DEFAULT_PREFERENCES)
    stored.set({ ...DEFAULT_PREFERENCES, singleKeys: false })
    expect(stored.current.singleKeys).toBe(false)
  })
})

describe('parsePreferences', () => {
  it('makes good preferences of anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), json => {
        expect(Object.keys(parsePreferences(json)).toSorted()).toEqual(Object.keys(DEFAULT_PREFERENCES).toSorted())
      }),
    )
  })

  it('keeps what makes sense beside what does not', () => {
    expect(parsePreferences({ theme: 'dark', timeMode: 'martian' })).toEqual({ ...DEFAULT_PREFERENCES, theme: 'dark' })
  })
})

const entry = (name: string): RecentExecution => ({
  ref: { kind: 'sample', name },
  name,
  stateMachineName: 'Orders',
  status: 'FAILED',
  startedAt: 1,
  stoppedAt: 2,
  eventCount: 3,
  openedAt: 4,
  thumbnail: [{ form: 'bar', row: 0, from: 0, to: 1, outcome: 'failed' }],
})

describe('recent executions', () => {
  it('come back from JSON as they were, without what makes no sense', () => {
    const list = [entry('a'), entry('b')]
    expect(parseRecent(JSON.parse(JSON.stringify([list[0], { ref: 'x' }, list[1]])))).toEqual(list)
    expect(parseRecent('garbage')).toEqual([])
  })

  it('stay in the list where their picture is of an earlier form', () => {
    const former = { ...entry('a'), thumbnail: [{ start: 0, length: 1000, outcome: 'failed' }] }
    expect(parseRecent([former])).toEqual([{ ...entry('a'), thumbnail: [] }])
  })

  it('hold an execution once, newest first, thirty at most', () => {
    const names = Array.from({ length: 40 }, (_, index) => `e${index}`)
    const list = [...names, 'e12'].reduce((all, name) => withRecent(all, entry(name)), [] as readonly RecentExecution[])
    expect(list).toHaveLength(30)
    expect(list.slice(0, 2).map(({ name }) => name)).toEqual(['e12', 'e39'])
  })
})
