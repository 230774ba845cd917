import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Endpoint, startEndpoint } from '../../src/fake-aws/endpoint.ts'
import { GatewayProcess } from '../fixtures/gateway-process.ts'
import { BareBrowser, progressbar } from './bare-browser.ts'
import { HOSTILE_FILES } from './hostile-files.ts'

// Each hostile file in a page of its own, whole, of any size: shown or refused, in bounded memory, and soon. Only `npm run
// test:hostile` looks at a clock: it measures this machine's JSON.parse beside it. `npm test` holds one file to its memory.

const WHOLE = process.env['HOSTILE_SIZE'] === 'whole'
const SAMPLE: ReadonlySet<string> = new Set(['a million keys'])
const MOST_BYTES = 1_500_000_000
/** Until something is shown, beside ten times JSON.parse. */
const LIMIT_MS = 5_000

const INPUT = `document.querySelector('input[type=file]')`
/** A picture, a choice of executions, a history without states, or a refusal in words. */
const ANSWERED = `
  document.querySelector('[role=treegrid] [role=row]')
  || [...document.querySelectorAll('h1, h2')].some(one => /executions in /.test(one.textContent))
  || [...document.querySelectorAll('[role=status]')].some(one => one.textContent.includes('No state was entered'))
  || [...document.querySelectorAll('[role=alert]')].some(one => one.checkVisibility() && /\\S/.test(one.textContent))`

let endpoint: Endpoint
let gateway: GatewayProcess
let folder: string
let browser: BareBrowser | undefined

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sfn-timeline-judged-'))
  endpoint = await startEndpoint()
  gateway = await GatewayProcess.start(endpoint.url)
})
test.afterEach(async () => {
  await browser?.close()
  browser = undefined
})
test.afterAll(async () => {
  await gateway.stopForGood()
  await endpoint.close()
  rmSync(folder, { recursive: true })
})

for (const { name, make } of HOSTILE_FILES.filter(file => WHOLE || SAMPLE.has(file.name))) {
  test(`${name}: answered in time, and in less than 1.5 GB`, async () => {
    test.skip(process.platform !== 'linux', 'what a program takes is told by /proc')
    test.setTimeout(120_000)
    const bytes = make(WHOLE ? 1 : 0.02)
    const path = join(folder, 'hostile.json')
    writeFileSync(path, bytes)
    const parseMs = timeOf(() => JSON.parse(bytes.toString('utf8')))
    browser = await BareBrowser.open(await gateway.launchUrl())
    await browser.until(INPUT)
    const chosenAt = performance.now()
    await browser.chooseFile(INPUT, path)
    await browser.until(ANSWERED)
    const tookMs = performance.now() - chosenAt
    await browser.until(`!${progressbar('Events loaded')}`)
    expect(browser.peakBytes()).toBeGreaterThan(0)
    expect(browser.peakBytes()).toBeLessThan(MOST_BYTES)
    if (WHOLE) expect(tookMs).toBeLessThan(LIMIT_MS + 10 * parseMs)
  })
}

/** How long it takes, whether it succeeds or not. */
function timeOf(work: () => unknown): number {
  const startedAt = performance.now()
  try {
    work()
  } catch {
    // What cannot be parsed takes its time as well.
  }
  return performance.now() - startedAt
}
