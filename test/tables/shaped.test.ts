import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTableBudget } from '../../gateway/request/table/readWhole.ts'
import { sortRows } from '../../gateway/tables/shape/sortRows.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { getBytes } from './stopsGateway.ts'

const QUERIES: Readonly<Record<string, string>> = {
  hotels: '{ hotels(first: 20) { nodes { id stars roomsLicensed name { en pt } place { id lat lng } } } }',
  lines: '{ lrtLines { id stations { id place { nearbyStops { metres } nearbyHotels { metres } } } } }',
  near: `{ museums(first: 50) { nodes { id place { nearbyCarParks(withinMetres: 400) { metres carPark { id } } } } } }`,
  'with-a-filter':
    'query Stops($filter: BusStopFilter) { busStops(first: 100, filter: $filter) { nodes { id } } }',
}

let gateway: TestGateway
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shaped-'))
  for (const [name, text] of Object.entries(QUERIES)) await writeFile(join(folder, `${name}.graphql`), text)
  gateway = await startTestGateway({ SAVED_QUERIES: folder })
})
afterAll(async () => {
  await gateway.stop()
  await rm(folder, { recursive: true })
})

const get = (path: string) => getBytes(`${gateway.url}/q/${path}`)
const records = async (path: string): Promise<readonly Record<string, string>[]> => {
  const answer = await get(path)
  expect([path, answer.status]).toEqual([path, 200])
  return parse(answer.bytes, { bom: true, columns: true })
}

const hotel = z.object({ id: z.string(), stars: z.number().nullable(), roomsLicensed: z.number().nullable() })
/** All of them, by another road: the graph itself. */
async function askHotels() {
  const question = '{ hotels(first: 100) { totalCount nodes { id stars roomsLicensed } } }'
  const page = z.object({
    data: z.object({ hotels: z.object({ totalCount: z.number(), nodes: z.array(hotel) }) }),
  })
  const { hotels } = page.parse(await gateway.ask(question)).data
  return hotels.nodes
}

describe('a nested list that is exploded', () => {
  it('gives one row a pair with the columns of the parent, and one to a parent of none', async () => {
    const data = z.object({
      data: z.object({
        museums: z.object({
          nodes: z.array(
            z.object({
              id: z.string(),
              place: z
                .object({
                  nearbyCarParks: z.array(
                    z.object({ metres: z.number(), carPark: z.object({ id: z.string() }) }),
                  ),
                })
                .nullable(),
            }),
          ),
        }),
      }),
    })
    const question = (QUERIES.near ?? '').trim()
    const { museums } = data.parse(await gateway.ask(question)).data
    const expected = museums.nodes.flatMap(({ id, place }) => {
      const pairs = place?.nearbyCarParks ?? []
      return pairs.length === 0
        ? [`${id},,`]
        : pairs.map(({ metres, carPark }) => `${id},${metres},${carPark.id}`)
    })
    const rows = await records('near.csv?explode=place.nearbyCarParks')
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'id',
      'place.nearbyCarParks.metres',
      'place.nearbyCarParks.carPark.id',
    ])
    expect(rows.map((row) => Object.values(row).join(','))).toEqual(expected)
    expect(expected.some((row) => row.endsWith(',,'))).toBe(true)
  })
})

it('explodes a list within a list', async () => {
  const stations = await records('lines.csv?explode=stations')
  const stops = await records('lines.csv?explode=stations,stations.place.nearbyStops')
  const pairs = JSON.parse((await get('lines.json?explode=stations')).bytes.toString())
  const counted = pairs.reduce(
    (sum: number, { stations: { place } }: Pair) => sum + Math.max(1, place?.nearbyStops?.length ?? 0),
    0,
  )
  expect(stops.length).toBeGreaterThan(stations.length)
  expect(stops).toHaveLength(counted)
})

interface Pair {
  readonly stations: { readonly place: { readonly nearbyStops: readonly unknown[] | null } | null }
}

it('sorts only as much as whole tables may weigh together', async () => {
  const rows = async function* () {
    yield { id: 'b' }
    yield { id: 'a' }
  }
  const id = {
    name: 'id',
    head: 'id',
    type: 'text',
    description: null,
    unit: null,
    isRequired: true,
  } as const
  const keys = [{ column: 'id', isDescending: false, of: id }]
  const budget = createTableBudget(50)
  const sorted = []
  for await (const row of sortRows(rows(), keys, budget)) sorted.push(row)
  expect(sorted).toEqual([{ id: 'a' }, { id: 'b' }])
  // What the first held is free again, and another table leaves too little.
  budget.take(30)
  await expect(sortRows(rows(), keys, budget).next()).rejects.toThrow('ask again in a moment')
})

