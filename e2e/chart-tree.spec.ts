import { eventsOf } from '../src/simulator/event-notation.ts'
import { expect, test } from './fixtures/test.ts'
import { fileOf } from './histories.ts'
import { expectNoViolations } from './violations.ts'

/** A task that fails three times, an hour each, in five Parallels within one another. */
const DEEP = eventsOf(`
  1<0 ExecutionStarted @0 2<0 ParallelStateEntered PriceAndStocks1 @0 3<2 ParallelStateStarted @0
  4<3 ParallelStateEntered PriceAndStocks2 @1 5<4 ParallelStateStarted @1
  6<5 ParallelStateEntered PriceAndStocks3 @2 7<6 ParallelStateStarted @2
  8<7 ParallelStateEntered PriceAndStocks4 @3 9<8 ParallelStateStarted @3
  10<9 ParallelStateEntered PriceAndStocks5 @4 11<10 ParallelStateStarted @4
  12<11 TaskStateEntered ReserveAllStocks @5
  13<12 TaskScheduled resourceType=lambda resource=invoke @10 14<13 TaskStarted @20 15<14 TaskFailed error=OutOfStock.Here @3720030
  16<15 TaskScheduled resourceType=lambda resource=invoke @3721000 17<16 TaskStarted @3721010 18<17 TaskFailed error=OutOfStock.Here @7441000
  19<18 TaskScheduled resourceType=lambda resource=invoke @7442000 20<19 TaskStarted @7442010 21<20 TaskFailed error=OutOfStock.Here @11162000
  22<21 ParallelStateFailed @11162001 23<22 ParallelStateFailed @11162002 24<23 ParallelStateFailed @11162003
  25<24 ParallelStateFailed @11162004 26<25 ParallelStateFailed @11162005 27<26 ExecutionFailed error=OutOfStock.Here @11162006`)

const FAN_OUT = '/samples/map-fan-out?v=1'
const LARGE = '/samples/nightly-billing?v=1'

test('rows say what they are: level, place, outcome, start, duration', async ({ app }) => {
  await app.openRoute('/samples/parallel-branches?v=1')
  await app.waitForIdle()
  await expect(app.tree).toHaveAttribute('aria-rowcount', /^\d+$/)
  const process = app.row('Process')
  await expect(process).toHaveAttribute('aria-level', '1')
  await expect(process).toHaveAttribute('aria-posinset', '2')
  await expect(process).toHaveAttribute('aria-setsize', '3')
  await expect(process).toHaveAttribute('aria-label', /^Process, Parallel, succeeded, started at .+, took 4\d\.\d s$/)
  await expect(app.tree.getByRole('row', { name: /^DetectLabels, Task, / })).toHaveAttribute('aria-level', '3')
})

test('a large Map opens by itself as lanes that fill the height, and closes by hand', async ({ app, page }) => {
  await app.openRoute(LARGE)
  await app.waitForIdle()
  await expect(app.row('BillTenants')).toHaveAttribute('aria-expanded', 'true')
  const lanes = app.tree.getByRole('row', { name: /^Lane \d+: / })
  await expect(lanes).toHaveCount(40)
  const [first, last] = [await lanes.first().boundingBox(), await lanes.last().boundingBox()]
  expect(first?.height).toBeGreaterThanOrEqual(8)
  expect(first?.height).toBeLessThanOrEqual(22)
  const sight = await page.getByTestId('pane').boundingBox()
  // What stands behind the Map is in sight, and less than a lane's share of px is left over for each.
  const bottom = (sight?.y ?? 0) + (sight?.height ?? 0)
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeGreaterThan(bottom - 22 - 40 - 22)
  await expect(app.row('Report')).toBeInViewport()
  // What nobody opened is not told by the link.
  expect(page.url()).not.toContain('rows=')
  await app.row('BillTenants').press('ArrowLeft')
  await expect(app.row('BillTenants')).toHaveAttribute('aria-expanded', 'false')
  await expect(lanes).toHaveCount(0)
  await expect.poll(() => page.url()).toContain('rows=')
  await page.reload()
  await app.waitForIdle()
  await expect(app.row('BillTenants')).toHaveAttribute('aria-expanded', 'false')
  await page.getByRole('button', { name: 'Show iterations' }).click()
  await expect(lanes).toHaveCount(40)
})

