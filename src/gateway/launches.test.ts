import { describe, expect, it } from 'vitest'
import { launchName } from '../protocol/keys.ts'
import { createLaunches, launchAddress } from './launches.ts'

describe('createLaunches', () => {
  it('opens a route once', async () => {
    const launches = createLaunches(() => 0)
    const code = await launches.create('/executions/x', 'minute')
    const name = await launchName(code)
    expect(launches.redeem(name)).toMatchObject({ code, route: '/executions/x' })
    expect(() => launches.redeem(name)).toThrow('works once')
  })

  it('is not opened by the code itself', async () => {
    const launches = createLaunches(() => 0)
    const code = await launches.create('', 'minute')
    expect(() => launches.redeem(code)).toThrow('works once')
  })

  it('closes after a minute where a browser was started, not on a terminal', async () => {
    let nowMs = 0
    const launches = createLaunches(() => nowMs)
    const started = await launches.create('', 'minute')
    const printed = await launches.create('', 'gateway')
    nowMs = 60_000
    const names = [await launchName(started), await launchName(printed)]
    expect(() => launches.redeem(names[0] ?? '')).toThrow('for a minute')
    expect(launches.redeem(names[1] ?? '').code).toBe(printed)
  })

  it('keeps only the latest few', async () => {
    const launches = createLaunches(() => 0)
    const codes: string[] = []
    for (let i = 0; i < 65; i++) codes.push(await launches.create('', 'gateway'))
    const [first, last] = [await launchName(codes[0] ?? ''), await launchName(codes[64] ?? '')]
    expect(() => launches.redeem(first)).toThrow('works once')
    expect(launches.redeem(last).route).toBe('')
  })

  it.each(['executions', '/a b', '/a\r\nSet-Cookie: x', '/ü'])('takes no route like %j', async route => {
    await expect(createLaunches().create(route, 'minute')).rejects.toThrow('A route')
  })
})

it('the address holds the code where no server sees it', () => {
  expect(new URL(launchAddress('127.0.0.1:7360', 'abc')).hash).toBe('#launch=abc')
})
