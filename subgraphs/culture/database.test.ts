import { Client } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../test/kit/postgres.ts'
import { startTestSubgraph, TEST_NOW, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { readDatabaseUrl, requireDatabaseUrl } from './config.ts'
import { migrate, seed } from './migrate.ts'
import { definition } from './server.ts'

const postgres = await startPostgres()
afterAll(() => postgres?.stop())

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
    await tell(address, `UPDATE museums SET opening_rules = 'ten to six' WHERE id = 'mam'`)
    const subgraph = await startTestSubgraph(definition, { CULTURE_DATABASE_URL: address })
    const { data } = await subgraph.ask(
      '{ mam: museum(id: "mam") { id } maritime: museum(id: "maritime") { id } }',
    )
    expect(data).toEqual({ mam: null, maritime: { id: 'maritime' } })
    expect(museumsOf(subgraph).setAside).toEqual([
      {
        record: 'mam',
        reason: 'opening_rules: expected opening hours such as "Tu-Su 10:00-18:00"; got "ten to six"',
      },
    ])
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
