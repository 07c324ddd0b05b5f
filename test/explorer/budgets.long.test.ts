import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser } from './kit/browser.ts'
import { longestTask } from './kit/tasks.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { measureSlowness, readVitals, slowDown } from './kit/vitals.ts'
import { writeHere } from './kit/workbench.ts'

const FIRST_PAINT_MS = 1_000
const LONGEST_TASK_MS = 200
const SHIFT = 0.1

const EXAMPLE = `{ carParks(first: 100) { nodes {
  id name { zh pt en } place { lat lng } freeSpaces { cars motorcycles }
} } }`

interface Walk {
  readonly name: string
  readonly path: string
  readonly walk: (page: Page) => Promise<void>
}

const WALKS: readonly Walk[] = [
  {
    name: 'start',
    path: '/',
    walk: async (page) => {
      await page.getByRole('combobox').first().click()
      await page.keyboard.type('museum')
      await page.locator('.found code').first().waitFor()
      await page.keyboard.press('Escape')
      await page.locator('.card').last().scrollIntoViewIfNeeded()
      await page.locator('.threads').waitFor()
    },
  },
  {
    name: 'question',
    path: '/#/q/car-parks-now',
    walk: async (page) => {
      await page.locator('.views').waitFor()
      await showAs(page, 'Cards', '.answers li')
      await showAs(page, 'Table', '.sheet.data td')
      await showAs(page, 'Chart', '.chart .drawing svg')
      await showAs(page, 'Map', '.atlas canvas')
    },
  },
  {
    name: 'bench',
    path: '/#/ask',
    walk: async (page) => {
      const editor = page.locator('.pane.write .cm-content').first()
      await editor.waitFor()
      await writeHere(page, EXAMPLE)
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      await page.locator('.atlas canvas').waitFor()
      await showAs(page, 'Table', '.sheet.data td')
      await showAs(page, 'Chart', '.chart .drawing svg')
      await showAs(page, 'JSON', '.shown .cm-line')
      await editor.click()
      await page.keyboard.press('Control+End')
      await page.keyboard.type(' # one more thought')
      await page.getByText('The query has changed since this answer came.').waitFor()
    },
  },
  {
    name: 'status',
    path: '/#/status',
    walk: (page) => page.locator('.feeds tbody tr').last().waitFor(),
  },
  {
    name: 'bureau',
    path: '/#/bureau/dsat',
    walk: (page) => page.locator('.datasets tbody tr').first().waitFor(),
  },
]

async function showAs(page: Page, view: string, sign: string): Promise<void> {
  await page.getByRole('button', { name: view, exact: true }).click()
  await page.locator(sign).first().waitFor()
}

describe.skipIf(!hasBrowser)('a page of the explorer, opened for the first time,', () => {
  const explorer = useExplorer()

  /** A page of the same gateway that is not the explorer, to set up what its first visit is like. */
  const visitBeside = (look = {}) => explorer.visit('/icon.svg', look)

  const open = async (page: Page, path: string) => {
    await page.goto(explorer.url + path)
    await settle(page)
  }
  /** Until nothing is on its way and all that came is drawn. */
  const settle = async (page: Page) => {
    await page.waitForLoadState('networkidle')
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))')
  }

  it.each(WALKS)('has something to see within a second: $name', async ({ path }) => {
    const paints: number[] = []
    const slowness: number[] = []
    // Whatever else the machine does can only add: the best of three is the page's own.
    for (let visit = 0; visit < 3; visit++) {
      const page = await visitBeside()
      await open(page, path)
      paints.push((await readVitals(page)).firstPaint)
      slowness.push(await measureSlowness(page))
    }
    report(path, { firstPaint: paints, slowness })
    expect(Math.min(...paints)).toBeLessThanOrEqual(FIRST_PAINT_MS * Math.min(...slowness))
  })

  it.each(WALKS)('is never busy for long, and nothing in it jumps: $name', async ({ path, walk }) => {
    const page = await visitBeside()
    const longest = await longestTask(page, async () => {
      await open(page, path)
      await walk(page)
      await settle(page)
    })
    const { shift } = await readVitals(page)
    const slowness = await measureSlowness(page)
    report(path, { longest, shift, slowness })
    expect(longest).toBeLessThan(LONGEST_TASK_MS * slowness)
    expect(shift).toBeLessThan(SHIFT)
  })

  it.each(WALKS.flatMap((walk) => [360, 1280].map((width) => ({ ...walk, width }))))(
    'has nothing that jumps where network and processor are slow: $name, $width px',
    async ({ path, walk, width }) => {
      const page = await visitBeside({ width, touch: width < 500 })
      await slowDown(page)
      await page.goto(explorer.url + path)
      await walk(page)
      await settle(page)
      const { shift } = await readVitals(page)
      report(path, { shift, width })
      expect(shift).toBeLessThan(SHIFT)
    },
  )
})

/** The figures themselves, for who asks for them. */
function report(path: string, figures: Readonly<Record<string, unknown>>): void {
  if (process.env.MEASURE === 'true') console.log(path, JSON.stringify(figures))
}
