import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLinkWriter } from './link-writer.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-1'
const OTHER = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-2'
const routeTo = (arn: string) => `#/executions/${encodeURIComponent(arn)}?v=1`

/** An address bar with its history; the last entry is what is shown. */
function rig() {
  const entries = [routeTo(ARN)]
  const writer = createLinkWriter({
    current: () => entries.at(-1) ?? '',
    go: (hash, how) => (how === 'push' ? entries.push(hash) : entries.splice(-1, 1, hash)),
  })
  const link = () => {
    const route = writer.route()
    if (route.kind !== 'execution') throw new Error('elsewhere')
    return route.link
  }
  return { writer, entries, link }
}

describe('the link of the page', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('takes a viewport in once it has settled, in place of the one before', () => {
    const { writer, entries, link } = rig()
    writer.navigate({ from: 10, to: 20 }, 'replace')
    expect(link().from).toBeUndefined()
    vi.runAllTimers()
    expect([entries.length, link().from, link().to]).toEqual([1, 10, 20])
  })

  it('leaves a viewport that has not settled with the step that is left, so that Back returns to it', () => {
    const { writer, entries } = rig()
    writer.navigate({ from: 10, to: 20 }, 'replace')
    writer.navigate({ event: 7, from: undefined, to: undefined }, 'push')
    expect(entries).toHaveLength(2)
    expect(entries[0]).toMatch(/from=10/)
    expect(entries[1]).toMatch(/event=7/)
    expect(entries[1]).not.toMatch(/from=/)
    vi.runAllTimers()
    expect(entries[1]).not.toMatch(/from=/)
  })

  it('leaves it there too where another page is opened', () => {
    const { writer, entries } = rig()
    writer.navigate({ from: 10, to: 20 }, 'replace')
    writer.open({ kind: 'execution', link: { ref: { kind: 'aws', arn: OTHER } }, problems: [] })
    expect(entries).toEqual([expect.stringMatching(/from=10/), routeTo(OTHER)])
    vi.runAllTimers()
    expect(entries).toHaveLength(2)
  })

  it('gathers what settles together', () => {
    const { writer, link } = rig()
    writer.navigate({ from: 10, to: 20 }, 'replace')
    writer.navigate({ query: 'x' }, 'replace')
    vi.runAllTimers()
    expect(link()).toMatchObject({ from: 10, to: 20, query: 'x' })
  })

  it('never writes what settles into the link of another execution', () => {
    const { writer, entries, link } = rig()
    writer.navigate({ from: 10, to: 20 }, 'replace')
    entries.push(routeTo(OTHER))
    vi.runAllTimers()
    expect(link()).not.toHaveProperty('from')
  })

  it('copies what is seen, settled or not', () => {
    const { writer } = rig()
    writer.navigate({ from: 10, to: 20 }, 'replace')
    expect(writer.hashNow()).toMatch(/from=10.*to=20/)
  })
})
