import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'undici'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { hasBrowser, photograph, startBrowser, type Look, type TestBrowser } from './kit/browser.ts'
import { colourShare } from './kit/map.ts'
import { makePmtiles } from './kit/pmtiles.ts'

const PMTILES = makePmtiles('earth')
/** A square around all of Macao, and a lake in it that the city has not. */
const LAND = square(113.4, 22.0, 113.7, 22.3, {
  name: 'Everything',
  kind: 'land',
  surveyor: 'nobody’s business',
})
const LAKE = square(113.55, 22.14, 113.57, 22.16, { name: 'The lake', kind: 'water' })
const GEOJSON = { type: 'FeatureCollection', attribution: 'The surveyors', draft: 3, features: [LAND, LAKE] }
const MAP = '/#/q/car-parks-now?view=map'

describe('a ground for the maps of the explorer', () => {
  let folder: string
  let path: string
  let gateway: TestGateway

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ground-'))
    path = join(folder, 'macao.pmtiles')
    await writeFile(path, PMTILES)
    await truncate(path, 64 * 1_048_576)
    gateway = await startTestGateway({ MAP_GROUND: path })
  })
  afterAll(async () => {
    await gateway.stop()
    await rm(folder, { recursive: true })
  })

  const get = async (
    at: string,
    headers: Readonly<Record<string, string>> = {},
    method: 'GET' | 'POST' | 'HEAD' = 'GET',
  ) => {
    const answer = await request(gateway.url + at, { headers, method })
    const body = Buffer.from(await answer.body.arrayBuffer())
    return { status: answer.statusCode, headers: answer.headers, body }
  }

  it('is served of PMTiles by ranges, of no more at once than a map asks for', async () => {
    const first = await get('/map-ground.pmtiles', { range: 'bytes=0-6' })
    expect([first.status, first.body.toString()]).toEqual([206, 'PMTiles'])
    expect(first.headers['content-range']).toBe('bytes 0-6/67108864')
    const beginning = await get('/map-ground.pmtiles', { range: 'bytes=0-16383' })
    expect(beginning.body.subarray(0, PMTILES.length).equals(PMTILES)).toBe(true)
    const head = await get('/map-ground.pmtiles', { range: 'bytes=0-6' }, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([206, '7', 0])
    expect((await get('/')).body.toString()).toContain('<html data-map-ground="pmtiles"')
  })

  it.each([{}, { range: 'bytes=0-' }, { range: 'bytes=99999999-' }, { range: 'bytes=0-1,5-6' }])(
    'is not sent whole, though asked for by %j',
    async (headers) => {
      const { status, body } = await get('/map-ground.pmtiles', headers)
      expect([status, JSON.parse(body.toString())]).toEqual([
        416,
        { error: 'This is asked for in ranges of at most 1048576 bytes.' },
      ])
    },
  )

  it('lets no address lead to another file, and takes nothing', async () => {
    await writeFile(join(folder, 'secret.pmtiles'), PMTILES)
    const others = [
      '/secret.pmtiles',
      '/macao.pmtiles',
      '/map-ground.pmtiles/../secret.pmtiles',
      '/map-ground.geojson',
    ]
    for (const at of others) expect((await get(at, { range: 'bytes=0-6' })).status).toBe(404)
    expect((await get('/map-ground.pmtiles', {}, 'POST')).status).toBe(405)
  })

  it('is not served after the file was changed under the gateway, for nobody has checked that', async () => {
    await writeFile(path, 'the diary of somebody')
    const { status, body } = await get('/map-ground.pmtiles', { range: 'bytes=0-6' })
    expect(status).toBe(503)
    expect(body.toString()).not.toContain('diary')
  })

  it('keeps a gateway from starting where it cannot be drawn', async () => {
    const broken = join(folder, 'broken.geojson')
    await writeFile(broken, '{')
    await expect(startTestGateway({ MAP_GROUND: broken })).rejects.toThrow(
      'MAP_GROUND: expected GeoJSON; the file is no JSON',
    )
  })
})

