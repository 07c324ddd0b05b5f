import type { Page, Request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser } from './kit/browser.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { ask } from './kit/workbench.ts'

const START_BUDGET = 150_000
const BENCH_BUDGET = 520_000

describe.skipIf(!hasBrowser)('what the page weighs as it travels', () => {
  const explorer = useExplorer()

  /** The bytes of the page's own parts that came while `visit` went on: scripts, styles, typefaces; no data. */
  const weigh = async (visit: (page: Page) => Promise<unknown>): Promise<number> => {
    // A page of the same gateway that is not the explorer.
    const page = await explorer.visit('/icon.svg')
    const parts: Request[] = []
    page.on('requestfinished', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname === '/' || pathname.startsWith('/assets/')) parts.push(request)
    })
    await visit(page)
    const sizes = await Promise.all(parts.map((request) => request.sizes()))
    return sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
  }

  it('is at most 150 kB before the start page stands', async () => {
    const bytes = await weigh(async (page) => {
      await page.goto(explorer.url)
      await page.locator('.card').first().waitFor()
      await page.waitForLoadState('networkidle')
    })
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThanOrEqual(START_BUDGET)
  })

  it('is at most 520 kB after every view of the bench was opened', async () => {
    const bytes = await weigh(async (page) => {
      await page.goto(explorer.url)
      await ask(
        page,
        '{ carParks(first: 9) { nodes { name { en } place { lat lng } freeSpaces { cars } } } }',
      )
      await page.locator('.atlas').waitFor()
      await page.getByRole('button', { name: 'Chart', exact: true }).click()
      await page.locator('.chart .drawing svg').waitFor()
      await page.getByRole('button', { name: 'Table', exact: true }).click()
      await page.locator('.sheet td').first().waitFor()
      await page.getByRole('button', { name: 'JSON', exact: true }).click()
      await page.locator('.shown .cm-line').first().waitFor()
      await page.waitForLoadState('networkidle')
    })
    expect(bytes).toBeGreaterThan(START_BUDGET)
    expect(bytes).toBeLessThanOrEqual(BENCH_BUDGET)
  })
})
