import { parquetReadObjects, parquetSchema, parquetMetadataAsync } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { getBytes, startStopsGateway } from './stopsGateway.ts'

async function open(url: string) {
  const { status, headers, bytes } = await getBytes(url)
  const file = new Uint8Array(bytes).buffer
  return { status, headers, file, rows: await parquetReadObjects({ file }) }
}

describe('a table in Parquet', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  it('holds what the JSON holds: times as instants, numbers as numbers, ids as texts', async () => {
    const address = `${gateway.url}/q/museums-open-near-parking`
    const shape = '?explode=place.nearbyCarParks&select=id,isOpen,place.nearbyCarParks'
    const { status, headers, file, rows } = await open(`${address}.parquet${shape}`)
    const json: readonly Record<string, unknown>[] = JSON.parse(
      (await getBytes(`${address}.json${shape}`)).bytes.toString(),
    )
    expect([status, headers['content-type']]).toEqual([200, 'application/vnd.apache.parquet'])
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.map(nest)).toEqual(json.map(withInstants))
    const { children } = parquetSchema(await parquetMetadataAsync(file))
    const types = children.map(({ element }) => [element.name, element.type, element.converted_type])
    expect(types).toEqual(
      expect.arrayContaining([
        ['id', 'BYTE_ARRAY', 'UTF8'],
        ['isOpen', 'BOOLEAN', undefined],
        ['place.nearbyCarParks.metres', 'INT32', undefined],
        ['place.nearbyCarParks.carPark.freeSpaces.observedAt', 'INT64', 'TIMESTAMP_MILLIS'],
      ]),
    )
  })

  it('can be empty', async () => {
    const { status, rows } = await open(
      `${gateway.url}/q/car-parks-now.parquet?filter=freeSpaces.cars>=99999`,
    )
    expect([status, rows]).toEqual([200, []])
  })
})

it('writes several groups of rows, in their order', { timeout: 60_000 }, async () => {
  const gateway = await startStopsGateway({ rows: 12_050 })
  try {
    const { file, rows } = await open(`${gateway.url}/q/stops.parquet`)
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 12_050 }, (_, index) => `${index}`))
    expect((await parquetMetadataAsync(file)).row_groups).toHaveLength(3)
  } finally {
    await gateway.stop()
  }
})

/** "place.lat" as `{ place: { lat } }`; an object that is null is null in all its columns. */
function nest(row: Readonly<Record<string, unknown>>): unknown {
  const nested: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    if (value === null) continue
    const keys = name.split('.')
    let at = nested
    for (const key of keys.slice(0, -1)) {
      const inner: Record<string, unknown> = {}
      const known = at[key]
      at = isObject(known) ? known : (at[key] = inner)
    }
    at[keys.at(-1) ?? ''] = value
  }
  return nested
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
}

/** The same in JSON's rows: nulls left out, times as instants. */
function withInstants(value: unknown): unknown {
  if (!isObject(value)) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(
    entries
      .map(([key, inner]): [string, unknown] => [
        key,
        key === 'observedAt' && typeof inner === 'string' ? new Date(inner) : withInstants(inner),
      ])
      .filter(([, inner]) => !isObject(inner) || Object.keys(inner).length > 0),
  )
}
