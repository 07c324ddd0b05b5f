import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, photograph } from './kit/browser.ts'
import { countPixels } from './kit/map.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { ask } from './kit/workbench.ts'

const SOON = { timeout: 15_000 }

const PAGES = [
  ['/', '.threads'],
  ['/#/q/car-parks-now?view=map', '.place-card, .place-options'],
  ['/#/q/attractions-nearby?view=table', '.sheet'],
  ['/#/status', '.feeds'],
  ['/#/review', 'main table'],
  ['/#/bureau', '.others'],
  ['/#/bureau/mgto', '.feeds, main table'],
] as const

describe.skipIf(!hasBrowser)('the explorer for everybody', () => {
  const { visit } = useExplorer()

  it.each([360, 1280])('has targets of 24 px and no narrower, at %i px', async (width) => {
    const small: Record<string, readonly string[]> = {}
    for (const [path, landmark] of PAGES) {
      const page = await visit(path, { width })
      await page.locator(landmark).first().waitFor()
      small[path] = await findSmallTargets(page)
    }
    expect(small).toEqual(Object.fromEntries(PAGES.map(([path]) => [path, []])))
  })

  it('says in its title which question or bureau is shown, and takes the focus to it', async () => {
    const page = await visit('/#/bureau')
    await page.locator('.bureaus a').first().click()
    const name = (await page.locator('h1').textContent()) ?? ''
    await expect.poll(() => page.title(), SOON).toContain(name)
    expect(await focused(page)).toBe('content')

    await page.getByRole('link', { name: 'Bureaus', exact: true }).click()
    await expect.poll(() => page.title(), SOON).toBe('Bureaus · Macao open gateway')
    await page.getByRole('link', { name: 'Start', exact: true }).click()
    await page.getByRole('link', { name: /free parking space/ }).click()
    await expect.poll(() => page.title(), SOON).toContain('Where is there a free parking space right now?')
    expect(await focused(page)).toBe('content')
    await page.evaluate("document.activeElement.blur(); location.hash = '#/q/visitor-arrivals-by-month'")
    await expect.poll(() => page.title(), SOON).toContain('How many visitors came to Macao')
    expect(await focused(page)).toBe('content')
  })

  it('prints an answer on light paper, without what can only be pressed', async () => {
    const page = await visit('/#/q/car-parks-now?view=map', { scheme: 'dark' })
    await expect.poll(() => countPixels(page, '.map-canvas', '#263138'), SOON).toBeGreaterThan(1_000)
    await page.emulateMedia({ media: 'print' })
    await expect.poll(() => countPixels(page, '.map-canvas', '#f8f4ea'), SOON).toBeGreaterThan(1_000)
    expect(await page.locator('button:visible').allTextContents()).toEqual([
      expect.stringMatching(/^Car parks 91$/),
    ])
    expect(await page.locator('input:visible, select:visible, nav:visible').count()).toBe(0)
    await photograph(page, 'print-map')
    await page.emulateMedia({ media: 'screen' })
    await expect.poll(() => countPixels(page, '.map-canvas', '#263138'), SOON).toBeGreaterThan(1_000)

    const table = await visit('/#/q/attractions-nearby?view=table')
    await table.locator('.sheet').waitFor()
    await table.emulateMedia({ media: 'print' })
    expect(await table.locator('h1').textContent()).toContain('Senado Square')
    await photograph(table, 'print-table')

    // Heads of many words, in columns of few.
    const wide = await visit('/#/q/car-parks-now?view=table', { language: 'pt', width: 800 })
    await wide.locator('.sheet.data td').first().waitFor()
    await wide.emulateMedia({ media: 'print' })
    expect(await wide.evaluate("document.querySelector('.sheet table').clientWidth <= innerWidth")).toBe(true)
    expect(await wide.locator('.column-head .more:visible').count()).toBe(0)
  })

  it.each([
    [
      'pt',
      'O tipo Museum não tem o campo nmae. Queria dizer "name"?',
      'A consulta ultrapassa um dos limites',
    ],
    ['zh', '類型 Museum 沒有欄位 nmae。是否指 "name"？', '查詢超出閘道的一項上限。'],
  ] as const)('tells what is wrong with a query in %s', async (language, mistake, limit) => {
    const page = await visit('/#/ask', { language })
    const run = { pt: 'Executar', zh: '執行' }[language]
    await askIn(page, run, '{ museum(id: "mam") { nmae } }')
    await page.locator('.notice li', { hasText: mistake }).waitFor()
    const deep = `{ museums(first: 100) { nodes { ${'place { nearbyStops(first: 50) { stop { '.repeat(6)}id${' } } }'.repeat(6)} } } }`
    await askIn(page, run, deep)
    const told = page.locator('.notice li', { hasText: limit })
    await told.first().waitFor()
    // What names the limit stays, in the language in which the gateway says it.
    expect(await told.first().locator('[lang=en]').textContent()).toMatch(/\d/)
  })

  it('tells it in English in the words of the gateway alone', async () => {
    const page = await ask(await visit(), '{ museum(id: "mam") { nmae } }')
    const [line = ''] = await page.locator('.notice li').allTextContents()
    expect(line).toContain('Cannot query field "nmae" on type "Museum". Did you mean "name"?')
  })
})

function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.id')
}

async function askIn(page: Page, run: string, query: string): Promise<void> {
  await page.locator('.pane.write .cm-content').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(query)
  await page.getByRole('button', { name: run, exact: true }).click()
}

/** What can be pressed and is less than 24 px wide or high; links within a sentence may be (WCAG 2.2, 2.5.8). */
function findSmallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const isInSentence = (element) =>
      getComputedStyle(element).display === 'inline' &&
      element.parentElement.textContent.trim().length > element.textContent.trim().length
    const targetOf = (element) => element.matches('[type=checkbox], [type=radio]') ? element.closest('label') ?? element : element
    const targets = document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=option], [tabindex="0"]')
    return [...targets]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.skip') && !isInSentence(element))
      .map((element) => ({ element, box: targetOf(element).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < 23.9)
      .map(({ element, box }) => element.tagName + ' ' + element.textContent.trim().slice(0, 30) + ' ' + Math.round(box.width) + '×' + Math.round(box.height))
  })()`)
}
