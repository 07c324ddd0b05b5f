import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { getBytes, startStopsGateway, type Got } from './stopsGateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

const get = (path: string): Promise<Got> => getBytes(`${gateway.url}/q/${path}`)
const getJson = async (path: string): Promise<unknown> => JSON.parse((await get(path)).bytes.toString())

describe('a workbook', () => {
  it('has times as dates in Macao time, numbers as numbers and ids as texts', async () => {
    const { bytes } = await get('museums-open-near-parking.xlsx?explode=place.nearbyCarParks&limit=1')
    const sheet = read(bytes, { cellNF: true }).Sheets.data ?? {}
    const cells = Object.keys(sheet).filter((name) => name.endsWith('2'))
    const [rowsInWords] = utils.sheet_to_json<Record<string, unknown>>(sheet, { raw: false })
    const [row] = utils.sheet_to_json<Record<string, unknown>>(sheet)
    expect(cells.length).toBeGreaterThan(5)
    expect(row?.['place.nearbyCarParks.metres']).toBe(221)
    expect(row?.['place.nearbyCarParks.carPark.id']).toBe('6027')
    expect(row?.isOpen).toBe(true)
    // The reader takes the day and time of a cell for UTC.
    expect(row?.['place.nearbyCarParks.carPark.freeSpaces.observedAt']).toEqual(
      new Date('2026-11-22T14:19:54Z'),
    )
    expect(rowsInWords?.['place.nearbyCarParks.carPark.freeSpaces.observedAt']).toBe('2026-11-22 14:19:54')
  })

  it('has a sheet that tells what it is, which of it is synthetic, and by whom', async () => {
    const { SheetNames, Sheets } = read((await get('car-parks-now.xlsx')).bytes)
    expect(SheetNames).toEqual(['data', 'about'])
    const lines = utils.sheet_to_json<{ about: string; is: unknown }>(Sheets.about ?? {})
    const told = lines.map(({ about, is }) => `${about}: ${String(is)}`)
    expect(told).toEqual(
      expect.arrayContaining([
        'question: Where is there a free parking space right now?',
        'synthetic records: some',
        'source: Free spaces of public car parks (Transport Bureau)',
        'its licence: not stated',
        'its synthetic records: 56 of 56',
        'times are in: Macao, UTC+8',
        'column place.lat: Latitude in degrees, WGS 84. [degrees]',
      ]),
    )
  })
})

describe('a table in any format', () => {
  it('says how much of it is synthetic, though nobody asked', async () => {
    const sampleOf = async (path: string) => (await get(path)).headers['x-sample']
    expect(await sampleOf('car-parks-now.csv')).toBe('some')
    expect(await sampleOf('visitor-arrivals-by-month.csv')).toBe('none')
  })

  it('has nothing in its rows that the query does not ask for', async () => {
    for (const format of ['csv', 'json', 'ndjson', 'geojson'])
      expect((await get(`car-parks-now.${format}`)).bytes.toString()).not.toContain('rovenance')
  })

  it('links to its descriptions, which take the same parameters', async () => {
    const { headers } = await get('car-parks-now.csv?select=name.en&lang=pt')
    const addresses = [...String(headers.link).matchAll(/<\/q\/([^>]+)>; rel="(\w+)"/g)]
    expect(addresses.map(([, , relation]) => relation)).toEqual(['describedby', 'about'])
    for (const [, address = ''] of addresses) {
      const answer = await get(address)
      expect(answer.status).toBe(200)
      expect(answer.bytes.toString()).toContain('Nome: inglês')
    }
  })
})

it('costs nobody the table where provenance cannot be had', async () => {
  // The bureau's records have none, though its schema says that they must.
  const bureau = await startStopsGateway({ rows: 150 })
  try {
    const { status, headers, bytes } = await bureau.get('/q/stops.ndjson')
    expect([status, headers['x-sample']]).toEqual([200, 'unknown'])
    expect(bytes.toString().trim().split('\n')).toHaveLength(150)
  } finally {
    await bureau.stop()
  }
})

