import * as fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../test/kit/postgres.ts'
import { startTestSubgraph, TEST_NOW, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { readDatabaseUrl, requireDatabaseUrl } from './config.ts'
import { createCursors } from '../_kit/connection.ts'
import { migrate, seed } from './migrate.ts'
import { SortDirection } from '../_kit/lists/sort.ts'
import type { MuseumsArgs } from './schema/museum.ts'
import type { VenuesArgs } from './schema/venue.ts'
import { definition } from './server.ts'

const { ASC, DESC } = SortDirection

const postgres = await startPostgres()
afterAll(() => postgres?.stop())

/** Minutes of a week that has a first Monday of a month in it. */
const moments = fc
  .integer({ min: 0, max: 7 * 24 * 60 })
  .map((minute) => new Date(Date.parse('2026-12-01T00:00:00+08:00') + minute * 60_000).toISOString())
const areas = fc.constantFrom('se', 'sao-lourenco', 'cotai', 'fatima', 'zone-b')
const degrees = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((value) => value.toFixed(5))

describe.runIf(postgres)("the culture bureau's database", () => {
  const server = postgres?.url ?? ''

  it('may be missing at the start: its fields say so, and come back by themselves', async () => {
    const address = addressOf('late')
    const subgraph = await startTestSubgraph(definition, { CULTURE_DATABASE_URL: address })
    const missing = await subgraph.ask('{ museum(id: "mam") { id } }')
    expect(missing.data).toEqual({ museum: null })
    expect(missing.errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
      ["The culture bureau's database cannot be read now.", 'SOURCE_UNAVAILABLE'],
    ])
    expect(museumsOf(subgraph)).toMatchObject({
      state: 'FAILED',
      lastSuccessAt: null,
      staleSince: '2026-11-22T14:20:00+08:00',
      // PostgreSQL's code for a database that does not exist; its name and address stay in the log.
      lastError: 'the database did not answer (3D000)',
    })

    await createDatabase('late')
    const back = await subgraph.ask('{ museum(id: "mam") { id provenance { stale retrievedAt } } }')
    expect(back).toEqual({
      data: {
        museum: { id: 'mam', provenance: { stale: false, retrievedAt: '2026-11-22T14:20:00+08:00' } },
      },
    })
    expect(museumsOf(subgraph)).toMatchObject({ state: 'LIVE', staleSince: null, lastError: null })
    await subgraph.stop()
  })

  it('counts as stale when it has not answered for three minutes', async () => {
    const address = await createDatabase('leaving')
    let now = TEST_NOW
    const subgraph = await startTestSubgraph(definition, { CULTURE_DATABASE_URL: address }, () => now)
    await tell(server, 'DROP DATABASE leaving WITH (FORCE)')
    now = new Date('2026-11-22T14:24:00+08:00')
    expect((await subgraph.ask('{ museums { totalCount } }')).data).toEqual({ museums: null })
    expect(museumsOf(subgraph)).toMatchObject({
      state: 'STALE',
      lastSuccessAt: '2026-11-22T14:20:00+08:00',
      lastAttemptAt: '2026-11-22T14:24:00+08:00',
      staleSince: '2026-11-22T14:24:00+08:00',
      accepted: 21,
    })
    await subgraph.stop()
  })

  it('sets a row aside that it should not have held, and answers with the others', async () => {
    const address = await createDatabase('spoilt')
    await tell(address, `UPDATE museums SET operator = ' ' WHERE id = 'mam'`)
    await tell(address, `UPDATE museums SET opening_rules = 'ten to six' WHERE id = 'maritime'`)
    const subgraph = await startTestSubgraph(definition, { CULTURE_DATABASE_URL: address })
    const { data } = await subgraph.ask(
      '{ mam: museum(id: "mam") { id } maritime: museum(id: "maritime") { id } }',
    )
    expect(data).toEqual({ mam: null, maritime: { id: 'maritime' } })
    expect(museumsOf(subgraph)).toMatchObject({
      setAside: [{ record: 'mam', reason: 'operator: expected text; got " "' }],
      remarks: [
        'opening_rules: expected opening hours such as "Tu-Su 10:00-18:00"; got "ten to six" in maritime: published as null, in 1 record.',
      ],
    })
    await subgraph.stop()
  })

  it('says when a table has changed, and only then', async () => {
    const address = await createDatabase('changing')
    let readAgain = async (): Promise<void> => {}
    const subgraph = await startTestSubgraph(
      {
        ...definition,
        createSource(surroundings) {
          const source = definition.createSource(surroundings)
          readAgain = async () => void (await Promise.all(source.feeds.map((feed) => feed.refresh())))
          return source
        },
      },
      { CULTURE_DATABASE_URL: address },
    )
    let changes = 0
    subgraph.watch(() => changes++)
    await readAgain()
    expect(changes).toBe(0)
    await tell(address, `UPDATE museums SET fee_mop = 21 WHERE id = 'mam'`)
    await readAgain()
    expect(changes).toBe(1)
    await readAgain()
    expect(changes).toBe(1)
    await subgraph.stop()
  })

  it('is migrated once and seeded without touching what the bureau has changed', async () => {
    const address = await createDatabase('twice')
    expect(await migrate(address)).toEqual([])
    await tell(
      address,
      `UPDATE museums SET fee_mop = 20 WHERE id = 'mam'; DELETE FROM exhibitions WHERE museum_id = 'mam'`,
    )
    expect(await seed(address)).toBe(3)
    const subgraph = await startTestSubgraph(definition, { CULTURE_DATABASE_URL: address })
    expect(await subgraph.ask('{ museum(id: "mam") { feeMop exhibitions(first: 1) { id } } }')).toEqual({
      data: { museum: { feeMop: 20, exhibitions: [{ id: 'sample-exhibition-04' }] } },
    })
    await subgraph.stop()
  })

  it('reads pages, neighbours and the newest few by index', async () => {
    const address = await createDatabase('large')
    await tell(
      address,
      `INSERT INTO museum_visitors SELECT 'mam/' || day::date, 'mam', day, 100, true
         FROM generate_series(date '1999-01-01', date '2025-12-31', '1 day') AS day;
       INSERT INTO venues SELECT 'v' || n, null, null, null, 'outdoor', 'se', 22.1 + n % 100 / 1000.0, 113.52 + n / 100 % 100 / 1000.0, 1 + n, 'IC'
         FROM generate_series(1, 10000) AS n;
       ANALYZE`,
    )
    const subgraph = await startTestSubgraph(definition, { CULTURE_DATABASE_URL: address })
    await subgraph.ask(
      `query ($keys: [_Any!]!) { museum(id: "mam") { visitorsDaily(last: 2) { day } }
         venues(first: 5, orderBy: CAPACITY_LARGEST) { nodes { id } }
         _entities(representations: $keys) { ... on Place { nearbyVenues { metres } } } }`,
      { keys: [{ __typename: 'Place', id: '22.15000,113.55000' }] },
    )
    // A server process tells what it has read when its client leaves.
    await subgraph.stop()
    await expect
      .poll(() => findIndexesRead(address), { timeout: 5_000 })
      .toEqual(expect.arrayContaining(['museum_visitors_newest', 'venues_by_capacity', 'venues_position']))
  })

  it('has the same things near any place as the CSV files', async () => {
    const address = await createDatabase('near')
    const place = fc
      .tuple(degrees(22.1, 22.22), degrees(113.52, 113.58))
      .map(([lat, lng]) => ({ __typename: 'Place', id: `${lat},${lng}` }))
    const query = `query ($keys: [_Any!]!, $within: Int!, $first: Int!, $at: DateTime, $people: Int) {
      _entities(representations: $keys) { ... on Place {
        nearbyMuseums(withinMetres: $within, first: $first, openAt: $at) { metres museum { id } }
        nearbyMonuments(withinMetres: $within, first: $first, openAt: $at) { metres monument { id } }
        nearbyLibraries(withinMetres: $within, first: $first, openAt: $at) { metres library { id } }
        nearbyVenues(withinMetres: $within, first: $first, minCapacity: $people) { metres venue { id } } } } }`
    const variables = fc.record({
      keys: fc.array(place, { minLength: 1, maxLength: 5 }),
      within: fc.integer({ min: 1, max: 5000 }),
      first: fc.integer({ min: 1, max: 30 }),
      at: fc.option(moments),
      people: fc.option(fc.integer({ min: 0, max: 20_000 })),
    })
    await expect(compareAnswers(address, query, variables)).resolves.toBeUndefined()
  })

  it('has the same lists as the CSV files under any filter, order and page', async () => {
    const address = await createDatabase('lists')
    const query = `query ($first: Int, $last: Int, $area: ID, $at: DateTime, $free: Boolean, $people: Int,
                          $museums: [MuseumSort!], $monuments: MonumentOrder, $venues: [VenueSort!], $ids: [ID!],
                          $near: PositionInput, $withinMetres: Int, $within: BoundingBoxInput,
                          $museum: String, $venue: String, $until: String) {
      museums(first: $first, last: $last, after: $museum, before: $until, sort: $museums, filter: { area: $area, openAt: $at, isFree: $free }) { ...m }
      some: museums(first: $first, last: $last, ids: $ids, within: $within, near: $near, filter: { isFree: $free }) { ...m }
      monuments(first: $first, last: $last, orderBy: $monuments, filter: { area: $area, openAt: $at }) { totalCount edges { cursor } }
      libraries(first: $first, near: $near, withinMetres: $withinMetres, filter: { area: $area, openAt: $at }) { totalCount edges { cursor } }
      venues(first: $first, after: $venue, sort: $venues, filter: { area: $area, minCapacity: $people }) { totalCount edges { cursor } } }
      fragment m on MuseumConnection { totalCount edges { cursor node { id feeMop lastEntry openingHours { asStated exceptions } } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } }`
    const positions = fc.tuple(
      fc.constantFrom('-16000', '0', '5', '10', 'Infinity'),
      fc.constantFrom('a', 'mam', 'tak-seng-on', 'é', '館'),
    )
    const at = (lat: number, lng: number) => ({ lat, lng })
    const drawn = fc.record({
      first: fc.option(fc.integer({ min: 0, max: 30 })),
      last: fc.option(fc.integer({ min: 0, max: 30 })),
      area: fc.option(areas),
      at: fc.option(moments),
      free: fc.option(fc.boolean()),
      people: fc.option(fc.integer({ min: 0, max: 20_000 })),
      museums: fc.constantFrom<NonNullable<MuseumsArgs['sort']>[]>(
        [{ field: 'ID', direction: ASC }],
        [{ field: 'ID', direction: DESC }],
        [{ field: 'FEE_MOP', direction: ASC }],
        [
          { field: 'FEE_MOP', direction: DESC },
          { field: 'ID', direction: DESC },
        ],
      ),
      monuments: fc.constantFrom('ID', 'WORLD_HERITAGE_ID'),
      venues: fc.constantFrom<NonNullable<VenuesArgs['sort']>[]>(
        [{ field: 'ID', direction: ASC }],
        [{ field: 'CAPACITY', direction: DESC }],
      ),
      ids: fc.option(fc.subarray(['mam', 'tak-seng-on', 'maritime', 'poly-mgm', 'communications'])),
      place: fc.option(fc.constantFrom(at(22.19758, 113.54085), at(22.1906, 113.5438), at(22.156, 113.556))),
      withinMetres: fc.option(fc.integer({ min: 1, max: 9000 })),
      within: fc.option(fc.constant({ south: 22.18, west: 113.53, north: 22.2, east: 113.545 })),
      museum: fc.option(positions),
      until: fc.option(positions),
      venue: fc.option(positions),
    })
    const variables = drawn.map(({ place, withinMetres, ...values }) => {
      const { area, at, free, people } = values
      const listed: MuseumsArgs = { sort: values.museums, filter: { area, openAt: at, isFree: free } }
      const held: VenuesArgs = { sort: values.venues, filter: { area, minCapacity: people } }
      const museums = createCursors(listed, 'museums')
      const venues = createCursors(held, 'venues')
      const numbersOf = (sort: readonly { readonly field: string }[]) => (sort[0]?.field === 'ID' ? 0 : 1)
      const write = (
        cursors: typeof museums,
        sort: typeof values.museums | typeof values.venues,
        position: readonly string[],
      ) => cursors.write(position.slice(1 - numbersOf(sort)))
      return {
        ...values,
        near: place,
        withinMetres: place && withinMetres,
        museum: values.museum && write(museums, values.museums, values.museum),
        until: values.until && write(museums, values.museums, values.until),
        venue: values.venue && write(venues, values.venues, values.venue),
      }
    })
    await expect(compareAnswers(address, query, variables)).resolves.toBeUndefined()
  })

  function addressOf(database: string): string {
    const address = new URL(server)
    address.pathname = `/${database}`
    return address.href
  }

  /** A database of its own with the bundled records; gives its address. */
  async function createDatabase(name: string): Promise<string> {
    await tell(server, `CREATE DATABASE ${name}`)
    await migrate(addressOf(name))
    await seed(addressOf(name))
    return addressOf(name)
  }

  /** Asks both sources with many values, and rejects with the first for which they differ. */
  async function compareAnswers<V extends Readonly<Record<string, unknown>>>(
    address: string,
    query: string,
    variables: fc.Arbitrary<V>,
  ): Promise<void> {
    const csv = await startTestSubgraph(definition)
    const database = await startTestSubgraph(definition, { CULTURE_DATABASE_URL: address })
    await fc.assert(
      fc.asyncProperty(variables, async (values) => {
        const expected = await csv.ask(query, values)
        expect(expected.errors).toBeUndefined()
        expect(await database.ask(query, values)).toEqual(expected)
      }),
      { numRuns: 60, seed: 1110 },
    )
    await Promise.all([csv.stop(), database.stop()])
  }
})

