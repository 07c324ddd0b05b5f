import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createEventMaker, SECRET } from '../live/eventMaker.ts'
import { findBarriers, hasBrowser, photograph } from './kit/browser.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { write, writeHere } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('a subscription on the workbench', () => {
  const explorer = useExplorer({ GATEWAY_SECRET: SECRET })

  it('has a row for each thing that changes, renewed in its place, until it is stopped', async () => {
    const page = await explorer.visit()
    await write(page, 'subscription { carParkChanged { id place { lat lng } freeSpaces { cars } } }')
    const begun = page.waitForResponse(
      (response) => response.headers()['content-type']?.startsWith('text/event-stream') === true,
    )
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await begun
    const transport = createEventMaker(explorer.url, 'transport')
    const [sheet, lately] = [page.locator('.sheet'), page.locator('.lately')]
    await transport.tell('carParks', '6001')
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    for (const id of ['6002', '6001']) {
      await transport.tell('carParks', id)
      await sheet.getByText(id).first().waitFor()
    }
    const spark = lately.getByRole('row', { name: '6001' }).getByRole('img')
    await expect.poll(() => spark.getAttribute('aria-label')).toMatch(/^2 values, from \d+ to \d+; lowest/)
    expect(await sheet.locator('tbody tr').count()).toBe(2)
    await page.getByRole('button', { name: 'Map', exact: true }).click()
    await page.getByText('2 places', { exact: true }).waitFor()
    await photograph(page, 'live-map')
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it.each([
    ['en', 'Run', 1280, 'Free spaces: cars', '4 values, from 42 to 17; lowest 12, highest 42'],
    ['zh', '執行', 360, '空置泊位：輕型車泊位', '4 個數值，由 42 到 17；最低 12，最高 42'],
    [
      'pt',
      'Executar',
      360,
      'Lugares livres: lugares para automóveis',
      '4 valores, de 42 a 17; mínimo 12, máximo 42',
    ],
  ] as const)(
    'tells in %s what a number was lately, as a line and in words',
    async (language, run, width, head, told) => {
      const page = await explorer.visit('/#/ask', { language, width })
      const events = [42, 30, 12, 17].map((cars) => {
        const carParkChanged = {
          id: '6001',
          name: { zh: '栢湖停車場', pt: 'Pak Wu', en: 'Pak Wu' },
          freeSpaces: { cars },
        }
        return `event: next\ndata: ${JSON.stringify({ data: { carParkChanged } })}\n\n`
      })
      await page.route('**/graphql', (route) =>
        route.fulfill({
          contentType: 'text/event-stream',
          body: `${events.join('')}event: complete\ndata:\n\n`,
        }),
      )
      await writeHere(page, 'subscription { carParkChanged { id name { zh pt en } freeSpaces { cars } } }')
      await page.getByRole('button', { name: run, exact: true }).click()
      const row = page.locator('.lately tbody tr')
      await row.getByRole('img', { name: told }).waitFor()
      await page.locator('.lately thead', { hasText: head }).waitFor()
      expect(await row.locator('.amount').textContent()).toBe('17')
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `live-${language}-${width}`)
    },
  )

  it('says why it is refused, in the words of the gateway', async () => {
    const page = await explorer.visit()
    await write(page, 'subscription { carParkChanged { nosuch } }')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect.poll(() => page.getByText('Cannot query field "nosuch"').count()).toBeGreaterThan(0)
    // A refusal is a status of its own.
    explorer.takeFaults()
  })
})

describe.skipIf(!hasBrowser)('an answer on the workbench that is kept fresh', () => {
  const explorer = useExplorer()

  it.each([
    ['en', 'Run', 1280, 'Keep fresh'],
    ['zh', '執行', 360, '保持更新'],
    ['pt', 'Executar', 360, 'Manter atual'],
  ] as const)(
    'is asked for anew in %s when its age says so, unless it would change something',
    async (language, run, width, keep) => {
      const page = await explorer.visit('/#/ask', { language, width })
      await page.clock.install()
      let asked = 0
      await page.route('**/graphql', (route) =>
        route.fulfill({
          headers: { 'cache-control': 'public, max-age=20', age: '8' },
          json: { data: { carPark: { freeSpaces: { cars: 100 + ++asked } } } },
        }),
      )
      await writeHere(page, '{ carPark(id: "6001") { freeSpaces { cars } } }')
      const button = page.getByRole('button', { name: run, exact: true })
      await button.click()
      const shown = page.locator('.pane.read .shown')
      await shown.getByText('101').waitFor()
      await page.getByRole('switch', { name: keep }).check()
      await page.waitForLoadState('networkidle')
      await page.clock.runFor(11_000)
      expect(asked).toBe(1)
      await page.clock.runFor(2_000)
      await shown.getByText('102').waitFor()
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `fresh-${language}-${width}`)
      await writeHere(page, 'mutation { carPark(id: "6001") { freeSpaces { cars } } }')
      await button.click()
      await shown.getByText('103').waitFor()
      expect(await page.getByRole('switch').count()).toBe(0)
      await page.clock.runFor(60_000)
      expect(asked).toBe(3)
    },
  )
})

