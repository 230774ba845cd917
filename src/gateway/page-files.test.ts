import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './testing/test-gateway.ts'

let test: TestGateway
beforeAll(async () => {
  test = await startTestGateway()
})
afterAll(() => test.close())

const get = (path: string, method = 'GET') =>
  test.ask({ method, path, headers: { 'content-type': undefined, origin: undefined, 'sec-fetch-site': 'none' } })

describe('the page', () => {
  it('comes under a policy that lets nothing foreign and nothing inline run', async () => {
    const { status, headers, text } = await get('/')
    expect([status, text]).toEqual([200, '<!doctype html><title>page</title>'])
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self';")
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
  })

  it('keeps hashed files for ever and asks for the others each time', async () => {
    const { headers } = await get('/assets/index-1a2B3c4D.js')
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await get('/index.html?x=1')).headers['cache-control']).toBe('no-store')
  })

  it('answers HEAD with everything but the body', async () => {
    const { status, headers, text } = await get('/', 'HEAD')
    expect([status, headers['content-length'], text]).toEqual([200, '34', ''])
  })

  it('is found again after a new build', async () => {
    await mkdir(join(test.pageDir, 'samples'))
    await writeFile(join(test.pageDir, 'samples', 'retry.json'), '{}')
    await expect.poll(async () => (await get('/samples/retry.json')).status, { timeout: 5_000 }).toBe(200)
    await rm(join(test.pageDir, 'samples'), { recursive: true })
    expect((await get('/samples/retry.json')).status).toBe(404)
  })

  it('says what is missing in plain text', async () => {
    const { status, headers, text } = await get('/nothing.html')
    expect([status, headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8'])
    expect(text).toBe('There is no such file here. (GatewayNotFound)\n')
  })
})
