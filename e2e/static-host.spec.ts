import { once } from 'node:events'
import { AppPage } from './app-page.ts'
import { startStaticHost } from './fixtures/static-host.ts'
import { expect, test } from './fixtures/test.ts'
import { fileOf, RETRIED } from './histories.ts'

const PATH = '/tools/timeline/'

test('the page works from any static host, below any path', async ({ page, guard }) => {
  // There is no gateway to ask, and the page asks to find out.
  guard.tolerate(/Failed to load resource.*404/)
  const { url, server } = await startStaticHost(PATH)
  try {
    const app = new AppPage(page)
    await page.goto(url)
    await expect(page.getByText(/gateway/i).first()).toBeVisible()
    await app.chooseFile('history.json', fileOf(RETRIED))
    await app.waitForIdle()
    await expect(app.row('Charge')).toHaveAccessibleName(/2 attempts/)
    expect(page.url()).toContain(`${PATH}#/files/`)
  } finally {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

test('the page brings its own policy: nothing foreign and nothing inline runs', async ({ page, guard }) => {
  guard.tolerate(/Failed to load resource/, /Content Security Policy/, /foreign host/, /violates/)
  const { url, server } = await startStaticHost(PATH)
  try {
    await page.goto(url)
    const ran = await page.evaluate(async () => {
      const inline = document.createElement('script')
      inline.textContent = 'globalThis.ranInline = true'
      document.head.append(inline)
      const foreign = await fetch('http://127.0.0.1:9/').then(
        () => 'sent',
        () => 'refused',
      )
      const violated = new Promise<string>(resolve => {
        document.addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective))
      })
      const image = document.createElement('img')
      image.src = 'http://127.0.0.1:9/x.png'
      document.body.append(image)
      return { inline: 'ranInline' in globalThis, foreign, violated: await violated }
    })
    expect(ran).toEqual({ inline: false, foreign: 'refused', violated: 'img-src' })
  } finally {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

test('a link to AWS on a static host says that it needs the gateway', async ({ page, guard }) => {
  guard.tolerate(/Failed to load resource/)
  const { url, server } = await startStaticHost(PATH)
  try {
    await page.goto(
      `${url}#/executions/${encodeURIComponent('arn:aws:states:eu-west-1:123456789012:execution:A:b')}?v=1`,
    )
    await expect(page.getByRole('alert').filter({ hasText: /gateway/ })).toBeVisible()
  } finally {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})