/** The next question that asks for parts is answered as `tell` says, a part at a time. */
const answerInParts = async (page: Page) => {
  await page.evaluate(`(() => {
    const ask = window.fetch
    window.fetch = (url, init) => {
      if (!String(init?.body).includes('@defer')) return ask(url, init)
      window.accepted = init.headers.accept
      const body = new ReadableStream({ start: (controller) => (window.parts = controller) })
      init.signal.addEventListener('abort', () => window.parts.error(init.signal.reason))
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
    }
  })()`)
  return (part: object) =>
    page.evaluate(
      `parts.enqueue(new TextEncoder().encode(${JSON.stringify(`event: next\ndata: ${JSON.stringify(part)}\n\n`)}))`,
    )
}

const PARKS =
  'query Parks { carParks(first: 2) { nodes { id ... @defer(label: "spaces") { freeSpaces { cars } } } } }'
const FIRST_PART = {
  data: { carParks: { nodes: [{ id: '6001' }, { id: '6002' }] } },
  pending: [0, 1].map((index) => ({ id: `${index}`, path: ['carParks', 'nodes', index], label: 'spaces' })),
  hasNext: true,
}

describe.skipIf(!hasBrowser)('an answer in parts on the workbench', () => {
  const explorer = useExplorer()

  it.each([
    [
      'en',
      'Run',
      1280,
      'Table',
      '2 parts are still to come: spaces',
      '1 part is still to come: spaces',
      'All parts are there.',
      'The sources come with the last part.',
      'partly sample data',
    ],
    [
      'zh',
      '執行',
      360,
      '表格',
      '尚待 2 部分： spaces',
      '尚待 1 部分： spaces',
      '各部分已齊。',
      '來源隨最後一部分送達。',
      '部分為樣本數據',
    ],
  ] as const)(
    'is shown in %s from its first part on, and filled in',
    async (language, run, width, table, two, one, all, untold, told) => {
      const page = await explorer.visit('/#/ask', { language, width })
      await writeHere(page, PARKS)
      const tell = await answerInParts(page)
      await page.getByRole('button', { name: run, exact: true }).click()
      await expect.poll(() => page.evaluate('window.parts !== undefined')).toBe(true)
      expect(await page.evaluate('accepted')).toContain('text/event-stream')
      await tell(FIRST_PART)
      const status = page.locator('.pane.read [role=status]')
      await expect.poll(() => status.textContent()).toBe(two)
      const sources = page.locator('.pane.read .sources')
      expect(await sources.textContent()).toBe(untold)
      await page.getByRole('button', { name: table, exact: true }).click()
      await expect.poll(() => page.locator('.sheet td.awaited').allTextContents()).toEqual(['…', '…'])
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `parts-${language}-${width}`)
      await tell({
        incremental: [{ id: '1', data: { freeSpaces: { cars: 12 } } }],
        completed: [{ id: '1' }],
        hasNext: true,
      })
      await expect.poll(() => page.locator('.sheet tbody tr').allTextContents()).toEqual(['6001…', '600212'])
      expect(await status.textContent()).toBe(one)
      await tell({
        completed: [{ id: '0', errors: [{ message: 'The barrier is broken.' }] }],
        hasNext: false,
        extensions: { provenance: [{ path: 'carParks.nodes', dataset: 'parks', records: 2, samples: 1 }] },
      })
      await page.getByText('The barrier is broken.').waitFor()
      await expect.poll(() => status.textContent()).toBe(all)
      expect(await sources.textContent()).toContain(told)
      expect(await page.locator('.sheet tbody tr').allTextContents()).toEqual(['6001', '600212'])
      await page.getByRole('button', { name: run, exact: true }).waitFor()
    },
  )

  it('says what did not come where it breaks off, and keeps what has', async () => {
    const page = await explorer.visit('/#/ask')
    await writeHere(page, PARKS)
    const tell = await answerInParts(page)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect.poll(() => page.evaluate('window.parts !== undefined')).toBe(true)
    await tell(FIRST_PART)
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await page.evaluate('parts.close()')
    await page.getByText('2 parts did not come: spaces').waitFor()
    await page.getByText('The gateway does not answer.').waitFor()
    expect(await page.locator('.sheet tbody tr').count()).toBe(2)
    expect(await page.getByText('The last run brought no data').count()).toBe(0)
  })

  it('comes from the gateway itself', async () => {
    const page = await explorer.visit('/#/ask')
    await writeHere(
      page,
      'query Museum { museum(id: "mam") { id ... @defer { place { nearbyStops(first: 1) { metres } } } } }',
    )
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes('@defer') === true,
    )
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    expect((await answered).headers()['content-type']).toMatch(/^text\/event-stream/)
    await page.getByRole('button', { name: 'JSON', exact: true }).click()
    await page.locator('.shown .cm-line', { hasText: '"metres":' }).waitFor()
    await page.locator('.pane.read .sources .kind', { hasText: 'real data' }).waitFor()
  })
})