describe.skipIf(!hasBrowser)('a ground in a browser', () => {
  let folder: string
  let browser: TestBrowser
  let gateway: TestGateway | undefined

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ground-'))
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.stop()
    await rm(folder, { recursive: true })
  })
  afterEach(async () => {
    await gateway?.stop()
    gateway = undefined
  })

  const visit = async (name: string, content: string | Buffer, look: Look = {}) => {
    await writeFile(join(folder, name), content)
    gateway = await startTestGateway({ MAP_GROUND: join(folder, name) })
    return browser.visit(gateway.url + MAP, look)
  }

  it('is drawn of GeoJSON, with what it is called and whom it is owed to, in the colours of the page', async () => {
    const { page, faults, close } = await visit('macao.geojson', JSON.stringify(GEOJSON))
    await page.getByText('The surveyors').waitFor()
    const served: unknown = await page.evaluate(
      "fetch('/map-ground.geojson').then((answer) => answer.json())",
    )
    expect(served).toEqual({
      type: 'FeatureCollection',
      attribution: 'The surveyors',
      features: [
        { ...LAND, properties: { name: 'Everything', kind: 'land' } },
        { ...LAKE, properties: { name: 'The lake', kind: 'water' } },
      ],
    })
    const drawn = page.locator('.map-frame')
    await expect.poll(() => colourShare(drawn, '#f8f4ea'), SOON).toBeGreaterThan(0.6)
    expect(await colourShare(drawn, '#dbe7ee')).toBeLessThan(0.1)
    await page.locator('.map-canvas').focus()
    await page.keyboard.press('+')
    await photograph(page, 'ground-geojson')
    await page.getByRole('button', { name: 'Light or dark' }).click()
    await expect.poll(() => colourShare(drawn, '#263138'), SOON).toBeGreaterThan(0.5)
    expect(faults).toEqual([])
    await close()
  })

  it('is drawn of the vector tiles of a PMTiles file, wherever one moves', async () => {
    const { page, faults, close } = await visit('macao.pmtiles', PMTILES, { scheme: 'dark' })
    await page.getByText('The surveyors').waitFor()
    expect(await page.locator('.map-ground-note a').count()).toBe(0)
    const drawn = page.locator('.map-frame')
    await expect.poll(() => colourShare(drawn, '#263138'), SOON).toBeGreaterThan(0.6)
    await page.locator('.map-canvas').focus()
    for (const key of ['+', '+', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key)
    await expect.poll(() => colourShare(drawn, '#263138'), SOON).toBeGreaterThan(0.6)
    await photograph(page, 'ground-pmtiles')
    expect(faults).toEqual([])
    await close()
  })

  it('leaves the ground that the graph makes where it does not come, and none of it is fetched without it', async () => {
    const { page, close } = await visit('macao.geojson', JSON.stringify(GEOJSON))
    await page.route('**/map-ground.geojson', (route) => route.abort())
    await page.reload()
    await page.getByText('Ground: what stands where').waitFor()
    await expect.poll(() => colourShare(page.locator('.map-frame'), '#f8f4ea'), SOON).toBeGreaterThan(0.02)
    await close()
    await gateway?.stop()

    gateway = await startTestGateway()
    const plain = await browser.visit(gateway.url + MAP)
    const fetched: string[] = []
    plain.page.on('request', (one) => fetched.push(new URL(one.url()).pathname))
    await plain.page.reload()
    await expect
      .poll(() => colourShare(plain.page.locator('.map-frame'), '#f8f4ea'), SOON)
      .toBeGreaterThan(0.02)
    expect(fetched.filter((one) => /groundMap|maplibre|map-ground/.test(one))).toEqual([])
    expect(fetched.some((one) => one.includes('MapView'))).toBe(true)
    await plain.close()
  })
})

const SOON = { timeout: 20_000 }

function square(west: number, south: number, east: number, north: number, properties: object) {
  const coordinates = [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ]
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } }
}