describe('rows that are wanted', () => {
  it('are filtered over all pages, by numbers as numbers', async () => {
    const hotels = await askHotels()
    const wanted = hotels.filter(({ roomsLicensed }) => (roomsLicensed ?? -1) >= 900).map(({ id }) => id)
    expect(wanted.length).toBeGreaterThan(2)
    expect((await records('hotels.csv?filter=roomsLicensed>=900')).map(({ id }) => id)).toEqual(wanted)
    const both = await records('hotels.csv?filter=roomsLicensed>=900&filter=stars=5')
    expect(both.length).toBeLessThanOrEqual(wanted.length)
  })

  it('are sorted over all pages, what has no value last, and cut', async () => {
    const hotels = await askHotels()
    const known = hotels.filter(({ roomsLicensed }) => roomsLicensed !== null)
    const sorted = known
      .toSorted((a, b) => (b.roomsLicensed ?? 0) - (a.roomsLicensed ?? 0))
      .map(({ id }) => id)
    const rows = (await records('hotels.csv?sort=-roomsLicensed')).map(({ id }) => id)
    expect(rows).toHaveLength(hotels.length)
    expect(rows.slice(0, sorted.length)).toEqual(sorted)
    const cut = await records('hotels.csv?sort=-roomsLicensed&offset=2&limit=3')
    expect(cut.map(({ id }) => id)).toEqual(sorted.slice(2, 5))
  })

  it('have the columns that are selected, in their order, in every format', async () => {
    const [row] = await records('hotels.csv?select=stars,name&limit=1')
    expect(Object.keys(row ?? {})).toEqual(['stars', 'name.en', 'name.pt'])
    const [nested] = JSON.parse((await get('hotels.json?select=name.en,id&limit=1')).bytes.toString())
    expect(nested).toEqual({ name: { en: expect.any(String) }, id: expect.any(String) })
    const { features } = JSON.parse(
      (await get('hotels.geojson?select=id&filter=place.lat!=&limit=2')).bytes.toString(),
    )
    expect(features[1]).toEqual({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [expect.any(Number), expect.any(Number)] },
      properties: { id: expect.any(String) },
    })
  })

  it.each([
    ['zh', ['識別碼', '名稱：英文']],
    ['pt', ['Identificador', 'Nome: inglês']],
    ['en', ['ID', 'Name: English']],
  ])('have heads in the words of %s', async (lang, heads) => {
    const [row] = await records(`hotels.csv?select=id,name.en&limit=1&lang=${lang}`)
    expect(Object.keys(row ?? {})).toEqual(heads)
  })
})

it('takes the whole answer as one row, of a query with lists too', async () => {
  const rows = JSON.parse((await get('near.json?list=.')).bytes.toString())
  expect(rows).toHaveLength(1)
  expect(rows[0].nodes).toHaveLength(21)
})

it('leaves a parameter to the query whose variable it is', async () => {
  const filter = encodeURIComponent('{"area":"se"}')
  expect(await records(`with-a-filter.csv?filter=${filter}`)).toHaveLength(66)
})

it.each([
  ['near.csv?explode=place', 'explode: expected place.nearbyCarParks; got "place".'],
  [
    'lines.csv?explode=stations,stations.place.nearbyStops,stations.place.nearbyHotels',
    'explode: expected a list within stations.place.nearbyStops; got "stations.place.nearbyHotels".',
  ],
  ['near.csv?select=name', 'select: expected one of id, place.nearbyCarParks; got "name".'],
  ['near.csv?sort=-name', 'sort: expected one of id, place.nearbyCarParks; got "name".'],
  ['hotels.csv?limit=-1', 'limit: expected a whole number; got "-1".'],
  ['hotels.csv?offset=a', 'offset: expected a whole number; got "a".'],
  ['hotels.csv?lang=fr', 'lang: expected zh, pt, en; got "fr".'],
  ['hotels.csv?filter=stars>=many', 'filter: stars: expected a number; got "many".'],
  [
    'hotels.csv?filter=stars',
    'filter: expected a column, one of != <= >= = < > ~ and a value, such as "stars>=4"; got "stars".',
  ],
])('refuses %s', async (path, message) => {
  const { status, bytes } = await get(path)
  expect(status).toBe(400)
  expect(JSON.parse(bytes.toString()).errors[0].message).toBe(message)
})
