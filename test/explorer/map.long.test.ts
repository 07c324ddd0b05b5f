import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findBarriers, hasBrowser, photograph, type Look } from './kit/browser.ts'
import {
  answerWithStops,
  countPixels,
  MADE_STOPS,
  readSight,
  readStandpoint,
  type MadePlace,
} from './kit/map.ts'
import { longestTask } from './kit/tasks.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { ask } from './kit/workbench.ts'

/** A busy machine takes its time; what does not come is not there. */
const SOON = { timeout: 15_000 }

const MUSEUMS = `{ museums { nodes { name { zh pt en } place { lat lng nearbyCarParks(first: 3) {
  metres carPark { name { zh pt en } place { lat lng } } } } } } }`
const CAR_PARKS = '/#/q/car-parks-now?view=map'

describe.skipIf(!hasBrowser)('the map of an answer', () => {
  const { visit } = useExplorer()
  const openMap = async (path: string, look: Look = {}): Promise<Page> => {
    const page = await visit(path, look)
    await page.getByRole('listbox').waitFor()
    await expect.poll(() => countPixels(page, '.map-canvas', 'var(--land)'), SOON).toBeGreaterThan(1_000)
    return page
  }
  /** On the bench, with the map as its view. */
  const askForMap = async (page: Page, query: string): Promise<Page> => {
    await ask(page, query)
    await page.getByRole('button', { name: 'Map', exact: true }).click()
    await page.getByRole('listbox').waitFor()
    return page
  }
  const middleOf = async (page: Page) => {
    const box = await page.locator('.map-canvas').boundingBox()
    if (!box) throw new Error('The map is not in sight.')
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }

  it('takes one stop of the keyboard, whatever stands on it, and one for the list of its places', async () => {
    const page = await openMap(CAR_PARKS)
    const stops = page.locator('.atlas-body').locator('[tabindex="0"], button, input, select, a[href]')
    const roles = await stops.evaluateAll((all) =>
      all.map((one) => one.getAttribute('role') ?? one.className),
    )
    expect(roles).toEqual(['application', 'button', 'button', 'button', 'legend-entry', 'field', 'listbox'])
    const sizes = await stops.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
    )
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24)

    await page.locator('.map-canvas').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('+')
    const [, , zoom = 0] = readStandpoint(page) ?? []
    await page.keyboard.press('-')
    expect(readStandpoint(page)?.[2]).toBeLessThan(zoom)
    await page.keyboard.press('0')
    expect(readStandpoint(page)).toBeNull()
    expect(await findBarriers(page)).toEqual([])
  })

  it('finds a place by its name, selects it by arrow keys and goes to it', async () => {
    const page = await openMap(CAR_PARKS)
    await page.getByPlaceholder('Find in this list').fill('coloane')
    await page.getByText(/^\d of 91 places$/).waitFor()
    const list = page.getByRole('listbox')
    await list.focus()
    await page.keyboard.press('ArrowDown')
    const name = await list.locator('[aria-selected=true]').textContent()
    expect(await list.getAttribute('aria-activedescendant')).toBe('place-0')
    expect(await page.locator('.place-card strong').textContent()).toBe(name)
    await page.keyboard.press('Enter')
    expect(readStandpoint(page)?.[2]).toBeGreaterThan(16)
    await expect.poll(() => countPixels(page, '.map-canvas', 'var(--rust)'), SOON).toBeGreaterThan(50)
    await photograph(page, 'map-selected')
  })

  it('lets the page scroll past it, and says what moves it: Ctrl and the wheel do', async () => {
    const page = await openMap(CAR_PARKS)
    const { x, y } = await middleOf(page)
    await page.mouse.move(x, y)
    await page.mouse.wheel(0, 200)
    await page.getByText('Hold Ctrl or ⌘ while you scroll').waitFor()
    await expect.poll(() => page.evaluate('scrollY'), SOON).toBeGreaterThan(0)
    expect(readStandpoint(page)).toBeNull()
    const turn = async () => {
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, -200)
      await page.keyboard.up('Control')
    }
    await turn()
    await expect.poll(() => readStandpoint(page), SOON).not.toBeNull()
    const [, , zoom = 0] = readStandpoint(page) ?? []
    await turn()
    await expect.poll(() => readStandpoint(page)?.[2], SOON).toBeCloseTo(zoom + 0.8, 1)
  })

  it('takes two fingers on a phone, and lets one scroll the page', async () => {
    const page = await openMap(CAR_PARKS, { touch: true, width: 360 })
    const { x, y } = await middleOf(page)
    const fingers = await page.context().newCDPSession(page)
    const touch = (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      ...spots: readonly (readonly [number, number])[]
    ) =>
      fingers.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: spots.map(([dx, dy], id) => ({ x: x + dx, y: y + dy, id })),
      })
    const scrolled = page.evaluate(
      `new Promise((done) => addEventListener('scrollend', done, { once: true }))`,
    )
    await touch('touchStart', [0, 0])
    for (const dy of [-10, -30, -60, -90]) await touch('touchMove', [0, dy])
    await touch('touchEnd')
    await scrolled
    expect(await page.evaluate('scrollY')).toBeGreaterThan(50)
    expect(readStandpoint(page)).toBeNull()

    await page.evaluate('scrollTo(0, 0)')
    await touch('touchStart', [-30, 0], [30, 0])
    for (const apart of [40, 60, 80, 90]) await touch('touchMove', [-apart, 0], [apart, 0])
    await touch('touchEnd')
    await expect.poll(() => readStandpoint(page)?.[2], SOON).toBeGreaterThan(12)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await photograph(page, 'map-phone')
  })

  it.each([
    // How far depends on how soon the browser takes up what the hand did.
    { motion: 'runs on when it is thrown', reducedMotion: false, least: 85, most: Infinity },
    {
      motion: 'stands where it is let go for who wants little motion',
      reducedMotion: true,
      least: 79,
      most: 81,
    },
  ])('$motion', async ({ reducedMotion, least, most }) => {
    const page = await openMap(CAR_PARKS, { reducedMotion })
    await page.locator('.map-canvas').focus()
    await page.keyboard.press('+')
    const { x, y } = await middleOf(page)
    const start = readStandpoint(page)?.[1] ?? 0
    await page.mouse.move(x, y)
    const mouse = await page.context().newCDPSession(page)
    const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', dx: number) =>
      mouse.send('Input.dispatchMouseEvent', {
        type,
        x: x + dx,
        y,
        button: 'left',
        buttons: 1,
        clickCount: 1,
      })
    // At once, since a hand that throws does not wait for answers.
    await Promise.all([
      send('mousePressed', 0),
      ...[20, 40, 60, 80].map((dx) => send('mouseMoved', dx)),
      send('mouseReleased', 80),
    ])
    await expect.poll(() => readStandpoint(page)?.[1], SOON).not.toBe(start)
    const pixels =
      (start - (readStandpoint(page)?.[1] ?? 0)) / degreesPerPixel(readStandpoint(page)?.[2] ?? 0)
    expect(pixels).toBeGreaterThan(least)
    expect(pixels).toBeLessThan(most)
  })

  it('counts places that lie close together as one, and takes them apart when that is pressed', async () => {
    const page = await visit()
    await answerWithStops(page, CLOSE_TOGETHER)
    await askForMap(page, MADE_STOPS)
    await expect.poll(() => readSight(page), SOON).toEqual({ places: 2, groups: 1 })
    const { x, y } = await middleOf(page)
    await page.mouse.click(x, y)
    await expect.poll(() => readSight(page), SOON).toEqual({ places: 2, groups: 0 })
    expect(await page.locator('.place-card').count()).toBe(0)
  })

  it('shows of places at one spot the next each time it is pressed', async () => {
    const page = await visit()
    const spot = { lat: 22.19, lng: 113.54 }
    await answerWithStops(page, [
      { name: 'Below', ...spot },
      { name: 'Above', ...spot },
    ])
    await askForMap(page, MADE_STOPS)
    const { x, y } = await middleOf(page)
    await page.mouse.click(x, y)
    await expect.poll(() => readSight(page), SOON).toEqual({ places: 2, groups: 0 })
    const seen = new Set<string | null>()
    for (let press = 0; press < 2; press++) {
      await page.mouse.click(x, y)
      seen.add(await page.locator('.place-card strong').textContent())
    }
    expect(seen).toEqual(new Set(['Below', 'Above']))
  })

  it('shows what is listed in rows, whose it is, and hides it by its colour in the legend', async () => {
    const page = await askForMap(await visit(), MUSEUMS)
    const legend = page.getByRole('group', { name: /Colours and sizes/ })
    const entry = legend.getByRole('button', { name: /^Nearby car parks/ })
    const [carParks = 0] = ((await entry.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? []
    expect(await legend.getByRole('button').first().textContent()).toBe('Museums 20')
    await page.getByText(`${20 + carParks} places`).waitFor()
    await page.getByPlaceholder('Find in this list').fill('Chun Su Mei')
    await page.getByRole('option').click()
    const card = page.locator('.place-card')
    expect(await card.textContent()).toMatch(/Listed with .*Taipa/)
    await page.getByPlaceholder('Find in this list').fill('')
    await entry.click()
    await page.getByText('20 places').waitFor()
    await photograph(page, 'map-nested')
  })

  it('keeps what is selected while another view is looked at, and forgets it with another question', async () => {
    const page = await askForMap(await visit(), MUSEUMS)
    await page.getByRole('option').first().click()
    const name = (await page.locator('.place-card strong').textContent()) ?? ''
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await page.locator('.sheet').waitFor()
    await page.getByRole('button', { name: 'Map', exact: true }).click()
    await page.locator('.place-card strong', { hasText: name }).waitFor()
    await ask(page, '{ hotels(first: 20) { nodes { name { en } place { lat lng } } } }')
    await page.getByRole('button', { name: /^Hotels/ }).waitFor()
    expect(await page.locator('.place-card').count()).toBe(0)
  })

  it('stands where it stood after a reload, and passes over an address that is nonsense', async () => {
    const page = await openMap(`${CAR_PARKS}&at=22.15000,113.56000,15.50`)
    const near = await readSight(page)
    expect(near.places + near.groups).toBeLessThan(20)
    await page.reload()
    await page.getByRole('listbox').waitFor()
    await expect.poll(() => readSight(page), SOON).toEqual(near)
    const wild = await openMap(`${CAR_PARKS}&at=91,1e9,<script>`)
    await expect.poll(async () => (await readSight(wild)).groups, SOON).toBeGreaterThan(8)
  })

  it('shades areas by a number, and colours and sizes marks, as the legend says', async () => {
    const page = await askForMap(
      await visit(),
      '{ administrativeAreas(kind: PARISH) { name { en } population boundingBox { south west north east } } }',
    )
    const legend = page.getByRole('group', { name: /Colours and sizes/ })
    expect(await legend.textContent()).toContain('Population')
    expect(await legend.getByRole('button').count()).toBeGreaterThan(2)
    await page.getByRole('option', { name: /Fátima/ }).click()
    expect(await page.locator('.place-card').textContent()).toContain('Population')
    await photograph(page, 'map-areas')

    const parking = await openMap(CAR_PARKS)
    await parking.getByLabel('Size by').selectOption({ index: 1 })
    await parking.getByLabel('Colour by').selectOption({ index: 1 })
    await parking.locator('.legend-size').waitFor()
    expect(parking.url()).toMatch(/size=.*colour=/)
    expect(await findBarriers(parking)).toEqual([])
    await photograph(parking, 'map-sized')
  })

  it('takes the colours of the page, and other ones when these change', async () => {
    const page = await openMap(CAR_PARKS, { scheme: 'dark' })
    const dark = await countPixels(page, '.map-canvas', '#263138')
    expect(dark).toBeGreaterThan(1_000)
    await page.getByRole('button', { name: 'Light or dark' }).click()
    await expect.poll(() => countPixels(page, '.map-canvas', '#263138'), SOON).toBe(0)
    expect(await countPixels(page, '.map-canvas', '#f8f4ea')).toBeGreaterThan(1_000)
  })

  it('shows 5,000 places without a task of more than 200 ms', async () => {
    const page = await visit()
    await answerWithStops(page, FIVE_THOUSAND)
    await askForMap(page, '{ busStops(first: 1) { nodes { id place { lat lng } } } }')
    const longest = await longestTask(page, async () => {
      await ask(page, MADE_STOPS)
      await page.getByText('5000 places').waitFor()
      await page.locator('.map-canvas').focus()
      for (const key of ['+', '+', 'ArrowLeft', 'ArrowUp', '-', '0']) await page.keyboard.press(key)
      await page.getByRole('listbox').focus()
      for (const key of ['End', 'PageUp', 'Enter']) await page.keyboard.press(key)
      await page.locator('.place-card').waitFor()
    })
    expect(longest).toBeLessThan(200)
    expect(await page.getByRole('option').count()).toBeLessThan(60)
  })
})

/** Two at the corners, and two in the middle that are 60 m apart. */
const CLOSE_TOGETHER: readonly MadePlace[] = [
  { name: 'Corner 1', lat: 22.11, lng: 113.53 },
  { name: 'Corner 2', lat: 22.21, lng: 113.59 },
  { name: 'Middle 1', lat: 22.16002, lng: 113.56 },
  { name: 'Middle 2', lat: 22.16002, lng: 113.5606 },
]

const FIVE_THOUSAND: readonly MadePlace[] = Array.from({ length: 5_000 }, (_, index) => ({
  name: `Stop ${index}`,
  lat: 22.11 + ((index * 37) % 1_000) / 10_000,
  lng: 113.53 + ((index * 101) % 997) / 14_000,
}))

function degreesPerPixel(zoom: number): number {
  return 360 / (512 * 2 ** zoom)
}