test('beside its lanes a Map tells how its iterations ended and which took longest; pressing one selects it', async ({
  app,
  page,
}) => {
  await app.openRoute(LARGE)
  await app.waitForIdle()
  const beside = page.getByRole('region', { name: 'Iterations of BillTenants' })
  await expect(beside.getByRole('row', { name: /^Succeeded 331 / })).toBeVisible()
  await expect(beside.getByRole('row', { name: /^Caught inside 10 / })).toBeVisible()
  await expect(beside.getByRole('row', { name: /^Waiting 22 % / })).toBeVisible()
  await expect(beside.getByRole('row', { name: /^#157 AwaitApproval 43\.0 s / })).toBeVisible()
  await beside.getByRole('button', { name: '#157' }).click()
  await expect(app.tree.locator('[aria-selected=true]')).toHaveAttribute(
    'aria-label',
    /^#157, Map iteration, .*in lane \d+$/,
  )
  // Its lanes gone, so is what stood beside them.
  await page.getByRole('group', { name: 'Show BillTenants as' }).getByRole('button', { name: 'Rows' }).click()
  await expect(beside).toHaveCount(0)
})

test('a Map that failed shows what failed above its lanes, and rows sorted and cut as one likes', async ({
  app,
  page,
}) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await expect(app.row('#958')).toBeInViewport()
  await expect(app.row('#958')).toHaveAttribute('aria-expanded', 'false')
  await expect(page.getByRole('button', { name: 'Lanes' })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: 'Rows', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Failed first' })).toHaveAttribute('aria-pressed', 'true')
  await expect(app.row('#958')).toBeInViewport()
  // As many as fit, not a dozen.
  await expect.poll(async () => (await app.treeText()).filter(text => /^ *#\d+/.test(text)).length).toBeGreaterThan(12)
  await page.getByRole('button', { name: 'Index', exact: true }).click()
  await expect.poll(() => app.treeText()).toContain('  #0')
  await page.getByRole('combobox', { name: 'Which of RenderAll are shown' }).selectOption('Only failed')
  await expect.poll(() => app.treeText()).not.toContain('  #0')
  await expect(app.row('#958')).toHaveCount(1)
  await expect.poll(() => page.url()).toContain('rows=')
})

test('eleven levels deep, beside open details, names and durations are whole; what has no room beside them is away', async ({
  app,
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 })
  await app.open()
  await app.chooseFile('deep.json', fileOf(DEEP))
  await app.waitForIdle()
  await app.expandAll()
  await app.row('Attempt 3').click()
  await expect(app.details).toBeVisible()
  const cut = () =>
    app.tree.locator('[data-kind=span]').evaluateAll(rows =>
      rows.flatMap(row => {
        const words = [...row.querySelectorAll('.chart-name, .chart-duration')]
        const isWhole = (word: Element) => word.scrollWidth <= word.clientWidth
        const cell = row.querySelector('.chart-cell-name')?.getBoundingClientRect()
        const isSliver = (badge: Element) => {
          const box = badge.getBoundingClientRect()
          return cell !== undefined && box.top < cell.bottom && box.right > cell.right
        }
        return [
          ...words.filter(word => word instanceof HTMLElement && word.offsetWidth > 0 && !isWhole(word)),
          ...[...row.querySelectorAll('.chart-badge, .chart-row-summary')].filter(isSliver),
        ].map(word => word.textContent)
      }),
    )
  await expect.poll(cut).toEqual([])
  await expect(app.row('Attempt 3')).toContainText('1 h 02 m')
})

test('most retries first', async ({ app, page }) => {
  await app.openRoute(LARGE)
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Most retries' }).click()
  const first = app.tree.getByRole('row', { name: /^#\d+, Map iteration/ }).first()
  await first.press('ArrowRight')
  await expect(app.tree.getByRole('row', { name: /, [2-9] attempts/ }).first()).toBeInViewport()
})

test('an iteration selected in lanes is selected in rows, in the details and by the link', async ({ app, page }) => {
  await app.openRoute(LARGE)
  await app.waitForIdle()
  const selected = app.tree.locator('[role=row][aria-selected=true]')
  const lane = app.tree.getByRole('row', { name: /^Lane 3: / })
  const [row, pane] = [await lane.boundingBox(), await page.getByTestId('pane').boundingBox()]
  await page.mouse.click((pane?.x ?? 0) + 60, (row?.y ?? 0) + (row?.height ?? 0) / 2)
  await expect(selected).toHaveAttribute('aria-label', /^#\d+, Map iteration, .*in lane 3$/)
  const name = /^#\d+/.exec((await selected.getAttribute('aria-label')) ?? '')?.[0] ?? ''
  await expect(app.details).toContainText(name)
  const link = page.url()
  expect(link).toContain('event=')
  // The next in its lane, by the keyboard; Enter gives it rows of its own, the lanes stay.
  await selected.press('ArrowRight')
  await expect(selected).toHaveAttribute('aria-label', /in lane 3$/)
  await expect(selected).not.toHaveAttribute('aria-label', new RegExp(`^${name},`))
  await page.goto(link)
  await page.reload()
  await app.waitForIdle()
  await expect(selected).toHaveAttribute('aria-label', new RegExp(`^${name}, .*in lane 3$`))
  await selected.press('Enter')
  await expect(selected).toHaveAttribute('aria-expanded', 'true')
  await expect(app.tree.getByRole('row', { name: /^Lane 3: / })).toHaveCount(1)
  await page.getByRole('button', { name: 'Rows', exact: true }).click()
  await expect(selected).toHaveAttribute('aria-label', new RegExp(`^${name}, Map iteration`))
  await expect(selected).toBeInViewport()
})

test('a link made before there were lanes lists the rows that it did', async ({ app, page }) => {
  await app.openRoute(`${LARGE}&rows=4_e`)
  await app.waitForIdle()
  const iterations = app.tree.getByRole('row', { name: /^#\d+, Map iteration/ })
  await expect(app.row('BillTenants')).toHaveAttribute('aria-expanded', 'true')
  await expect(app.tree.getByRole('row', { name: /^Show more: 329 not listed/ })).toHaveCount(1)
  await expect(iterations).toHaveCount(12)
  await expect(page.getByRole('button', { name: 'Rows', exact: true })).toHaveAttribute('aria-pressed', 'true')
  // More are listed by a press, and nothing is selected by it.
  await app.tree.getByText('Show more: 329 not listed').click()
  await expect(app.tree.getByRole('row', { name: /^Show more: 329 not listed/ })).toHaveCount(0)
  await expect(app.tree.locator('[role=row][aria-selected=true]')).toHaveCount(0)
  await expect(app.details).toHaveCount(0)
  await expect(page).not.toHaveURL(/event=/)
})

test('a Map goes to an iteration by its index, again and again', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Failed first' }).click()
  const rows = await app.tree.getAttribute('aria-rowcount')
  await page.getByRole('spinbutton', { name: 'Go to index' }).fill('700')
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  await expect(app.row('#700')).toHaveAttribute('aria-selected', 'true')
  await expect(app.row('#700')).toBeInViewport()
  // It takes the place of one that was listed: as many as fit.
  await expect(app.tree).toHaveAttribute('aria-rowcount', rows ?? '')
  await page.getByRole('spinbutton', { name: 'Go to index' }).fill('701')
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  await expect(app.row('#701')).toHaveAttribute('aria-selected', 'true')
})

test('going to an index that a filter hides says so', async ({ app, page }) => {
  await app.openRoute(`${FAN_OUT}&q=outcome%3Aaborted`)
  await app.waitForIdle()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(app.row('#958')).toHaveCount(0)
  await page.getByRole('spinbutton', { name: 'Go to index' }).fill('700')
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  await expect(app.tree.getByRole('alert')).toHaveText('The filter hides this iteration.')
})

test('a link opens what it names, and open rows come back with it', async ({ app, page }) => {
  await app.openRoute(`${LARGE}&event=9412`)
  await app.waitForIdle()
  const selected = app.tree.locator('[role=row][aria-selected=true]')
  await expect(selected).toBeInViewport()
  await expect(selected).toHaveAttribute('aria-label', /^#3, Map iteration/)
  // Opened by hand, it is told by the link.
  await selected.press('Enter')
  await expect.poll(() => page.url()).toContain('rows=')
  const rows = await app.tree.getAttribute('aria-rowcount')
  await page.reload()
  await app.waitForIdle()
  await expect(app.tree).toHaveAttribute('aria-rowcount', rows ?? '')
  await expect(selected).toBeInViewport()
})

test('only rows in sight are in the page, and containers stay at the top', async ({ app, page }) => {
  await app.openRoute(`${LARGE}&rows=*`)
  await app.waitForIdle()
  await expect.poll(async () => Number(await app.tree.getAttribute('aria-rowcount'))).toBeGreaterThan(200)
  await expect.poll(() => app.tree.getByRole('row').count()).toBeLessThan(80)
  const box = await page.getByTestId('pane').boundingBox()
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200)
  await page.mouse.wheel(0, 1500)
  await expect(page.locator('.chart-sticky')).toContainText('BillTenants')
})

test('the edge of the tree moves by keys and is remembered', async ({ app, page }) => {
  await app.openRoute('/samples/retry-storm?v=1')
  await app.waitForIdle()
  const edge = page.getByRole('separator', { name: 'Width of the tree' })
  await expect(edge).toHaveAttribute('aria-valuenow', '340')
  await edge.focus()
  await edge.press('ArrowRight')
  await expect(edge).toHaveAttribute('aria-valuenow', '356')
  await page.reload()
  await expect(edge).toHaveAttribute('aria-valuenow', '356')
})

test('axe finds nothing on the chart', async ({ app, page }) => {
  await app.openRoute(FAN_OUT)
  await app.waitForIdle()
  await expect(app.row('#958')).toBeVisible()
  await expectNoViolations(page, all => all.include('.chart'))
})
