import type { Locator, Page } from 'playwright-core'

/** How many pixels of a canvas have exactly this colour of CSS. */
export function countPixels(page: Page, canvas: string, css: string): Promise<number> {
  return page.evaluate<number>(`(() => {
    const probe = document.createElement('span')
    probe.style.color = ${JSON.stringify(css)}
    document.body.append(probe)
    const one = document.createElement('canvas').getContext('2d')
    one.fillStyle = getComputedStyle(probe).color
    probe.remove()
    one.fillRect(0, 0, 1, 1)
    const [red, green, blue] = one.getImageData(0, 0, 1, 1).data
    const context = document.querySelector(${JSON.stringify(canvas)}).getContext('2d')
    const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height)
    let count = 0
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] === 255) count++
    }
    return count
  })()`)
}

export interface Sight {
  readonly places: number
  readonly groups: number
}

/** What the map tells who does not see it. */
export async function readSight(page: Page): Promise<Sight> {
  const text = (await page.locator('#map-in-sight').textContent()) ?? ''
  const [, places, groups] = /(\d+) single places and (\d+) groups/.exec(text) ?? []
  return { places: Number(places), groups: Number(groups) }
}

/** Where the map stands by the address; null while it shows all. */
export function readStandpoint(page: Page): readonly number[] | null {
  const at = new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('at')
  return at === null ? null : at.split(',').map(Number)
}

export interface MadePlace {
  readonly name: string
  readonly lat: number
  readonly lng: number
}

/** Lets the gateway seem to answer with these bus stops. */
export async function answerWithStops(page: Page, places: readonly MadePlace[]): Promise<void> {
  const nodes = places.map(({ name, lat, lng }, index) => ({
    id: `${index}`,
    name: { zh: name, pt: name, en: name },
    place: { lat, lng },
  }))
  await page.route('**/graphql', async (route) => {
    const isAsked = route.request().postData()?.includes('MadeStops') === true
    if (isAsked) await route.fulfill({ json: { data: { busStops: { nodes } } } })
    else await route.fallback()
  })
}

export const MADE_STOPS =
  'query MadeStops { busStops(first: 100) { nodes { id name { zh pt en } place { lat lng } } } }'

/** How much of what is to be seen of an element has this colour, such as "#f8f4ea"; of 0 to 1. */
export async function colourShare(element: Locator, colour: string): Promise<number> {
  const picture = (await element.screenshot()).toString('base64')
  return element.page().evaluate<number>(`(async () => {
    const image = new Image()
    image.src = 'data:image/png;base64,${picture}'
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    const wanted = [1, 3, 5].map((at) => parseInt('${colour}'.slice(at, at + 2), 16))
    let count = 0
    for (let at = 0; at < data.length; at += 4) {
      if (wanted.every((part, index) => Math.abs(data[at + index] - part) < 3)) count++
    }
    return count / (data.length / 4)
  })()`)
}
