import { afterEach, expect, it, vi } from 'vitest'
import { hideMissingCode, lateCode, loadMissingCode, missingCode } from './late-code.ts'

afterEach(() => {
  vi.useRealTimers()
  loadMissingCode()
})

const missing = () => missingCode.getState()

it('hands on what comes at once, and tells nothing', async () => {
  expect(await lateCode(async () => 'part')()).toBe('part')
  expect(missing().again).toHaveLength(0)
})

it('does not fail where nothing comes: it tells, and asks again when somebody wants it', async () => {
  let isThere = false
  const load = vi.fn<() => Promise<string>>(async () => {
    if (!isThere) throw new TypeError('Failed to fetch dynamically imported module')
    return 'part'
  })
  const part = lateCode(load)()
  await vi.waitUntil(() => missing().again.length === 1)
  loadMissingCode()
  await vi.waitUntil(() => missing().again.length === 1)
  expect(load).toHaveBeenCalledTimes(2)
  isThere = true
  loadMissingCode()
  expect(await part).toBe('part')
  expect(missing()).toEqual({ again: [], isNews: false })
})

it('tells of what never answers', async () => {
  vi.useFakeTimers()
  void lateCode(() => new Promise(() => undefined))()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(missing().again).toHaveLength(1)
})

it('is quiet once read, until another part does not come; one press then asks for both', async () => {
  const never = () => Promise.reject(new Error('gone'))
  void lateCode(never)()
  await vi.waitUntil(() => missing().isNews)
  hideMissingCode()
  expect(missing()).toMatchObject({ isNews: false, again: [expect.any(Function)] })
  const load = vi.fn<() => Promise<never>>(never)
  void lateCode(load)()
  await vi.waitUntil(() => missing().isNews)
  expect(missing().again).toHaveLength(2)
})
