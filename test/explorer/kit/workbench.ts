import type { Page } from 'playwright-core'

/** Opens the workbench and writes a question. */
export async function write(page: Page, query: string): Promise<Page> {
  await page.getByRole('link', { name: 'Ask', exact: true }).click()
  await page.locator('.pane.write .cm-content').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(query)
  return page
}

/** Writes a question and waits for its answer. */
export async function ask(page: Page, query: string): Promise<Page> {
  await write(page, query)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.locator('.views').waitFor()
  return page
}
