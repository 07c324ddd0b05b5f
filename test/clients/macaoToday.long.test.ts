import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startAllInOne, type AllInOne } from '../../gateway/allInOne.ts'
import { isRecord } from '../../kit/isRecord.ts'
import { createLog } from '../../kit/log.ts'
import { fromRoot } from '../../kit/root.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { findBarriers, hasBrowser, launchChromium } from '../explorer/kit/browser.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { planHere } from '../kit/planHere.ts'
import { valuesAt } from '../kit/valuesAt.ts'
import { hasApp, readTrustedDocuments, serveApp, type ServedApp } from './builtApp.ts'

if (!hasApp)
  console.warn(
    'The example app is not tried: `npm run clients && npm --prefix examples/macao-today ci` brings it.',
  )

const LOCALES = { zh: 'zh-TW', pt: 'pt-PT', en: 'en-GB' } as const
const PICTURES = fromRoot('.artifacts/macao-today')

describe.skipIf(!hasApp || !hasBrowser)('the example app', () => {
  let app: ServedApp
  let browser: Browser
  /** Answers nothing but what the app has on its list. */
  let graph: AllInOne
  /** The same data, for our own questions. */
  let judge: TestGateway
  /** Goes forwards only, as clocks do. */
  let now = TEST_NOW
  let context: BrowserContext
  let faults: string[] = []

  beforeAll(async () => {
    app = await serveApp()
    graph = await startAllInOne(
      {
        PORT: '0',
        CORS_ORIGINS: app.origin,
        TRUSTED_DOCUMENTS: 'only',
        TRUSTED_DOCUMENTS_FILE: join(app.folder, 'src/generated/trusted-documents.json'),
      },
      { clock: () => now, random: () => 0.5, log: createLog('test', 'silent') },
      planHere,
    )
    await app.build(`${graph.url}/graphql`)
    ;[judge, browser] = await Promise.all([startTestGateway(), launchChromium()])
    await mkdir(PICTURES, { recursive: true })
  }, 300_000)
  afterAll(async () => {
    await browser.close()
    await Promise.all([graph.stop(), judge.stop(), app.stop()])
  })
  afterEach(async () => {
    await context.close()
    if (faults.length > 0) throw new Error(`The page must not: ${faults.splice(0).join('; ')}`)
  })

  interface Look {
    readonly language?: keyof typeof LOCALES
    readonly width?: number
    readonly colorScheme?: 'light' | 'dark'
    /** What happens to its requests. */
    readonly onPage?: (page: Page) => Promise<unknown>
  }

  async function visit({
    language = 'en',
    width = 390,
    colorScheme = 'light',
    onPage,
  }: Look = {}): Promise<Page> {
    context = await browser.newContext({
      viewport: { width, height: 844 },
      locale: LOCALES[language],
      colorScheme,
      // Its times are Macao's, wherever it is read.
      timezoneId: 'America/Los_Angeles',
    })
    context.setDefaultTimeout(30_000)
    const page = await context.newPage()
    page.on('pageerror', ({ message }) => faults.push(message))
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && onPage === undefined) faults.push(message.text())
    })
    page.on('request', (request) => {
      const { origin } = new URL(request.url())
      if (![app.origin, graph.url].includes(origin)) faults.push(request.url())
      // Whatever it asks, a browser may ask without asking before.
      if (request.method() !== 'GET') faults.push(`${request.method()} ${request.url()}`)
    })
    await onPage?.(page)
    await page.clock.install({ time: now })
    await page.goto(app.origin)
    return page
  }

  const rows = (page: Page, section: string) => page.locator(`#${section} .row`)
  const untilShown = (page: Page) =>
    Promise.all(['borders', 'parking', 'emergency'].map((section) => rows(page, section).first().waitFor()))

  it('is answered by listed operations alone, on another origin', async () => {
    const refused = await fetch(
      `${graph.url}/graphql?query=${encodeURIComponent('{ museum(id: "mam") { id } }')}`,
    )
    expect(refused.status).toBe(403)
    expect(Object.keys(await readTrustedDocuments(app))).toHaveLength(8)
    await untilShown(await visit())
    expect(new URL(graph.url).origin).not.toBe(app.origin)
  })

  it.each(
    (['zh', 'pt', 'en'] as const).flatMap((language) =>
      ([390, 1280] as const).map((width) => ({
        language,
        width,
        colorScheme: width === 390 ? ('light' as const) : ('dark' as const),
      })),
    ),
  )('shows what the graph has in $language at $width points, to everybody ($colorScheme)', async (look) => {
    const { language } = look
    const { data } = await judge.ask(
      `{
        borderCheckpoints { statusMinutes }
        museum(id: "mam") { place { nearbyCarParks(withinMetres: 900, first: 6) { carPark { name { zh pt en } freeSpaces { cars } } } } }
        exhibitions(on: "2026-11-22", first: 5) { nodes { title { ${language} } } }
        emergencyDepartments { waitMinutesAvg }
      }`,
    )
    const page = await visit(look)
    await untilShown(page)
    expect(await page.locator('html').getAttribute('lang')).toMatch(new RegExp(`^${language}`))

    const figures = (section: string) => rows(page, section).locator('.figure strong').allTextContents()
    const known = (path: string) =>
      valuesAt(data, path)
        .filter((value) => value !== null)
        .map(String)
    expect(await figures('borders')).toEqual(known('borderCheckpoints.*.statusMinutes'))
    expect(await figures('parking')).toEqual(known('museum.place.nearbyCarParks.*.carPark.freeSpaces.cars'))
    expect(await figures('emergency')).toEqual(known('emergencyDepartments.*.waitMinutesAvg'))
    expect(await rows(page, 'parking').locator('h3').allTextContents()).toEqual(
      valuesAt(data, 'museum.place.nearbyCarParks.*.carPark.name').map((name) => textIn(language, name)),
    )
    expect(await page.locator('#events .entries').first().locator('b').allTextContents()).toEqual(
      valuesAt(data, `exhibitions.nodes.*.title.${language}`),
    )
    // In Macao it is twenty past two in the afternoon.
    expect(await page.locator('.masthead time').textContent()).toContain('14:20')

    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(await findBarriers(page)).toEqual([])
    await page.screenshot({ path: join(PICTURES, `${language}-${look.width}.png`), fullPage: true })
  })

  it('says of each section whether its values are samples, of whom they are and as of when', async () => {
    const page = await visit()
    await untilShown(page)
    for (const section of ['borders', 'parking', 'events', 'emergency'])
      await page.locator(`#${section} .mark.sample`).waitFor()
    await page.locator('#parking summary').click()
    const sources = page.locator('#parking details li')
    expect(await sources.allTextContents()).toEqual([
      expect.stringMatching(/^Cultural Affairs Bureau: Museums/),
      expect.stringMatching(/^Transport Bureau: Public car parks/),
      expect.stringMatching(
        /^Transport Bureau: Free spaces of public car parks ?as of 14:\d\d · licence not stated · sample/,
      ),
    ])
    // One ferry terminal has said nothing for long.
    expect(await page.locator('#borders .as-of.old').allTextContents()).toEqual([
      expect.stringContaining('old'),
    ])
  })

  it('shows a change as it happens, wherever the values stand', async () => {
    const page = await visit({ width: 1280 })
    await untilShown(page)
    await page.locator('#borders .mark.live').waitFor()
    await page.locator('#parking .mark.live').waitFor()
    const figures = rows(page, 'parking').locator('.figure strong')
    const before = await figures.allTextContents()
    now = new Date(now.getTime() + 430_000)
    await expect.poll(() => figures.allTextContents(), { timeout: 60_000 }).not.toEqual(before)
  })

  it('asks every minute where no stream can be had, and says so', async () => {
    const page = await visit({ onPage: (page) => refuseStreams(page) })
    await untilShown(page)
    expect(await page.locator('#borders .mark').first().textContent()).toBe('Every minute')
    const figures = rows(page, 'parking').locator('.figure strong')
    const before = await figures.allTextContents()
    now = new Date(now.getTime() + 430_000)
    const afterAMinute = async () => {
      await page.clock.runFor(60_000)
      return figures.allTextContents()
    }
    await expect.poll(afterAMinute, { timeout: 60_000, interval: 1_000 }).not.toEqual(before)
    expect(await page.locator('.mark.live').count()).toBe(0)
  })

  it('shows what the first part tells while the car parks are still to come, and of whom they are when they have', async () => {
    const page = await visit({ onPage: (page) => page.addInitScript(HOLD_PARKING) })
    const send = (part: object) =>
      page.evaluate(
        `parts.enqueue(new TextEncoder().encode(${JSON.stringify(`event: next\ndata: ${JSON.stringify(part)}\n\n`)}))`,
      )
    await expect.poll(() => page.evaluate('window.parts !== undefined')).toBe(true)
    const id = 'mam'
    await send({
      data: { museum: { __typename: 'Museum', id, isOpen: true } },
      pending: [{ id: '0', path: ['museum'] }],
      hasNext: true,
    })
    await page.locator('#parking .choice .quiet', { hasText: 'open now' }).waitFor()
    await page.locator('#parking .loading').waitFor()
    expect(await page.locator('#parking .mark.sample').count()).toBe(0)
    const name = { zh: null, pt: null, en: 'Car parks' }
    const told = { retrievedAt: now.toISOString(), sample: true }
    const source = { path: 'museum', dataset: 'parks', title: name, bureauName: name, ...told }
    await send({
      incremental: [
        {
          id: '0',
          data: { place: { __typename: 'Place', id: 'p', nearbyCarParks: [] } },
          extensions: { provenance: [source] },
        },
      ],
      completed: [{ id: '0' }],
      hasNext: false,
    })
    await page.locator('#parking', { hasText: 'No public car park within 900 metres.' }).waitFor()
    expect(await page.locator('#parking .loading').count()).toBe(0)
    await page.locator('#parking .mark.sample').waitFor()
  })

  it('is told of car parks that the gateway has to ask for in parts', async () => {
    const page = await visit()
    const asked = await page.waitForRequest(/operationName=Parking.*mam/)
    await rows(page, 'parking').first().waitFor()
    // By the page itself it may be asked twice, and then be known: a stream that opens asks once more.
    const answer = await fetch(asked.url().replace('%22mam%22', '%22maritime%22'), {
      headers: { accept: (await asked.allHeaders())['accept'] ?? '' },
    })
    expect(answer.headers.get('content-type')).toMatch(/^(multipart\/mixed|text\/event-stream)/)
    expect(await answer.text()).toContain('nearbyCarParks')
  })

  it('shows the rest where a bureau does not answer, and asks again when told to', async () => {
    let isDown = true
    const page = await visit({
      onPage: (page) =>
        page.route(/operationName=Parking/, async (route) => {
          const response = await route.fetch({
            headers: { ...route.request().headers(), accept: 'application/json' },
          })
          if (!isDown) return route.fulfill({ response })
          const { data } = await response.json()
          data.museum.place.nearbyCarParks = null
          const errors = [
            {
              message: 'transport does not answer.',
              path: ['museum', 'place', 'nearbyCarParks'],
              extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
            },
          ]
          return route.fulfill({ response, json: { data, errors } })
        }),
    })
    await page.locator('#parking .trouble').waitFor()
    expect(await page.locator('#parking .trouble').textContent()).toContain('the bureau does not answer')
    expect(await page.locator('#parking .choice .quiet').textContent()).toMatch(/^(open|closed) now$/)
    expect(await rows(page, 'borders').count()).toBeGreaterThan(4)
    isDown = false
    await page.locator('#parking .trouble button').click()
    await rows(page, 'parking').first().waitFor()
    expect(await page.locator('#parking .trouble').count()).toBe(0)
  })

  it('keeps the language that was chosen, and follows the museum that is', async () => {
    const page = await visit({ language: 'pt' })
    await untilShown(page)
    await page.getByRole('button', { name: '中文' }).click()
    await page.locator('#borders h2', { hasText: '過關' }).waitFor()
    await page.reload()
    await page.locator('#borders h2', { hasText: '過關' }).waitFor()
    await untilShown(page)
    await page.locator('select').selectOption('taipa-houses')
    const { data } = await judge.ask(
      '{ museum(id: "taipa-houses") { place { nearbyCarParks(withinMetres: 900, first: 6) { carPark { name { zh } } } } } }',
    )
    const expected = valuesAt(data, 'museum.place.nearbyCarParks.*.carPark.name.zh')
    await expect.poll(() => rows(page, 'parking').locator('h3').allTextContents()).toEqual(expected)
  })
})

/** What the question for car parks is answered with is told by the test, a part at a time. */
const HOLD_PARKING = `{
  const ask = window.fetch
  window.fetch = (url, init) =>
    String(url).includes('operationName=Parking')
      ? Promise.resolve(
          new Response(new ReadableStream({ start: (controller) => (window.parts = controller) }), {
            headers: { 'content-type': 'text/event-stream' },
          }),
        )
      : ask(url, init)
}`

/** As the page promises: a language that the source lacks is shown in another. */
function textIn(language: string, name: unknown): unknown {
  if (!isRecord(name)) return undefined
  return [language, 'zh', 'pt', 'en'].map((each) => name[each]).find((text) => text !== null)
}

function refuseStreams(page: Page): Promise<unknown> {
  return page.route(
    (url) => url.searchParams.get('query')?.startsWith('subscription') === true,
    (route) => route.fulfill({ status: 503 }),
  )
}
