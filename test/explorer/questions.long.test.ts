import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { pack } from '../../explorer/src/share/pack.ts'
import { findBarriers, hasBrowser, photograph } from './kit/browser.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { ask } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('the page of a question', () => {
  const explorer = useExplorer()
  const { visit } = explorer
  /** What the page asks the gateway with this name in its query. */
  const nextQuestion = async (page: Page, name: string) => {
    const request = await page.waitForRequest((sent) => (sent.postData() ?? '').includes(name))
    const { query, variables }: { query: string; variables: Record<string, unknown> } = request.postDataJSON()
    return { query, variables }
  }
  const MUSEUMS = '/#/q/museums-open-near-parking'
  /** A Sunday on which 19 of 21 museums are open. */
  const SUNDAY = `${MUSEUMS}?at=2026-11-22T14%3A20%3A00%2B08%3A00`

  it('asks for now when it is opened, in all three languages, and says in its address what is set', async () => {
    const page = await visit()
    const asking = nextQuestion(page, 'MuseumsOpenNearParking')
    const before = Date.now()
    await page.goto(explorer.url + MUSEUMS)
    const { query, variables } = await asking
    expect(Math.abs(Date.parse(String(variables.at)) - before)).toBeLessThan(120_000)
    expect(query).toMatch(/name \{\s+en\s+zh\s+pt\s+\}/)
    await page.getByRole('button', { name: 'now', exact: true }).click()
    await page.getByLabel('Another time').fill('2026-11-22T14:20')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await expect.poll(() => page.locator('.answers > li').count()).toBe(19)
    expect(page.url()).toContain('at=2026-11-22T14%3A20%3A00%2B08%3A00')
    await page.goBack()
    await page.getByRole('button', { name: 'now', exact: true }).waitFor()
  })

  it.each([
    { language: 'zh', scheme: 'light', name: '澳門藝術博物館', joined: '附近停車場' },
    {
      language: 'pt',
      scheme: 'dark',
      name: 'Museu de Arte de Macau',
      joined: 'Parques de estacionamento próximos',
    },
    { language: 'en', scheme: 'light', name: 'Macao Museum of Art', joined: 'Nearby car parks' },
  ] as const)(
    'answers a reader of $language on the first screen of a phone',
    async ({ language, scheme, name, joined }) => {
      const page = await visit(SUNDAY, { language, scheme, width: 360 })
      const card = page.locator('.answers > li', { has: page.locator('h2', { hasText: name }) })
      await card.getByText(joined).first().waitFor()
      const first = await page.locator('.answers h2').first().boundingBox()
      expect(first?.y).toBeLessThan(560)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(await page.locator('.sources .kind').first().isVisible()).toBe(true)
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `question-${language}-360-${scheme}`)
    },
  )

  it('is kept fresh where the reader wants it: never unseen, and no longer when it fails', async () => {
    const page = await visit()
    await page.clock.install()
    let asked = 0
    let isDown = false
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('MuseumsOpenNearParking')) return route.continue()
      asked++
      await (isDown ? route.abort() : route.continue())
    })
    await page.goto(`${explorer.url}/${SUNDAY.slice(1)}`)
    await page.locator('.answers > li').first().waitFor()
    expect(asked).toBe(1)
    const untilAsked = async (count: number): Promise<void> => {
      await page.clock.runFor(31_000)
      await expect.poll(() => asked).toBe(count)
      await page.waitForLoadState('networkidle')
    }
    const keep = page.getByRole('switch', { name: 'Keep fresh' })
    await keep.check()
    await page.locator('.keep-fresh').waitFor()
    await page.waitForLoadState('networkidle')
    await untilAsked(2)
    await page.locator('.keep-fresh', { hasText: /\d\d:\d\d:\d\d/ }).waitFor()
    await page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    await page.clock.runFor(120_000)
    expect(asked).toBe(2)
    await page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    await expect.poll(() => asked).toBe(3)
    isDown = true
    for (const count of [4, 5, 6]) await untilAsked(count)
    await page.getByText('No longer kept fresh. The gateway does not answer.').waitFor()
    expect(await keep.isChecked()).toBe(false)
    expect(await page.locator('.answers > li').count()).toBe(19)
    await page.clock.runFor(120_000)
    expect(asked).toBe(6)
    explorer.takeFaults()
  })

  it('gives each that is joined a row of its own in the table', async () => {
    const page = await visit(SUNDAY)
    await page.getByRole('button', { name: 'Table' }).click()
    await page.locator('.sheet th', { hasText: 'Nearby car park: distance (m)' }).waitFor()
    const art = page.locator('.sheet tbody tr', { hasText: 'Macao Museum of Art' })
    await expect.poll(() => art.count()).toBe(2)
    expect(await art.first().textContent()).toContain('Macao Cultural Centre Car Park')
    await page.locator('summary', { hasText: 'One row for each' }).click()
    await page.getByRole('checkbox', { name: 'Bus rides from' }).check()
    await page.locator('.sheet th', { hasText: 'Board at' }).first().waitFor()
  })

  it('takes a place by search or from the map', async () => {
    const page = await visit('/#/q/attractions-nearby')
    await page.locator('.answers > li').first().waitFor()
    await page
      .getByRole('combobox', { name: 'Only attractions', exact: false })
      .or(page.locator('select.slot'))
      .first()
      .selectOption('CHURCH')
    await page
      .locator('dd', { hasText: /^Church$/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Senado Square' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').fill('A-Ma Temple')
    await dialog.getByRole('option').first().waitFor()
    expect(await findBarriers(page)).toEqual([])
    await photograph(page, 'question-place')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.locator('select.slot').first().selectOption('TEMPLE')
    await expect.poll(() => page.locator('.answers h2').first().textContent()).toBe('A-Ma Temple')
    const before = page.url()
    await page.locator('button.slot').first().click()
    await page.locator('.place-map').click({ position: { x: 232, y: 125 } })
    await expect.poll(() => page.url()).not.toBe(before)
    await page.locator('button.slot', { hasText: /^near / }).waitFor()
  })

  it('finds things of the graph by Enter and shows all about them, with what is near', async () => {
    const page = await visit()
    await page.getByRole('combobox').first().fill('guia fortress')
    await page.getByRole('option').first().waitFor()
    expect(await findBarriers(page)).toEqual([])
    await photograph(page, 'start-search')
    await page.keyboard.press('Enter')
    await page.locator('.answers h3', { hasText: 'Nearby stops' }).waitFor()
    expect(await page.locator('h1').textContent()).toContain('Guia Fortress')
    expect(await page.title()).toContain('Macao open gateway')
    expect(await findBarriers(page)).toEqual([])
    await photograph(page, 'about')
  })

  it('says where nothing fits that another time may have more', async () => {
    const page = await visit(`${MUSEUMS}?at=2026-11-22T03%3A00%3A00%2B08%3A00`)
    await page.getByText('Nothing fits at this time: choose another one').waitFor()
    expect(await page.locator('.views .facts').textContent()).toBe('0 rows')
  })

  it('is made of any query, kept in this browser, and carried whole by its link', async () => {
    const page = await ask(
      await visit(),
      'query Parks($first: Int = 3) { carParks(first: $first) { nodes { id freeSpaces { cars } } } }',
    )
    await page.getByRole('button', { name: 'Keep as a page' }).click()
    await page.getByLabel('Its title, as a sentence').fill('Show me {first} car parks')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(() => page.locator('.answers > li').count()).toBe(3)
    await page.locator('input.slot').fill('5')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.answers > li').count()).toBe(5)
    await page.getByRole('button', { name: 'Share' }).click()
    const link = page.locator('.snippet pre')
    await expect.poll(() => link.textContent()).toContain('#/q/')
    const other = await visit(((await link.textContent()) ?? '').slice(explorer.url.length))
    await expect.poll(() => other.locator('.answers > li').count()).toBe(5)
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Start' }).click()
    await page.getByRole('link', { name: /^Show me 3 car parks/ }).waitFor()
  })

  it('shows on the start page how each answer begins, moving nothing, and says what is sample', async () => {
    const page = await visit()
    const waits = page.locator('.card', { hasText: 'Which emergency department' })
    await waits
      .locator('.much', { hasText: /^\d+ min$/ })
      .first()
      .waitFor()
    await waits.getByText('partly sample data').waitFor()
    const shift: number = await page.evaluate(`new Promise((resolve) => {
      let sum = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value
      }).observe({ type: 'layout-shift', buffered: true })
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)))
    })`)
    expect(shift).toBeLessThan(0.1)
    expect(await findBarriers(page)).toEqual([])
    await photograph(page, 'start-previews')
  })

  it('says that a question is not there', async () => {
    const page = await visit('/#/q/none-of-this-name')
    const said = page.getByText('There is no question of this name here.')
    await said.waitFor()
    expect(await said.count()).toBe(1)
  })

  it.each(['mutation', 'subscription'])('asks nothing by a link whose page is a %s', async (operation) => {
    const page = await visit()
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.postData() ?? ''))
    const query = `${operation} Sent { carParkChanged { id } }`
    const sentence = { zh: '誰', pt: 'Quem', en: 'Who' }
    await page.goto(`${explorer.url}/#/q/=${await pack({ query, sentence })}`)
    await page.getByText('There is no question of this name here.').waitFor()
    expect(sent.filter((body) => body.includes('Sent'))).toEqual([])
  })
})
