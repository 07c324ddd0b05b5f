import { describe, expect, it } from 'vitest'
import { bureaus } from '../../schema/bureaus/register.ts'
import { findBarriers, hasBrowser, photograph } from './kit/browser.ts'
import { countPixels, readSight } from './kit/map.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { ask, write } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('the explorer', () => {
  const explorer = useExplorer()
  const { visit } = explorer

  const ARRIVALS = {
    zh: '每月有多少旅客到訪澳門？',
    pt: 'Quantos visitantes chegaram a Macau, mês a mês?',
    en: 'How many visitors came to Macao, month by month?',
  } as const

  it.each([
    { language: 'zh', tag: 'zh-Hant-MO', word: '停車場', scheme: 'dark', width: 360 },
    { language: 'pt', tag: 'pt-MO', word: 'estacionamento', scheme: 'light', width: 360 },
    { language: 'en', tag: 'en', word: 'car park', scheme: 'dark', width: 1280 },
  ] as const)(
    'greets a reader of $language, finds a word of that language and draws an example, at $width px in $scheme',
    async ({ language, tag, word, scheme, width }) => {
      const page = await visit('/', { language, scheme, width })
      await page.locator('.threads').waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe(tag)
      await page.getByRole('combobox').first().fill(word)
      await page.locator('.found code', { hasText: /^Query\.carParks$/ }).waitFor()
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `start-${language}-${width}-${scheme}`)

      await page.keyboard.press('Escape')
      await page.getByRole('link', { name: ARRIVALS[language] }).click()
      await page.locator('.chart .series').waitFor()
      const line = await page.locator('.chart .series path').getAttribute('d')
      expect(line?.split('L')).toHaveLength(24)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `chart-${language}-${width}-${scheme}`)
    },
  )

  it('keeps the language that was chosen', async () => {
    const page = await visit()
    await page.getByRole('button', { name: '繁體中文' }).click()
    expect(await page.locator('h1').textContent()).toBe('一問，通達各局。')
    await page.reload()
    expect(await page.locator('h1').textContent()).toBe('一問，通達各局。')
  })

  it('shows a list as a table that sorts, filters and opens the lists within', async () => {
    const page = await ask(
      await visit(),
      '{ administrativeAreas(kind: PARISH) { id population busStops(first: 3) { nodes { id } } } }',
    )
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByRole('button', { name: 'Population' }).click()
    expect(await page.locator('.sheet td').first().textContent()).toBe('sao-lazaro')
    await page.getByRole('button', { name: 'Population' }).click()
    expect(await page.locator('.sheet td').first().textContent()).toBe('fatima')
    await page.getByPlaceholder('Filter rows').fill('carmo')
    expect(await page.locator('.sheet tbody tr').count()).toBe(1)
    await page.getByRole('button', { name: '3 items' }).click()
    expect(await page.locator('.inner tbody tr').count()).toBe(3)
    expect(await findBarriers(page)).toEqual([])
  })

  it('puts everything that has a place on a map that the keyboard can move', async () => {
    const page = await visit()
    await page.getByRole('link', { name: 'Where is there a free parking space right now?' }).click()
    await page.getByText('91 places').waitFor()
    const map = page.locator('.map-canvas')
    await expect.poll(() => countPixels(page, '.map-canvas', 'var(--land)')).toBeGreaterThan(10_000)
    const whole = await readSight(page)
    await map.focus()
    await page.keyboard.press('+')
    await expect.poll(() => readSight(page)).not.toEqual(whole)
    await page.getByRole('listbox').focus()
    await page.keyboard.press('ArrowDown')
    await page.locator('.place-card').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await photograph(page, 'map')
  })

  it('says above the views what an answer is made of, though nobody asked, in three languages', async () => {
    const page = await ask(await visit(), '{ emergencyDepartment(id: "chcsj-adult") { id } }')
    const line = () => page.locator('.sources li').allTextContents()
    expect(await line()).toEqual([
      'sample data Waiting times of emergency departments · Health Bureau · as of 22 Nov 2026, 14:20 · terms not stated',
    ])
    expect(await page.locator('.shown').textContent()).not.toContain('rovenance')
    expect(await findBarriers(page)).toEqual([])
    await page.getByRole('button', { name: 'Português' }).click()
    expect((await line())[0]).toMatch(
      /^dados de amostra Tempos de espera nas urgências · Serviços de Saúde · /,
    )
    await page.getByRole('button', { name: '繁體中文' }).click()
    expect((await line())[0]).toMatch(/^樣本數據 急診輪候時間 · 衛生局 · /)
  })

  it('says that a list goes on, and fetches all its pages', async () => {
    const page = await ask(await visit(), '{ busStops(first: 100) { totalCount nodes { id } } }')
    await page.getByText('100 of 395 so far').waitFor()
    await page.getByRole('button', { name: 'Fetch all pages' }).click()
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByText('395 rows').waitFor()
    expect(await page.getByRole('button', { name: 'Fetch all pages' }).count()).toBe(0)
  })

  it('marks what a caller would be denied before the query runs, until the caller is one who may', async () => {
    const page = await write(await visit(), '{ buses(first: 1) { nodes { id plate } } }')
    await page.locator('.cm-lintRange-warning').first().waitFor()
    expect(await page.locator('.cm-lintRange-warning').first().textContent()).toBe('plate')
    await page.getByRole('button', { name: 'Who am I' }).click()
    await page.getByRole('button', { name: 'partner', exact: true }).click()
    await page.getByText('partner').first().waitFor()
    expect(await findBarriers(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.locator('.cm-lintRange-warning').waitFor({ state: 'detached' })
    expect(await page.locator('.notice').count()).toBe(0)
  })

  it('shows a mistake at its place in the query', async () => {
    const page = await visit()
    await ask(page, '{ museums { nodes { nmae } } }')
    await page.locator('.cm-lintRange-error').first().waitFor()
    expect(await page.locator('.notice.bad').textContent()).toContain('nmae')
  })

  it('tells how an answer came about and where it comes from', async () => {
    const page = await visit()
    await page.getByRole('link', { name: /Ruins of St. Paul/ }).click()
    await page.getByRole('button', { name: 'Open on the bench' }).click()
    await page.getByText(/Why is it like this · \d calls/).click()
    await page.getByText('Plan: calls to the bureaus').waitFor()
    expect(await page.locator('.fall .bureau').allTextContents()).toEqual([
      '1 Tourism',
      '2 Culture',
      '3 Transport',
    ])
    expect(await page.locator('.origins li').count()).toBe(1)
    await photograph(page, 'why')
  })

  it('shares a query by a link that holds the query and never the token', async () => {
    const page = await ask(await visit(), '{ museum(id: "mam") { name { pt } } }')
    await page.getByRole('button', { name: 'Share' }).click()
    const link = page.locator('.snippet pre')
    await expect.poll(() => link.textContent()).toContain('#/ask/')
    const url = (await link.textContent()) ?? ''
    expect(url).not.toContain('eyJ')
    const other = await visit(url.slice(explorer.url.length))
    await other.getByText('Museu de Arte de Macau').waitFor()
  })

  it('keeps questions by name, for every tab', async () => {
    const page = await ask(await visit(), 'query TheMuseum { museum(id: "mam") { id } }')
    const twin = await page.context().newPage()
    await twin.goto(`${explorer.url}/#/ask`)
    await page.getByRole('button', { name: 'Saved' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await twin.getByRole('button', { name: 'Saved' }).click()
    await expect.poll(() => twin.locator('.kept').first().textContent()).toContain('The Museum')
  })

  it.each(['zh', 'pt', 'en'] as const)('shows the state of every source, in %s', async (language) => {
    const page = await visit('/#/status', { language })
    await page.locator('.feeds').nth(bureaus.length).waitFor()
    expect(await page.locator('.health tbody tr').count()).toBe(bureaus.length)
    expect(await page.locator('.health .tag.good').count()).toBe(bureaus.length)
    expect(await page.locator('.feeds').count()).toBe(bureaus.length + 1)
    expect(await page.locator('.feeds tbody tr').count()).toBeGreaterThan(45)
    expect(await findBarriers(page)).toEqual([])
    await photograph(page, `status-${language}`)
  })

  it('works by the keyboard alone', async () => {
    const page = await visit()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
    await page.locator('.card').first().focus()
    await page.keyboard.press('Enter')
    const bench = page.getByRole('button', { name: 'Open on the bench' })
    await bench.waitFor()
    await bench.focus()
    await page.keyboard.press('Enter')
    const editor = page.locator('.pane.write .cm-content').first()
    // The editor of the question's document may take the place of a former one while somebody begins to write.
    const writeAnew = async () => {
      await editor.focus()
      await page.keyboard.press('Control+a')
      await page.keyboard.type('{ museum(id: "mam") { id')
      return editor.textContent()
    }
    await expect.poll(writeAnew).toContain('museum(id: "mam")')
    await page.keyboard.press('Control+Enter')
    await page.locator('.views').waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Variables')
  })
})