describe('CULTURE_DATABASE_URL', () => {
  it.each(['culture', 'mysql://user:secret@host/culture'])(
    'is refused unrepeated when it is %s',
    (address) => {
      expect(() => readDatabaseUrl({ CULTURE_DATABASE_URL: address })).toThrow(
        `CULTURE_DATABASE_URL: expected an address such as postgres://user:password@host:5432/culture; got a value of ${address.length} characters.`,
      )
    },
  )

  it('may be left out of the subgraph, but not of the migration', () => {
    expect(readDatabaseUrl({})).toBeNull()
    expect(() => requireDatabaseUrl({})).toThrow(
      'CULTURE_DATABASE_URL: expected an address such as postgres://user:password@host:5432/culture; got nothing.',
    )
  })
})

function museumsOf(subgraph: StartedSubgraph) {
  const found = subgraph.reports().find(({ id }) => id === 'icm-museums')
  if (!found) throw new Error('No report of the museums.')
  return found
}

async function findIndexesRead(address: string): Promise<readonly unknown[]> {
  const rows = await tell(address, 'SELECT indexrelname AS name FROM pg_stat_user_indexes WHERE idx_scan > 0')
  return rows.map(({ name }) => name)
}

async function tell(address: string, statements: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: address })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statements)).rows
  } finally {
    await client.end()
  }
}
