import type { Page } from 'playwright-core'

/** Opens the workbench and writes a question. */
export async function write(page: Page, query: string): Promise<Page> {
  await page.getByRole('link', { name: 'Ask', exact: true }).click()
  return writeHere(page, query)
}

/** Writes a question where the workbench is open, in whatever language. */
export async function writeHere(page: Page, query: string): Promise<Page> {
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

/** Writes a question and waits for its answer, which is another gateway's. */
export async function answerTo(page: Page, query: string, data: unknown): Promise<Page> {
  await write(page, query)
  await page.route('**/graphql', (route) => route.fulfill({ json: { data } }))
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.locator('.views').waitFor()
  return page
}

/** The query of the document in front, as the browser keeps it. */
export function writtenIn(page: Page): Promise<unknown> {
  return page.evaluate(`(() => {
    const { active } = JSON.parse(sessionStorage.getItem('macao-open-gateway:desk') ?? '{}')
    return JSON.parse(localStorage.getItem('macao-open-gateway:document:' + active) ?? '{ "query": "" }').query
  })()`)
}
