import { check } from '@placemarkio/check-geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isInterfaceType, isObjectType } from 'graphql'
import { z } from 'zod'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { createOracle } from '../kit/oracle.ts'
import { valuesAt } from '../kit/valuesAt.ts'
import { getBytes, startStopsGateway } from '../tables/stopsGateway.ts'

const link = z.object({ href: z.url(), rel: z.string(), type: z.string() })
const page = z.object({
  numberMatched: z.number(),
  numberReturned: z.number(),
  timeStamp: z.iso.datetime(),
  links: z.array(link),
  features: z.array(
    z.object({
      id: z.string(),
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }).nullable(),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
})
const collections = z.object({
  collections: z.array(z.object({ id: z.string(), title: z.string(), links: z.array(link) })),
})

const oracle = createOracle()
let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

const get = (path: string) => getBytes(path.startsWith('http') ? path : gateway.url + path)
async function read(path: string): Promise<unknown> {
  const { status, bytes } = await get(path)
  expect([path, status]).toEqual([path, 200])
  const value: unknown = JSON.parse(bytes.toString())
  return value
}
const items = async (path: string) => page.parse(await read(`/ogc/collections/${path}`))

describe('OGC API - Features', () => {
  it('begins at a page from which all is found', async () => {
    const { links } = z.object({ links: z.array(link) }).parse(await read('/ogc'))
    expect(links.map(({ rel }) => rel)).toEqual(
      expect.arrayContaining(['self', 'service-desc', 'service-doc', 'conformance', 'data']),
    )
    for (const { href, type } of links) {
      const { status, headers } = await get(href)
      expect([href, status]).toEqual([href, 200])
      expect(headers['content-type']).toContain(type)
    }
    expect(await read('/ogc/conformance')).toEqual({
      conformsTo: expect.arrayContaining(['http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core']),
    })
  })

  it('has a collection for each list of things that stand somewhere', async () => {
    const told = collections.parse(await read('/ogc/collections'))
    const ids = told.collections.map(({ id }) => id)
    expect(ids.toSorted()).toEqual(
      LISTS.filter(standsSomewhere)
        .map(({ name }) => name)
        .toSorted(),
    )
    expect(ids).toEqual(expect.arrayContaining(['busStops', 'lrtStations', 'weatherStations']))
  })

  it('gives every collection as GeoJSON, as many features as the graph has things', async () => {
    const told = collections.parse(await read('/ogc/collections'))
    for (const { id, links } of told.collections) {
      const href = links.find(({ rel }) => rel === 'items')?.href
      const { bytes, headers } = await get(`${href}?limit=1000`)
      expect([id, headers['content-type'], headers['x-missing-cells']]).toEqual([
        id,
        'application/geo+json',
        undefined,
      ])
      expect(() => check(bytes.toString())).not.toThrow()
      const whole = await gateway.ask(`{ ${id}${isConnection(id) ? ' { totalCount }' : ' { id }'} }`)
      const [total] = isConnection(id)
        ? valuesAt(whole.data, `${id}.totalCount`)
        : [valuesAt(whole.data, `${id}.*.id`).length]
      expect([id, page.parse(JSON.parse(bytes.toString())).numberMatched]).toEqual([id, total])
    }
  })

  it('pages by links, forwards and back, through every stop once', async () => {
    const ids: string[] = []
    let href: string | undefined = `${gateway.url}/ogc/collections/busStops/items?limit=150`
    let last = href
    while (href !== undefined) {
      const one: z.infer<typeof page> = page.parse(await read(href))
      expect(one.numberMatched).toBe(395)
      expect(one.numberReturned).toBe(one.features.length)
      ids.push(...one.features.map(({ id }) => id))
      last = href
      href = one.links.find(({ rel }) => rel === 'next')?.href
    }
    expect(ids.length).toBe(395)
    expect(new Set(ids).size).toBe(395)
    const { links } = page.parse(await read(last))
    const before = page.parse(await read(links.find(({ rel }) => rel === 'prev')?.href ?? ''))
    expect(before.features.map(({ id }) => id)).toEqual(ids.slice(150, 300))
  })

  it('gives what lies within a box, and counts it', async () => {
    const all = await items('carParks/items?limit=1000')
    const box = { west: 113.53, south: 22.18, east: 113.545, north: 22.2 }
    const inside = all.features.filter(({ geometry }) => {
      const [lng = NaN, lat = NaN] = geometry?.coordinates ?? []
      return lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north
    })
    expect(inside.length).toBeGreaterThan(3)
    expect(inside.length).toBeLessThan(all.features.length)
    for (const bbox of ['113.53,22.18,113.545,22.2', '113.53,22.18,-5,113.545,22.2,900']) {
      const told = await items(`carParks/items?bbox=${bbox}&limit=3`)
      expect(told.numberMatched).toBe(inside.length)
      expect(told.features).toEqual(inside.slice(0, 3))
    }
    // The other way round the world.
    expect((await items('carParks/items?bbox=170,-90,-170,90')).numberMatched).toBe(0)
    expect((await items('carParks/items?bbox=113,-90,-170,90')).numberMatched).toBe(all.numberMatched)
  })

  it('gives one feature by its id, also by one with a slash', async () => {
    const [stop] = (await items('busStops/items?limit=1')).features
    const one = await read(`/ogc/collections/busStops/items/${encodeURIComponent(stop?.id ?? '')}`)
    expect(stop?.id).toContain('/')
    expect(one).toMatchObject({ ...stop, type: 'Feature' })
    // Of hospitals alone the graph has no field that gives one by id.
    const hospital = (await items('hospitals/items')).features[0]
    expect(await read(`/ogc/collections/hospitals/items/${hospital?.id}`)).toMatchObject({ id: hospital?.id })
  })

  it('tells names, values and what is synthetic, and nothing that is protected', async () => {
    const [stop] = (await items('busStops/items?limit=1')).features
    expect(stop?.properties).toMatchObject({ stopGroup: expect.any(String), 'provenance.sample': false })
    expect(Object.keys(stop?.properties ?? {})).toEqual(expect.arrayContaining(['name.zh', 'area.id']))
    const [camera] = (await items('roadCameras/items?limit=1')).features
    expect(camera?.properties).toMatchObject({ 'provenance.sample': true })
    expect(camera?.properties).not.toHaveProperty('streamUrl')
  })

  it('agrees with the graph on where things stand', async () => {
    const { data } = await oracle.ask('{ museums(first: 100) { nodes { id place { lat lng } } } }')
    const told = await items('museums/items')
    expect(told.features.map(({ id, geometry }) => [id, ...(geometry?.coordinates ?? [])])).toEqual(
      valuesAt(data, 'museums.nodes.*').map((one) => [
        valuesAt(one, 'id')[0],
        ...valuesAt(one, 'place.lng'),
        ...valuesAt(one, 'place.lat'),
      ]),
    )
  })

  it.each([
    ['busStops/items?limit=0', 400],
    ['busStops/items?limit=many', 400],
    ['busStops/items?offset=-1', 400],
    ['busStops/items?bbox=1,2,3', 400],
    ['busStops/items?bbox=1,2,3,x', 400],
    ['busStops/items?bbox=113,23,114,22', 400],
    ['busStops/items?bbox=-1e400,22,1e400,23', 400],
    ['busStops/items?bbox=113,22,114,23&bbox=0,0,1,1', 400],
    ['busStops/items?limit=1&limit=2', 400],
    ['busStops/items?bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857', 400],
    ['busStops/items?datetime=tomorrow', 400],
    ['busStops/items?nonsense=1', 400],
    ['busStops/items?f=gml', 400],
    ['busStops?limit=1', 400],
    ['busStops/items/nowhere', 404],
    ['busStops/items/%E0%A4%A', 404],
    ['busStops/other', 404],
    ['doctors/items', 404],
    ['__proto__/items', 404],
  ])('refuses %s by an exception', async (path, expected) => {
    const { status, bytes } = await get(`/ogc/collections/${path}`)
    expect(status).toBe(expected)
    expect(JSON.parse(bytes.toString())).toEqual({
      code: expected === 400 ? 'BAD_USER_INPUT' : 'NOT_FOUND',
      description: expect.stringMatching(/\S/),
    })
  })

  it('takes a limit over the greatest as the greatest, and any time', async () => {
    expect((await items('busStops/items?limit=100000')).numberReturned).toBe(395)
    for (const datetime of [
      '2026-11-22T00:00:00Z',
      '../2026-11-22T00:00:00%2B08:00',
      '2026-11-22T00:00:00Z/..',
    ])
      expect((await items(`museums/items?datetime=${datetime}`)).numberMatched).toBeGreaterThan(20)
  })
})

describe('a bureau that fails', () => {
  it.each([
    ['that hangs up', { fault: 'hangs up' }, 'SUBGRAPH_UNREACHABLE'],
    // Its stops have no group, which the schema promises: null comes up from there to the list.
    ['that breaks its schema', {}, 'SUBGRAPH_ERROR'],
  ] as const)(
    '%s costs the whole collection, and nobody is told that there is none',
    async (_, fault, code) => {
      const stops = await startStopsGateway({ rows: 5, ...fault })
      try {
        const { status, bytes } = await stops.get('/ogc/collections/busStops/items')
        expect([status, JSON.parse(bytes.toString())]).toMatchObject([502, { code }])
      } finally {
        await stops.stop()
      }
    },
  )
})

/** The root fields that give many, by the schema that clients see. */
const LISTS = Object.values(createOracle().schema.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
  /Connection$|^\[/.test(String(type)),
)

function standsSomewhere({ type }: (typeof LISTS)[number]): boolean {
  const { schema } = createOracle()
  const node = schema.getType(String(type).replaceAll(/[[\]!]|Connection$/g, ''))
  const fields = isObjectType(node) || isInterfaceType(node) ? node.getFields() : {}
  return String(fields.id?.type) === 'ID!' && String(fields.place?.type) === 'Place'
}

function isConnection(id: string): boolean {
  return LISTS.some(({ name, type }) => name === id && String(type).endsWith('Connection'))
}
