import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test'
import type { GatewayProcess } from './fixtures/gateway-process.ts'

/** Which browsers hold the key of which gateway. */
const letIn = new WeakMap<BrowserContext, Set<GatewayProcess>>()

/** The page as a person uses it: places by their accessible names, and what they say. */
export class AppPage {
  readonly page: Page
  private readonly gateway: GatewayProcess | undefined

  /** Without a gateway: a page that is already open, from any host. */
  constructor(page: Page, gateway?: GatewayProcess) {
    this.page = page
    this.gateway = gateway
  }

  get addressInput(): Locator {
    return this.page.getByRole('textbox', { name: 'ARN or console link' })
  }

  get tree(): Locator {
    return this.page.getByRole('treegrid', { name: 'States, attempts, branches and iterations' })
  }

  get details(): Locator {
    return this.page.getByRole('complementary', { name: /^Details of / })
  }

  get progress(): Locator {
    return this.page.getByRole('progressbar', { name: 'Events loaded' })
  }

  get alerts(): Locator {
    return this.page.getByRole('alert')
  }

  /** Opens the first page with a key, as `sfn-timeline` does. */
  async open(): Promise<void> {
    await this.openRoute('/')
    await expect(this.addressInput).toBeVisible()
  }

  /** Opens what stands behind the `#` of a link: the first time by an address that lets the browser in. */
  async openRoute(route: string): Promise<void> {
    const gateway = this.started()
    const browser = this.page.context()
    if (letIn.get(browser)?.has(gateway)) {
      await this.page.goto(`${gateway.origin}/#${route}`)
      return
    }
    letIn.set(browser, (letIn.get(browser) ?? new Set()).add(gateway))
    await this.page.goto(await gateway.launchUrl(route))
    await this.page.waitForURL(url => url.hash === `#${route}`)
    // Only now does this browser hold the key: leaving earlier would have used up the way in for nothing.
    await expect(this.page.getByRole('button', { name: /^AWS profile: (?!Looking|No key|Files)/ })).toBeVisible()
  }

  /** Opens an execution by its ARN; `parameters` as in a link (`event=12`). */
  async openArn(arn: string, parameters = ''): Promise<void> {
    await this.openRoute(routeOf(arn, parameters))
  }

  /** Pastes into the address input and presses Enter. */
  async paste(text: string): Promise<void> {
    await this.addressInput.fill(text)
    await this.addressInput.press('Enter')
  }

  /** Chooses a file on the first page. */
  async chooseFile(name: string, content: string | Buffer): Promise<void> {
    await this.chooseFiles({ [name]: content })
  }

