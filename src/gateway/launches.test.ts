import { describe, expect, it } from 'vitest'
import { createLaunches, launchFragment } from './launches.ts'

describe('createLaunches', () => {
  it('opens a route once', () => {
    const launches = createLaunches(() => 0)
    const code = launches.create('/executions/x')
    expect(launches.redeem(code)).toBe('/executions/x')
    expect(() => launches.redeem(code)).toThrow('works once')
  })

  it('closes after a minute', () => {
    let nowMs = 0
    const launches = createLaunches(() => nowMs)
    const code = launches.create('')
    nowMs = 60_000
    expect(() => launches.redeem(code)).toThrow('for a minute')
  })

  it('keeps only the latest few', () => {
    const launches = createLaunches(() => 0)
    const codes = Array.from({ length: 33 }, () => launches.create(''))
    expect(() => launches.redeem(codes[0] ?? '')).toThrow()
    expect(launches.redeem(codes[32] ?? '')).toBe('')
  })

  it.each(['executions', '/a b', '/a\r\nSet-Cookie: x', '/ü'])('takes no route like %j', route => {
    expect(() => createLaunches().create(route)).toThrow('A route')
  })
})

describe('launchFragment', () => {
  it('has the token first, then the route', () => {
    expect(launchFragment('', 't')).toBe('#token=t')
    expect(launchFragment('/executions/x?v=1', 't')).toBe('#token=t&/executions/x?v=1')
  })
})