describe('the description of a CSV', () => {
  const csvw = z.object({
    url: z.string(),
    tableSchema: z.object({
      columns: z.array(
        z.object({ titles: z.array(z.string()), datatype: z.string(), required: z.boolean() }).loose(),
      ),
    }),
  })
  const HOLDS: Readonly<Record<string, RegExp>> = {
    string: /^/,
    integer: /^-?\d+$/,
    double: /^-?\d+(?:\.\d+)?$/,
    boolean: /^(?:true|false)$/,
    dateTimeStamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/,
    gYearMonth: /^\d{4}-\d\d$/,
    json: /^\[/,
  }

  it.each([
    'car-parks-now',
    'visitor-arrivals-by-month',
    'emergency-departments-by-bus',
    'accessible-parking-near-museums',
    'freshness-of-every-feed',
  ])('names the columns of %s, and what they hold is so', async (name) => {
    const { url, tableSchema } = csvw.parse(await getJson(`${name}.csv-metadata.json`))
    const records: readonly (readonly string[])[] = parse((await get(url)).bytes, { bom: true })
    expect(tableSchema.columns.map(({ titles }) => titles[0])).toEqual(records[0])
    const unfit = records.slice(1).flatMap((record) =>
      tableSchema.columns.flatMap(({ titles, datatype, required }, at) => {
        const cell = record[at] ?? ''
        const fits = cell === '' ? !required : (HOLDS[datatype] ?? /^$/).test(cell)
        return fits ? [] : [`${titles[0]} (${datatype}): ${cell}`]
      }),
    )
    expect(unfit).toEqual([])
  })

  it('tells units, by the name or else the words of the schema', async () => {
    const columns = csvw.parse(
      await getJson('accessible-parking-near-museums.csv-metadata.json?explode=place.nearbyCarParks'),
    ).tableSchema.columns
    expect(columns.find(({ titles }) => titles[0] === 'place.nearbyCarParks.metres')).toMatchObject({
      datatype: 'integer',
      'schema:unitText': 'metres',
    })
  })
})

describe('the JSON Schema of the rows', () => {
  interface Node {
    readonly type?: string
    readonly anyOf?: readonly Node[]
    readonly enum?: readonly unknown[]
    readonly items?: Node
    readonly properties?: Readonly<Record<string, Node>>
    readonly required?: readonly string[]
  }
  /** Where the value is not what the schema says; as much of JSON Schema as the schemas use. */
  const faultsOf = (schema: Node, value: unknown, at: string): readonly string[] => {
    if (schema.anyOf) return schema.anyOf.some((one) => faultsOf(one, value, at).length === 0) ? [] : [at]
    if (schema.enum) return schema.enum.includes(value) ? [] : [at]
    const { type, items = {}, properties = {}, required = [] } = schema
    if (type === 'array')
      return Array.isArray(value)
        ? value.flatMap((item, index) => faultsOf(items, item, `${at}.${index}`))
        : [at]
    if (type === 'object') {
      if (typeof value !== 'object' || value === null) return [at]
      const missing = required.filter((key) => !(key in value)).map((key) => `${at}.${key} is missing`)
      const inner = Object.entries(value).flatMap(([key, one]) => {
        const property = properties[key]
        return property ? faultsOf(property, one, `${at}.${key}`) : [`${at}.${key} is not described`]
      })
      return [...missing, ...inner]
    }
    if (type === 'integer') return Number.isInteger(value) ? [] : [at]
    if (type === 'null') return value === null ? [] : [at]
    return type === undefined || typeof value === type ? [] : [at]
  }

  it.each([
    'car-parks-now',
    'emergency-departments-by-bus',
    'accessible-parking-near-museums',
    'accessible-parking-near-museums?explode=place.nearbyCarParks',
    'car-parks-now?select=freeSpaces.cars,name.pt',
    'card-of-a-place?list=.',
  ])('holds for %s', async (address) => {
    const [name, search = ''] = address.split('?')
    const schema = await get(`${name}.schema.json?${search}`)
    const rows = await get(`${name}.json?${search}`)
    const parsed: unknown = JSON.parse(rows.bytes.toString())
    expect(parsed).not.toEqual([])
    const node: Node = JSON.parse(schema.bytes.toString())
    expect(faultsOf(node, parsed, '')).toEqual([])
  })
})

it('counts the work of describing a table as done for who asks, though it asks the graph nothing', async () => {
  const gateway = await startStopsGateway({ rows: 1 }, { BUDGETS: 'anonymous=100000:20' })
  try {
    for (let at = 0; at < 300; at++)
      expect((await gateway.get('/q/stops.csv-metadata.json')).status).toBe(200)
    const { status, bytes } = await gateway.get('/q/stops.csv')
    expect([status, bytes.toString()]).toEqual([
      429,
      expect.stringContaining('milliseconds of processor time'),
    ])
  } finally {
    await gateway.stop()
  }
})