  /** Several at once, by their names. */
  async chooseFiles(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    await this.page.getByLabel('History file', { exact: true }).setInputFiles(
      Object.entries(files).map(([name, content]) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(content),
      })),
    )
  }

  /** As from the desktop: drag events that carry the file, dropped on the page. */
  async dropFile(name: string, content: string | Buffer): Promise<void> {
    const bytes = [...Buffer.from(content)]
    const transfer = await this.page.evaluateHandle(
      file => {
        const carried = new DataTransfer()
        carried.items.add(new File([new Uint8Array(file.bytes)], file.name))
        return carried
      },
      { name, bytes },
    )
    const main = this.page.getByRole('main')
    for (const type of ['dragenter', 'dragover', 'drop']) await main.dispatchEvent(type, { dataTransfer: transfer })
  }

  /** Until everything that can be loaded is, what it adds up to is worked out, and two frames have been painted. */
  async waitForIdle(): Promise<void> {
    await expect(this.tree.getByRole('row').first()).toBeVisible({ timeout: 60_000 })
    await expect(this.progress).toHaveCount(0, { timeout: 60_000 })
    await expect(this.page.locator('[role=tablist][aria-busy=true]')).toHaveCount(0, { timeout: 60_000 })
    await this.painted()
  }

  /** Until two frames have been painted. */
  async painted(): Promise<void> {
    await this.page.evaluate(
      () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))),
    )
  }

  /** A row of the tree by the beginning of what it says: its name. */
  row(name: string): Locator {
    return this.tree.getByRole('row', { name: new RegExp(`^${escaped(name)},`) })
  }

  /** The rows in sight: `Map`, `  #0`, `    Charge`, indented by level. Bands and the like are left out. */
  async treeText(): Promise<readonly string[]> {
    return this.tree.locator('[role=row][data-kind=span]').evaluateAll(rows =>
      rows
        .toSorted((a, b) => Number(a.getAttribute('data-row')) - Number(b.getAttribute('data-row')))
        .map(row => {
          const level = Number(row.getAttribute('aria-level'))
          return '  '.repeat(level - 1) + (row.getAttribute('aria-label') ?? '').split(', ')[0]
        }),
    )
  }

  /** Rows whose name cannot be seen: it lies outside its row, or has no width. */
  async namesOutOfSight(): Promise<readonly string[]> {
    return this.tree.getByRole('row').evaluateAll(rows =>
      rows.flatMap(row => {
        const name = row.querySelector('.chart-name')?.getBoundingClientRect()
        const { top, bottom } = row.getBoundingClientRect()
        const isSeen = name === undefined || (name.width > 20 && name.top >= top - 1 && name.bottom <= bottom + 1)
        return isSeen ? [] : [row.getAttribute('aria-label') ?? '']
      }),
    )
  }

  /** Opens every container, so that `treeText` shows all. What is listed or read for it is waited for. */
  async expandAll(): Promise<void> {
    const closed = this.tree.locator('[role=row][aria-expanded=false]')
    const onItsWay = this.tree.locator('[role=row][aria-busy=true]')
    for (;;) {
      await expect(onItsWay).toHaveCount(0)
      if ((await closed.count()) === 0) return
      const name = await closed.first().getAttribute('data-name')
      const row = this.tree.locator(`[role=row][data-name="${name}"]`)
      await row.focus()
      await this.page.keyboard.press('ArrowRight')
      await expect(row).toHaveAttribute('aria-expanded', 'true')
    }
  }

  /** The ids of all rows of the Events tab, from top to bottom, each as often as it stands there. */
  async eventIds(): Promise<readonly number[]> {
    await this.showTab('Events')
    const grid = this.page.getByRole('grid', { name: 'Events' })
    await expect(grid).toBeVisible()
    return grid.evaluate(async element => {
      const byRow = new Map<number, number>()
      const indexOf = (row: Element | undefined) => Number(row?.getAttribute('aria-rowindex'))
      const rows = () => [...element.querySelectorAll('[role=row]')].filter(row => indexOf(row) > 1)
      // Rows are painted when they reach from the header to the lower edge, or to the last row: frames alone do not
      // tell, as a scroll is answered in a later one on a busy machine, and a test may hold the clock.
      const inSight = () => {
        const { top, bottom } = element.getBoundingClientRect()
        const painted = rows()
        const first = painted[0]?.getBoundingClientRect()
        const last = painted.at(-1)?.getBoundingClientRect()
        if (first === undefined || last === undefined) return false
        const reachesUp = indexOf(painted[0]) === 2 || first.top <= top + first.height * 2
        const reachesDown =
          indexOf(painted.at(-1)) === Number(element.getAttribute('aria-rowcount')) || last.bottom >= bottom
        return reachesUp && reachesDown
      }
      for (let top = 0; ; top += element.clientHeight / 2) {
        element.scrollTop = top
        while (!inSight()) await new Promise(resolve => requestAnimationFrame(resolve))
        for (const row of rows()) {
          const id = Number(row.querySelector('[role=gridcell]')?.textContent)
          if (id > 0) byRow.set(indexOf(row), id)
        }
        if (top + element.clientHeight >= element.scrollHeight) break
      }
      return [...byRow].toSorted(([a], [b]) => a - b).map(([, id]) => id)
    })
  }

  async showTab(name: 'Timeline' | 'States' | 'Events'): Promise<void> {
    await this.page.getByRole('group', { name: 'Show as' }).getByRole('button', { name }).click()
  }

  /** Presses *Retry* where it stands: once the gateway is back, the page may have gone on by itself a moment before. */
  async retryWhereAsked(): Promise<void> {
    await this.page.getByRole('button', { name: 'Retry' }).evaluateAll(([first]) => {
      if (first instanceof HTMLElement) first.click()
    })
  }

  private started(): GatewayProcess {
    if (this.gateway === undefined) throw new Error('this page has no gateway')
    return this.gateway
  }
}

/** What stands behind the `#` of a link to an execution. */
export function routeOf(arn: string, parameters = ''): string {
  return `/executions/${encodeURIComponent(arn)}?v=1${parameters === '' ? '' : `&${parameters}`}`
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
