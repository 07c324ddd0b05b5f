import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser } from './kit/browser.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { ask } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('the address of what is shown', () => {
  const explorer = useExplorer()
  const { visit } = explorer

  const QUERY =
    '{ lrtLines { id } museums(first: 3) { nodes { id } } administrativeAreas(kind: PARISH) { id population } }'

  /** Shows the second list as a table, the most people first. */
  const arrange = async (page: Page) => {
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await page.getByRole('combobox', { name: 'List' }).selectOption('administrativeAreas')
    await page.getByRole('button', { name: 'population' }).click()
    await page.getByRole('button', { name: 'population' }).click()
    await isArranged(page)
  }
  const first = (page: Page) => page.locator('.sheet td').first()
  const isArranged = (page: Page) =>
    first(page)
      .filter({ hasText: /^fatima$/ })
      .waitFor()

  it('keeps view, list and order when another reader opens the link', async () => {
    const page = await ask(await visit(), QUERY)
    await arrange(page)
    await page.getByRole('button', { name: 'Share' }).click()
    const link = page.locator('.snippet pre')
    await expect.poll(() => link.textContent()).toContain('#/ask/')
    const url = (await link.textContent()) ?? ''
    await isArranged(await visit(url.slice(explorer.url.length)))
  })

  it('goes back a choice at a time, and forth again', async () => {
    const page = await ask(await visit(), QUERY)
    await arrange(page)
    await page.goBack()
    await expect.poll(() => first(page).textContent()).toBe('sao-lazaro')
    await page.goBack()
    await page.goBack()
    await expect.poll(() => page.getByRole('combobox', { name: 'List' }).inputValue()).not.toContain('Areas')
    await page.goForward()
    await page.goForward()
    await page.goForward()
    await isArranged(page)
  })
})
