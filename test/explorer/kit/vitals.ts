import type { Page } from 'playwright-core'

/** What somebody who opens a page has to put up with, as the browser itself has noted it. */
export interface Vitals {
  /** Milliseconds until the first text or picture. */
  readonly firstPaint: number
  /** How far what one looks at jumps: the Cumulative Layout Shift of https://web.dev/articles/cls. */
  readonly shift: number
}

/** The browser notes no more layout shifts than these before somebody asks for them. */
const MOST_SHIFTS = 150

export function readVitals(page: Page): Promise<Vitals> {
  return page.evaluate<Vitals>(`(() => {
    const observer = new PerformanceObserver(() => undefined)
    observer.observe({ type: 'layout-shift', buffered: true })
    const shifts = observer.takeRecords()
    observer.disconnect()
    if (shifts.length >= ${MOST_SHIFTS}) throw new Error('expected fewer layout shifts than the browser notes')
    let [first, last, sum, worst] = [-Infinity, -Infinity, 0, 0]
    for (const { startTime, value, hadRecentInput } of shifts) {
      if (hadRecentInput) continue
      const isOneBurst = startTime - last < 1_000 && startTime - first < 5_000
      if (!isOneBurst) [first, sum] = [startTime, 0]
      last = startTime
      sum += value
      worst = Math.max(worst, sum)
    }
    const paint = performance.getEntriesByName('first-contentful-paint')[0]
    if (paint === undefined) throw new Error('expected a page that has painted something')
    return { firstPaint: paint.startTime, shift: worst }
  })()`)
}

/** A phone of the middle class on a mobile network: the conditions that Lighthouse calls "Slow 4G". */
export async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6e6 / 8) * 0.9,
    uploadThroughput: (750e3 / 8) * 0.9,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

/** Words are made, counted and sorted, as a page does. */
const REFERENCE = `(() => {
  const start = performance.now()
  const counts = new Map()
  for (let index = 0; index < 150_000; index++) {
    const word = ((index * 7_919) % 20_011).toString(36)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const sorted = [...counts.keys()].toSorted()
  if (sorted.length !== 20_011) throw new Error('expected each word once')
  return performance.now() - start
})()`

/** What the work of the reference takes on the machines for which the budgets are stated. */
const REFERENCE_MS = 20

/**
 * How many times slower than such a machine this one is at present; 1 where it is as fast or faster. What takes time is
 * allowed as many times its budget, so that a test tells a page that has grown slow from a machine that is.
 */
export async function measureSlowness(page: Page): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 5; round++) times.push(await page.evaluate<number>(REFERENCE))
  return Math.max(1, Math.min(...times) / REFERENCE_MS)
}
