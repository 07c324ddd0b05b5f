import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findBarriers, hasBrowser, photograph } from './kit/browser.ts'
import { longestTask } from './kit/tasks.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { answerTo, ask } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('the table of the explorer', () => {
  const explorer = useExplorer()
  const { visit } = explorer

  const HOTELS = `{ hotels(first: 100) { nodes {
    id name { zh pt en } stars roomsLicensed area { name { zh pt en } }
    place { nearbyStops(first: 3) { metres stop { id } } nearbyCarParks { metres carPark { id } } }
  } } }`

  const showTable = async (page: Page) => {
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await page.locator('.sheet.data td').first().waitFor()
    return page
  }
  const headsOf = async (page: Page) =>
    (await page.locator('.column-head button:first-child').allTextContents()).map((text) => text.trim())
  /** The cells of a column that are drawn, from above. */
  const cellsOf = async (page: Page, head: string) => {
    const column = (await headsOf(page)).findIndex((text) => text.replace(/ [↑↓▽]/g, '') === head)
    return page.locator(`.sheet.data > table > tbody > tr > td:nth-child(${column + 1})`).allTextContents()
  }
  const menuOf = async (page: Page, head: string) => {
    const column = page.locator('.sheet.data th', {
      has: page.getByRole('button', { name: head, exact: true }),
    })
    await column.getByRole('button', { name: 'Column options' }).click()
    return page.locator('.column-menu')
  }
  const tick = async (page: Page, menu: string, box: string) => {
    const title = page.locator('summary', { hasText: menu })
    await title.click()
    await page.getByRole('checkbox', { name: box, exact: true }).click()
    await title.click()
  }

  it('filters by a column, groups, hides and pins, and says so in its address', async () => {
    const page = await showTable(await ask(await visit(), HOTELS))
    await (await menuOf(page, 'Rooms licensed')).getByRole('combobox').fill('> 1500')
    await page.keyboard.press('Enter')
    await page.getByText(/^\d+ of 33 rows$/).waitFor()
    const rooms = (await cellsOf(page, 'Rooms licensed')).map((text) => Number(text.replace(',', '')))
    expect(rooms.length).toBeGreaterThan(1)
    expect(rooms.filter((count) => count <= 1_500)).toEqual([])
    await (await menuOf(page, 'ID')).getByRole('button', { name: 'Hide' }).click()
    await (await menuOf(page, 'Area')).getByRole('button', { name: 'Keep in sight' }).click()
    await (await menuOf(page, 'Area')).getByRole('button', { name: 'Group by it' }).click()
    await page.locator('tr.group').first().waitFor()
    const isLaidOut = async (at: Page) => {
      await at.locator('tr.group', { hasText: 'Area: Cotai Reclamation Zone' }).waitFor()
      expect((await headsOf(at)).slice(0, 2)).toEqual(['Area', 'Name'])
      expect(await at.locator('tr.group').first().textContent()).toMatch(/\(\d+ rows?\)/)
    }
    await isLaidOut(page)
    expect(await findBarriers(page)).toEqual([])
    await page.reload()
    await isLaidOut(page)
    await isLaidOut(await visit(page.url().slice(explorer.url.length)))
    const rows = await page.locator('.sheet.data tbody tr').count()
    await page.locator('tr.group button').first().click()
    await expect.poll(() => page.locator('.sheet.data tbody tr').count()).toBeLessThan(rows)
    await page.getByRole('button', { name: 'Grouped by Area' }).click()
    await page.locator('tr.group').first().waitFor({ state: 'detached' })
    await page.goBack()
    await isLaidOut(page)
    await tick(page, 'Columns', 'ID')
    expect(await headsOf(page)).toContain('ID')
  })

  it('says what a group has in all where that means something, and else from where to where it goes', async () => {
    const page = await showTable(
      await ask(await visit(), '{ hotels(first: 100) { nodes { name { en } stars roomsLicensed } } }'),
    )
    await (await menuOf(page, 'Stars')).getByRole('combobox').fill('= 4')
    await page.keyboard.press('Enter')
    await (await menuOf(page, 'Stars')).getByRole('button', { name: 'Group by it' }).click()
    const head = page.locator('tr.group', { hasText: 'Stars: 4' })
    await head.waitFor()
    const rooms = (await cellsOf(page, 'Rooms licensed')).map((text) => Number(text.replace(',', '')))
    const total = rooms.reduce((sum, count) => sum + count).toLocaleString('en-GB')
    expect(rooms.length).toBeGreaterThan(3)
    expect(await head.textContent()).toContain(`Rooms licensed: ${total} in all`)
    await page.getByRole('button', { name: 'Grouped by Stars' }).click()
    await (await menuOf(page, 'Rooms licensed')).getByRole('button', { name: 'Group by it' }).click()
    await page
      .locator('tr.group .together', { hasText: /^Stars: 4$/ })
      .first()
      .waitFor()
    expect(await findBarriers(page)).toEqual([])
  })

  it('heads a group by the value that its rows share, in the words of their cells', async () => {
    const page = await showTable(
      await ask(await visit(), '{ carParks(first: 100) { nodes { id occupancyRate } } }'),
    )
    await expect.poll(async () => (await cellsOf(page, 'Occupancy rate')).join()).toContain('%')
    const cells = new Set(await cellsOf(page, 'Occupancy rate'))
    await (await menuOf(page, 'Occupancy rate')).getByRole('button', { name: 'Group by it' }).click()
    await page.locator('tr.group').first().waitFor()
    const heads = await page.locator('tr.group button').allTextContents()
    const values = heads.map((text) => / Occupancy rate: (\S+) \(/.exec(text)?.[1])
    expect(values.length).toBeGreaterThan(3)
    expect(values.filter((value) => value === undefined || !cells.has(value))).toEqual([])
  })

  it('moves columns by the menu and by the mouse, and says so in its address', async () => {
    const page = await showTable(await ask(await visit(), HOTELS))
    const move = async (head: string, way: string) => {
      await (await menuOf(page, head)).getByRole('button', { name: way }).click()
    }
    expect((await headsOf(page)).slice(0, 4)).toEqual(['ID', 'Name', 'Stars', 'Rooms licensed'])
    await move('Rooms licensed', 'Move to the left')
    await expect.poll(async () => (await headsOf(page))[2]).toBe('Rooms licensed')
    await move('ID', 'Move to the right')
    await expect.poll(async () => (await headsOf(page)).slice(0, 2)).toEqual(['Name', 'ID'])
    await page.reload()
    const moved = ['Name', 'ID', 'Rooms licensed', 'Stars']
    await expect.poll(async () => (await headsOf(page)).slice(0, 4)).toEqual(moved)
    const first = await page.locator('.sheet.data tbody tr').first().locator('td').allTextContents()
    expect(Number(first[2]?.replace(',', ''))).toBeGreaterThan(5)
    const menu = await menuOf(page, 'Name')
    await menu.getByRole('button', { name: 'Move to the right' }).waitFor()
    expect(await menu.getByRole('button', { name: 'Move to the left' }).count()).toBe(0)
    await page.keyboard.press('Escape')
    const headOf = (name: string) => page.locator('.column-head', { hasText: name }).first()
    await headOf('Stars').dragTo(headOf('Name'))
    await expect.poll(async () => (await headsOf(page)).slice(0, 2)).toEqual(['Stars', 'Name'])
    await page.goBack()
    await expect.poll(async () => (await headsOf(page)).slice(0, 4)).toEqual(moved)
    await (await menuOf(page, 'Name')).getByRole('button', { name: 'Keep in sight' }).click()
    await (await menuOf(page, 'Stars')).getByRole('button', { name: 'Keep in sight' }).click()
    await move('Stars', 'Move to the left')
    await expect.poll(async () => (await headsOf(page)).slice(0, 2)).toEqual(['Stars', 'Name'])
  })

  it('keeps a pinned column in sight, as wide as its head says, wherever one scrolls', async () => {
    const page = await showTable(await ask(await visit('/', { width: 1000 }), HOTELS))
    await (await menuOf(page, 'Name')).getByRole('button', { name: 'Keep in sight' }).click()
    const cell = page.locator('.sheet.data td.pinned').first()
    const head = page.locator('.sheet.data th.pinned')
    const sheet = await page.locator('.sheet.data').boundingBox()
    await page.evaluate(`document.querySelector('.sheet.data').scrollLeft = 400`)
    await expect.poll(async () => (await cell.boundingBox())?.x).toBe(sheet?.x)
    const [first, above] = [await cell.boundingBox(), await head.boundingBox()]
    expect([first?.x, first?.width]).toEqual([above?.x, above?.width])
  })

  it('makes a column wider by its edge, and by the keyboard', async () => {
    const page = await showTable(await ask(await visit(), HOTELS))
    const head = page.locator('.sheet.data th').first()
    const widthOf = async () => (await head.boundingBox())?.width ?? 0
    const before = await widthOf()
    const grip = await page.locator('.sheet.data .grip').first().boundingBox()
    const [x, y] = [(grip?.x ?? 0) + 6, (grip?.y ?? 0) + 10]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 90, y, { steps: 5 })
    await page.mouse.up()
    await expect.poll(widthOf).toBe(before + 90)
    await head.getByRole('button', { name: 'Column options' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.column-menu input').waitFor()
    await page.getByRole('button', { name: 'Wider' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(widthOf).toBeGreaterThan(before + 100)
    await page.keyboard.press('Escape')
    await page.locator('.column-menu button').first().waitFor({ state: 'detached' })
  })

  it('gives each item of a list a row, those of several lists one after the other', async () => {
    const page = await showTable(
      await ask(
        await visit(),
        `{ museums(first: 20) { nodes { id name { zh pt en } place {
          nearbyStops(first: 3) { metres stop { id } } nearbyCarParks { metres carPark { id } }
        } } } }`,
      ),
    )
    await page.getByText('20 rows', { exact: true }).waitFor()
    const isPaired = (name: string) => !['', '–'].includes(name)
    await tick(page, 'One row for each', 'Nearby stops')
    await expect.poll(() => headsOf(page)).toContain('Stop: ID')
    const museums = await cellsOf(page, 'Name')
    expect(new Set(museums).size).toBeLessThan(museums.length)
    expect((await cellsOf(page, 'Stop: ID')).filter(isPaired).length).toBeGreaterThan(10)
    await tick(page, 'One row for each', 'Nearby car parks')
    await expect.poll(() => headsOf(page)).toContain('Car park: ID')
    const stops = await cellsOf(page, 'Stop: ID')
    const carParks = await cellsOf(page, 'Car park: ID')
    const names = await cellsOf(page, 'Name')
    expect(carParks.filter(isPaired).length).toBeGreaterThan(3)
    // A stop and a car park beside each other would seem to be a pair.
    expect(names.filter((_, row) => isPaired(stops[row] ?? '') && isPaired(carParks[row] ?? ''))).toEqual([])
    await page.reload()
    await expect.poll(() => headsOf(page)).toContain('Car park: ID')
    await page.goBack()
    await expect.poll(() => headsOf(page)).not.toContain('Car park: ID')
  })

  it('opens several lists of several rows below them, none over another', async () => {
    const page = await showTable(await ask(await visit(), HOTELS))
    for (const index of [0, 1, 2])
      await page
        .getByRole('button', { name: /items$/ })
        .nth(index)
        .click()
    await expect.poll(() => page.locator('.inner').count()).toBe(3)
    const boxes = await Promise.all(
      (await page.locator('.sheet.data > table > tbody > tr').all()).map((row) => row.boundingBox()),
    )
    const drawn = boxes.filter((box) => box !== null)
    const overlaps = drawn.slice(1).filter((box, index) => {
      const above = drawn[index]
      return above !== undefined && above.y + above.height > box.y + 1
    })
    expect(overlaps).toEqual([])
    expect(await findBarriers(page)).toEqual([])
  })

  it('shows all 395 stops, of which only those in sight are drawn', async () => {
    const page = await ask(await visit(), '{ busStops(first: 100) { totalCount nodes { id name { en } } } }')
    await page.getByRole('button', { name: 'Fetch all pages' }).click()
    await showTable(page)
    await page.getByText('395 rows', { exact: true }).waitFor()
    await expect.poll(() => page.locator('.sheet.data table').getAttribute('aria-rowcount')).toBe('396')
    expect(await page.locator('.sheet.data tbody tr[aria-rowindex]').count()).toBeLessThan(60)
    await page.evaluate(`document.querySelector('.sheet.data').scrollTop = 1e6`)
    await page.locator('tr[aria-rowindex="396"]').waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
    await expect.poll(() => page.locator('.sheet.data tbody tr[aria-rowindex]').count()).toBe(395)
  })

  it('goes from row to row by the keyboard, and the map shows the row that is chosen', async () => {
    const page = await showTable(
      await ask(await visit(), '{ hotels(first: 100) { nodes { name { en } place { lat lng } } } }'),
    )
    await page.locator('.sheet.data').focus()
    for (let press = 0; press < 25; press++) await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.locator('tr[aria-current="true"]').getAttribute('aria-rowindex')).toBe('26')
    const name = await page.locator('tr.chosen td').first().textContent()
    await page.getByRole('button', { name: 'Map', exact: true }).click()
    await page.locator('.place-card', { hasText: name ?? '' }).waitFor()
    await showTable(page)
    await expect.poll(() => page.locator('tr.chosen td').first().textContent()).toBe(name)
  })

  it('shows 5,000 rows as JSON, table and map without freezing', async () => {
    const nodes = Array.from({ length: 5_000 }, (_, index) => ({
      id: `stop-${index}`,
      name: { zh: `第${index}站`, pt: `Paragem ${index}`, en: `Stop ${index}` },
      place: {
        lat: 22.1 + (index % 100) / 1_000,
        lng: 113.5 + Math.floor(index / 100) / 1_000,
        nearbyCarParks: [0, 1].map((step) => ({
          metres: (index * 7 + step) % 500,
          carPark: { id: `p${step}` },
        })),
      },
      area: { id: `a${index % 8}`, population: (index % 8) * 1_000 },
    }))
    const page = await answerTo(
      await visit('/'),
      '{ busStops { nodes { id name { zh pt en } place { lat lng nearbyCarParks { metres carPark { id } } } area { id population } } } }',
      { busStops: { nodes } },
    )
    await page.waitForLoadState('networkidle')
    const steps: Readonly<Record<string, () => Promise<unknown>>> = {
      table: () => showTable(page),
      scroll: async () => {
        await page.evaluate(`document.querySelector('.sheet.data').scrollTop = 90_000`)
        await page.locator('tr[aria-rowindex="2435"]').waitFor()
      },
      sort: async () => {
        await page.getByRole('button', { name: 'Area: population', exact: true }).click()
        await page.locator('th[aria-sort="ascending"]').waitFor()
      },
      filter: async () => {
        await page.getByPlaceholder('Filter rows').fill('paragem 77')
        await page.getByText(/^\d+ of 5000 rows$/).waitFor()
      },
      unfilter: async () => {
        await page.getByPlaceholder('Filter rows').fill('')
        await page.getByText('5000 rows', { exact: true }).waitFor()
      },
      unnest: async () => {
        await tick(page, 'One row for each', 'Nearby car parks')
        await page.getByText('10000 rows', { exact: true }).waitFor()
      },
      json: async () => {
        await page.getByRole('button', { name: 'JSON' }).click()
        await page.locator('.shown .cm-line').first().waitFor()
      },
      map: async () => {
        await page.getByRole('button', { name: 'Map', exact: true }).click()
        await page.locator('.atlas canvas').first().waitFor()
      },
    }
    const longest: Record<string, number> = {}
    for (const [name, act] of Object.entries(steps)) {
      longest[name] = await longestTask(page, async () => {
        await act()
      })
    }
    expect(Object.entries(longest).filter(([, milliseconds]) => milliseconds >= 200)).toEqual([])
  }, 120_000)

  it.each([
    { language: 'zh', scheme: 'dark', width: 360, head: '名稱' },
    { language: 'pt', scheme: 'light', width: 360, head: 'Nome' },
    { language: 'en', scheme: 'dark', width: 1280, head: 'Name' },
  ] as const)(
    'is in the words of a reader of $language, at $width px in $scheme',
    async ({ language, scheme, width, head }) => {
      const page = await visit('/#/q/car-parks-now?view=table', { language, scheme, width })
      await page.locator('.sheet.data td').first().waitFor()
      await expect.poll(() => headsOf(page)).toContain(head)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `table-${language}-${width}-${scheme}`)
    },
  )
})
