import { expect, it } from 'vitest'
import { PagesAhead } from './pages-ahead.ts'

it('drops what nobody claimed once others are sent for', async () => {
  const ahead = new PagesAhead()
  const given = new Map<string, AbortSignal>()
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  for (const name of names) {
    ahead.askFor(name, signal => {
      given.set(name, signal)
      return Promise.resolve({ events: [name], nextToken: undefined })
    })
  }
  const { signal } = new AbortController()
  const claimed = await Promise.all(names.map(async name => ahead.claim(name, signal)))
  expect(claimed.map(page => page?.events)).toEqual([undefined, undefined, ['c'], ['d'], ['e'], ['f']])
})

it('gives a page once, and sends for one of a name once', async () => {
  const ahead = new PagesAhead()
  let sent = 0
  const ask = () => Promise.resolve({ events: [++sent], nextToken: undefined })
  ahead.askFor('a', ask)
  ahead.askFor('a', ask)
  const { signal } = new AbortController()
  await expect(ahead.claim('a', signal)).resolves.toMatchObject({ events: [1] })
  expect(ahead.claim('a', signal)).toBeUndefined()
})
