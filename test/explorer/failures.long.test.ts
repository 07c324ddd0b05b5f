import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import {
  findBarriers,
  hasBrowser,
  photograph,
  startBrowser,
  type TestBrowser,
  type Visit,
} from './kit/browser.ts'
import { ask, write } from './kit/workbench.ts'

const PROXY_PAGE = { status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' }
const MISSING = { status: 404, json: { errors: [{ message: 'Nothing is served here.' }] } }

describe.skipIf(!hasBrowser)('the explorer when something fails', () => {
  let gateway: TestGateway
  let browser: TestBrowser
  let opened: Visit | undefined
  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startTestGateway(), startBrowser()])
  })
  afterAll(async () => {
    await browser.stop()
    await gateway.stop()
  })
  afterEach(async () => {
    await opened?.close()
  })

  const visit = async (look = {}): Promise<Page> => {
    opened = await browser.visit(`${gateway.url}/`, look)
    return opened.page
  }
  const open = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click()
  const alerts = (page: Page) => page.getByRole('alert')

  it.each([
    ['Status', 'StatusPage'],
    ['Review', 'ReviewPage'],
    ['Bureaus', 'BureauPage'],
    ['Ask', 'AskPage'],
  ])('says that the page %s did not come, and shows it once it does', async (name, part) => {
    const page = await visit()
    await page.route(`**/${part}-*.js`, (route) => route.fulfill(MISSING))
    await open(page, name)
    await alerts(page).getByText('A part of the page did not come.').waitFor()
    await photograph(page, `failure-part-${name}`)
    await page.unroute(`**/${part}-*.js`)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('h1', { hasText: name }).waitFor({ state: 'attached' })
    expect(await page.title()).toBe(`${name} · Macao open gateway`)
    expect(await alerts(page).count()).toBe(0)
  })

  it.each([
    ['zh', '狀態', '頁面在您開啟後已更新：請重新載入。', '重新載入', 360],
    ['pt', 'Estado', 'A página foi renovada desde que a abriu: recarregue.', 'Recarregar', 360],
    ['en', 'Status', 'The page was renewed since you opened it: reload.', 'Reload', 1280],
  ] as const)(
    'says in %s that the page was renewed, and reloads it',
    async (language, name, sentence, reload, width) => {
      const page = await visit({ language, width, scheme: width === 360 ? 'dark' : 'light' })
      const whole = await (await page.request.get(gateway.url)).text()
      const newer = whole.replace(/index-[\w-]+\.js/, 'index-newer.js')
      expect(newer).not.toBe(whole)
      await page.route('**/StatusPage-*.js', (route) => route.fulfill(MISSING))
      await page.route(`${gateway.url}/`, (route) => route.fulfill({ body: newer, contentType: 'text/html' }))
      await open(page, name)
      await alerts(page).getByText(sentence).waitFor()
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `failure-renewed-${language}-${width}`)
      await page.unrouteAll()
      await page.getByRole('button', { name: reload, exact: true }).click()
      await page.locator('.health').waitFor()
    },
  )

  it('says so of a view of the answer, and the other views stay', async () => {
    const page = await ask(await visit(), '{ museums(first: 3) { nodes { id } } }')
    await page.route('**/ChartView-*.js', (route) => route.abort())
    await page.getByRole('button', { name: 'Chart' }).click()
    await page.locator('.shown').getByText('A part of the page did not come.').waitFor()
    await page.getByRole('button', { name: 'JSON' }).click()
    await page.locator('.shown', { hasText: 'museums' }).waitFor()
    expect(await alerts(page).count()).toBe(0)
  })

  it('says so in the place of the editor, where the query can still be read', async () => {
    const page = await visit()
    await page.route('**/codeMirror-*.js', (route) => route.abort())
    await page.locator('.card').first().click()
    await page.getByRole('button', { name: 'Open on the bench' }).click()
    await page.locator('.code').getByText('A part of the page did not come.').first().waitFor()
    expect(await page.locator('.pane.write pre').first().textContent()).toContain('query')
    await page.locator('.views').waitFor()
  })

  it('tells the status of what answers in the place of the gateway', async () => {
    const page = await visit()
    const sentence = 'The gateway was not reached: something before it answered with 502.'
    await write(page, '{ museum(id: "mam") { id } }')
    await page.route(/\/(graphql|status\.json)$/, (route) => route.fulfill(PROXY_PAGE))
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.locator('.read').getByText(sentence).waitFor()
    await open(page, 'Status')
    await page.getByText(sentence).waitFor()
    await open(page, 'Review')
    await alerts(page).getByText(sentence).waitFor()
    await photograph(page, 'failure-proxy')
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.feeds').first().waitFor()
    expect(await alerts(page).count()).toBe(0)
  })

  it('says on the start page that the map of the graph did not come, and the search too', async () => {
    const page = await visit()
    await page.route(/\/(graph\.json|schema\.graphql)$/, (route) => route.fulfill(PROXY_PAGE))
    await page.reload()
    await page.locator('section').getByText('answered with 502').waitFor()
    await page.getByRole('combobox').first().fill('museum')
    await page.locator('search').getByText('answered with 502').waitFor()
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.owners').waitFor()
    await page.getByRole('combobox').first().fill('museums')
    await page.locator('.found').getByText('Query.museums', { exact: true }).waitFor()
    expect(await page.locator('section').getByRole('alert').count()).toBe(0)
  })

  it('keeps and tells what failed on each page of a list, and goes on where the rest did not come', async () => {
    const page = await ask(await visit(), '{ busStops(first: 2) { totalCount nodes { id } } }')
    let calls = 0
    const answerPage = (call: number) => ({
      data: {
        busStops: {
          totalCount: 5,
          nodes: [{ id: `${call}a` }, null],
          _pageInfo: { hasNextPage: true, endCursor: `c${call}` },
        },
      },
      errors: [{ message: `lost on page ${call}`, path: ['busStops', 'nodes', 1] }],
    })
    await page.route('**/graphql', (route) => {
      calls += 1
      return calls < 3 ? route.fulfill({ json: answerPage(calls) }) : route.fulfill(PROXY_PAGE)
    })
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByRole('button', { name: 'Fetch all pages' }).click()
    await page.getByText('After 4 rows the rest did not come.').waitFor()
    expect(await page.locator('.notice li').allTextContents()).toEqual([
      'lost on page 1 busStops.nodes.1',
      'lost on page 2 busStops.nodes.3',
    ])
    await photograph(page, 'failure-pages')
  })
})
