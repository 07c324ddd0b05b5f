import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findBarriers, hasBrowser, photograph, type Look } from './kit/browser.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { write, writtenIn } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('picking fields', () => {
  const explorer = useExplorer()
  const visit = (look: Look = {}): Promise<Page> => explorer.visit('/#/ask', look)
  const tick = (page: Page, name: string | RegExp) =>
    page.locator('.picker').getByRole('checkbox', { name, exact: true })
  const box = (name: string) => new RegExp(`^${name}\\b`)

  it('greets who has asked nothing yet with all that there is, and asks what was ticked', async () => {
    const page = await visit()
    await tick(page, box('lrtLines')).check()
    await tick(page, box('stations')).check()
    const name = (pad: string) => `${pad}id\n${pad}name {\n${pad}  zh\n${pad}  pt\n${pad}  en\n${pad}}\n`
    const lines = `  lrtLines {\n${name('    ')}    stations {\n${name('      ')}    }\n  }\n`
    await expect.poll(() => writtenIn(page)).toBe(`query {\n${lines}}\n`)
    expect(await findBarriers(page)).toEqual([])
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.locator('.views').waitFor()
    expect(await page.locator('.notice').count()).toBe(0)
    await tick(page, box('lrtLines')).uncheck()
    await expect.poll(() => writtenIn(page)).toBe('')
  })

  it('follows what is written, and waits while that is no query', async () => {
    const page = await write(await visit(), '{ museum(id: "mam") { isOpen } }')
    await page.locator('.picker code', { hasText: /^isOpen$/ }).waitFor()
    expect(await tick(page, box('isOpen')).isChecked()).toBe(true)
    await page.keyboard.press('Backspace')
    await page.getByText('The query is not complete').waitFor()
    expect(await tick(page, box('isOpen')).isDisabled()).toBe(true)
    await page.keyboard.insertText('}')
    await page.getByText('Tick what you want to know').waitFor()
    await tick(page, box('isOpen')).uncheck()
    await expect.poll(() => writtenIn(page)).toBe('{ museum(id: "mam") { __typename } }')
    await tick(page, box('feeMop')).check()
    await expect.poll(() => writtenIn(page)).toBe('{ museum(id: "mam") { feeMop } }')
  })

  it('keeps comments, and lets one take back a click', async () => {
    const text = '# Mine\n{\n  museum(id: "mam") { # the art\n    id # key\n  }\n}'
    const page = await write(await visit(), text)
    await tick(page, box('isOpen')).check()
    await expect
      .poll(() => writtenIn(page))
      .toBe('# Mine\n{\n  museum(id: "mam") { # the art\n    id # key\n    isOpen\n  }\n}')
    await page.locator('.pane.write .cm-content').first().focus()
    await page.keyboard.press('Control+z')
    await expect.poll(() => writtenIn(page)).toBe(text)
  })

  it('gives arguments values of every kind, and refuses what is none', async () => {
    const page = await write(await visit(), '{ hotels { totalCount } }')
    await tick(page, box('first')).check()
    await page.getByRole('textbox', { name: 'first' }).fill('many')
    await page.keyboard.press('Tab')
    expect(await page.getByRole('textbox', { name: 'first' }).getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('textbox', { name: 'first' }).fill('3')
    await page.keyboard.press('Enter')
    await tick(page, box('filter')).check()
    await tick(page, box('starClasses')).check()
    await page.getByRole('group', { name: 'starClasses' }).getByLabel('FIVE_STAR', { exact: true }).check()
    await tick(page, box('area')).check()
    await page.getByRole('textbox', { name: 'area' }).fill('cotai')
    await page.keyboard.press('Enter')
    await tick(page, box('orderBy')).check()
    await page.getByRole('combobox', { name: 'orderBy' }).selectOption('STARS_HIGHEST_FIRST')
    await expect
      .poll(() => writtenIn(page))
      .toMatch(
        /^\{ hotels\(first: 3, filter: \{starClasses: \[\w+, FIVE_STAR\], area: "cotai"\}, orderBy: STARS_HIGHEST_FIRST\) \{ totalCount \} \}$/,
      )
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.locator('.views').waitFor()
    expect(await page.locator('.notice').count()).toBe(0)
  })

  it('marks a field that this caller would be denied', async () => {
    const page = await write(await visit(), '{ buses(first: 1) { nodes { id } } }')
    const row = page.locator('.picker .pick', { has: page.locator('code', { hasText: /^plate$/ }) })
    await row.locator('.rule').waitFor()
    expect(await row.locator('.rule').textContent()).toBe('◇ needs developer / partner / staff')
  })

  it('needs no mouse', async () => {
    const page = await visit()
    await tick(page, box('bureaus')).focus()
    await page.keyboard.press('Space')
    // Past its two ids.
    for (let down = 0; down < 3; down++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await expect
      .poll(() => writtenIn(page))
      .toBe('query {\n  bureaus {\n    name {\n      zh\n      pt\n      en\n    }\n  }\n}\n')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => tick(page, box('role')).count()).toBe(0)
  })

  it.each([
    { language: 'zh', label: '點選欄位', name: '博物館', scheme: 'dark' },
    { language: 'pt', label: 'Escolher campos', name: 'Museus', scheme: 'light' },
  ] as const)(
    'calls things by their names in $language, on a phone',
    async ({ language, label, name, scheme }) => {
      const page = await visit({ language, width: 360, scheme })
      await page.getByRole('button', { name: label }).click()
      await tick(page, `museums ${name}`).check()
      await expect.poll(() => writtenIn(page)).toContain('museums {')
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `picking-${language}-360-${scheme}`)
    },
  )
})
