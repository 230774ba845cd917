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
    const refused = await page.evaluate(async () => {
      const directives = new Set<string>()
      const allThree = new Promise<void>(resolve => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          directives.add(effectiveDirective)
          if (directives.size === 3) resolve()
        })
      })
      const inline = document.createElement('script')
      inline.textContent = 'globalThis.ranInline = true'
      const image = document.createElement('img')
      image.src = 'http://127.0.0.1:9/x.png'
      document.head.append(inline, image)
      await fetch('http://127.0.0.1:9/').catch(() => undefined)
      await allThree
      return { directives: [...directives].toSorted(), ranInline: 'ranInline' in globalThis }
    })
    expect(refused).toEqual({ directives: ['connect-src', 'img-src', 'script-src-elem'], ranInline: false })
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
