import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { UseBatch } from '../../gateway/telemetry/use/batch.ts'
import { countRequest, createCounts } from '../../gateway/telemetry/use/counts.ts'
import { openFileStore, readUseFolder } from '../../gateway/telemetry/use/fileStore.ts'
import { createMemoryStore } from '../../gateway/telemetry/use/memoryStore.ts'
import type { UsedOperation, UseObservation } from '../../gateway/telemetry/use/observation.ts'
import { openPostgresStore } from '../../gateway/telemetry/use/postgresStore.ts'
import { createUnsent } from '../../gateway/telemetry/use/unsent.ts'
import { startUse } from '../../gateway/telemetry/use/use.ts'
import { createReadClient } from '../../gateway/telemetry/use/useClient.ts'
import type { UseStore } from '../../gateway/telemetry/use/useStore.ts'
import { createLog } from '../../kit/log.ts'
import { startPostgres, type StartedPostgres } from '../kit/postgres.ts'
import { startProxy } from './proxy.ts'

const LOG = createLog('test', 'silent')
const FROM = '2026-01-01'
const TO = '2026-12-31'

let postgres: StartedPostgres | null = null
let folder = ''
const stops: (() => Promise<void>)[] = []
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres?.stop())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'use-'))
  if (postgres !== null)
    await query('DROP TABLE IF EXISTS use_fields, use_operations, use_documents, use_batches')
})
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
  await rm(folder, { recursive: true })
})

function addressOf(): string {
  if (postgres === null) throw new Error('There is no PostgreSQL here.')
  return postgres.url
}

async function query(text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: addressOf() })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

function keep(store: UseStore): UseStore {
  stops.push(() => store.close())
  return store
}

/** Requests for fields, all of one client, operation and day. */
function batchOf(
  fields: readonly string[],
  requests = 1,
  change: Partial<{ day: string; client: string }> = {},
) {
  const key = {
    day: '2026-11-28',
    client: 'parking',
    version: '1',
    isVerified: false,
    tier: 'public',
    isSample: false,
    ...change,
  }
  const counts = createCounts()
  for (let count = 0; count < requests; count++) countRequest(counts, 30, count === 0)
  const batch: UseBatch = {
    id: randomUUID(),
    documents: [{ hash: 'h', name: 'Parking', coordinates: fields }],
    operations: [{ ...key, ...counts, hash: 'h' }],
    fields: fields.map((coordinate) => ({ ...key, ...counts, coordinate })),
  }
  return batch
}

const STORES: readonly (readonly [string, () => UseStore | Promise<UseStore>])[] = [
  ['memory', createMemoryStore],
  ['files', () => openFileStore({ folder, writer: 'gateway' })],
  ['PostgreSQL', () => openPostgresStore(addressOf(), LOG)],
]

describe.each(STORES)('the use store in %s', (name, open) => {
  it('sums up batches, and takes the same batch once', async (context) => {
    if (name === 'PostgreSQL' && postgres === null) return context.skip()
    const store = keep(await open())
    const batch = batchOf(['Bus.id', 'Query.bus'], 3)
    await store.write(batch)
    if (name !== 'memory') await store.write(batch)
    await store.write(batchOf(['Bus.id'], 2))
    await store.write(batchOf(['Bus.id'], 1, { day: '2026-10-31', client: 'other' }))
    const uses = await store.readFields({ from: FROM, to: TO, coordinate: 'Bus.id' })
    const found = uses.map(({ client, requests, errors, firstDay, lastDay }) => [
      client,
      requests,
      errors,
      firstDay,
      lastDay,
    ])
    expect(found.toSorted()).toEqual([
      ['other', 1, 1, '2026-10-31', '2026-10-31'],
      ['parking', 5, 2, '2026-11-28', '2026-11-28'],
    ])
    expect(await store.readFields({ from: FROM, to: TO, client: 'nobody' })).toEqual([])
    const months = await store.readMonths(FROM, TO)
    expect(months.map(({ month, requests }) => [month, requests]).toSorted()).toEqual([
      ['2026-10', 1],
      ['2026-11', 5],
    ])
    expect(months.every(({ name: operation }) => operation === 'Parking')).toBe(true)
  })
})

describe('use in files', () => {
  it('is read again by the process that follows, and is one folder for each that writes', async () => {
    const first = await openFileStore({ folder, writer: 'gateway' })
    const second = keep(await openFileStore({ folder, writer: 'gateway' }))
    await first.write(batchOf(['Bus.id'], 2))
    await second.write(batchOf(['Bus.id'], 3))
    await first.close()
    const third = keep(await openFileStore({ folder, writer: 'gateway' }))
    await third.write(batchOf(['Bus.id'], 4))
    expect((await readdir(folder)).toSorted()).toEqual(['gateway', 'gateway-2'])
    const [use] = await readUseFolder(folder).readFields({ from: FROM, to: TO })
    expect(use?.requests).toBe(9)
  })

  it('takes over from a process that died', async () => {
    const first = await openFileStore({ folder, writer: 'gateway' })
    await first.write(batchOf(['Bus.id']))
    await first.close()
    await writeFile(join(folder, 'gateway', 'lock'), `${(await import('node:os')).hostname()} 4194304`)
    keep(await openFileStore({ folder, writer: 'gateway' }))
    expect(await readdir(folder)).toEqual(['gateway'])
  })

  const daysIn = async () => {
    const names = await readdir(join(folder, 'gateway'))
    return [...new Set(names.flatMap((name) => /^(.*)\.fields\.json$/.exec(name)?.[1] ?? []))].toSorted()
  }

  it('ends after 13 months', async () => {
    const store = keep(await openFileStore({ folder, writer: 'gateway' }))
    for (const day of ['2025-10-31', '2025-11-01', '2026-11-28'])
      await store.write(batchOf(['Bus.id'], 1, { day }))
    expect(await daysIn()).toEqual(['2025-11-01', '2026-11-28'])
  })

  it('ends before where it has no room, the oldest first and never the latest', async () => {
    const store = keep(await openFileStore({ folder, writer: 'gateway', mostBytes: 1_000 }))
    for (const day of ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28'])
      await store.write(batchOf(['Bus.id'], 1, { day }))
    expect(await daysIn()).toEqual(['2026-11-27', '2026-11-28'])
    await store.write(batchOf(['Bus.id'.padEnd(2_000, 'x')], 1, { day: '2026-11-29' }))
    expect(await daysIn()).toEqual(['2026-11-29'])
  })

  it('is in memory where nothing can be written, which the log says', async () => {
    await writeFile(join(folder, 'file'), '')
    const lines: string[] = []
    const log = pino({}, { write: (line) => void lines.push(line) })
    const use = await startUse(
      { databaseUrl: undefined, stateFolder: join(folder, 'file'), flushMs: 3_600_000 },
      log,
    )
    use.count(observationBy('a'))
    await use.flush()
    expect(await use.store.readFields({ from: FROM, to: TO })).toHaveLength(2)
    await use.stop()
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      'use is kept in memory: nothing can be written to STATE_DIR',
    ])
  })

  it('names a file that it cannot read', async () => {
    const store = keep(await openFileStore({ folder, writer: 'gateway' }))
    await writeFile(join(folder, 'gateway', '2026-11-28.fields.json'), '{"fields":')
    await expect(store.readFields({ from: FROM, to: TO })).rejects.toThrow(
      /2026-11-28\.fields\.json: expected a day's use/,
    )
  })
})

const clients = createReadClient()
const operation: UsedOperation = {
  hash: 'h',
  name: 'Bus',
  coordinates: () => ['Query.bus', 'Bus.id'],
  coordinatesOf: () => [],
}
function observationBy(name: string): UseObservation {
  return {
    operation,
    variables: {},
    client: clients({ 'graphql-client-name': name }, { kind: 'anonymous' }),
    tier: 'public',
    at: Date.parse('2026-11-28T12:00:00+08:00'),
    hasErrors: false,
    milliseconds: 3,
  }
}

describe('use in PostgreSQL', () => {
  it('is exact where many gateways write the same counts at once', async (context) => {
    if (postgres === null) return context.skip()
    const settings = { databaseUrl: addressOf(), stateFolder: undefined, flushMs: 3_600_000 }
    const gateways = await Promise.all(Array.from({ length: 10 }, () => startUse(settings, LOG)))
    for (let round = 0; round < 5; round++) {
      for (const { count } of gateways)
        for (let client = 0; client < 20; client++) count(observationBy(`client-${client}`))
      await Promise.all(gateways.map(({ flush }) => flush()))
    }
    await Promise.all(gateways.map(({ stop }) => stop()))
    const rows = await query('SELECT client, coordinate, requests FROM use_fields')
    expect(rows).toHaveLength(40)
    expect(rows.every(({ requests }) => requests === '50')).toBe(true)
  })

  it('has no use before the first flush', async (context) => {
    if (postgres === null) return context.skip()
    const store = keep(openPostgresStore(addressOf(), LOG))
    expect(await store.readFields({ from: FROM, to: TO })).toEqual([])
    expect(await store.readMonths(FROM, TO)).toEqual([])
  })

  it('has a partition for each month, and drops those older than thirteen months', async (context) => {
    if (postgres === null) return context.skip()
    const store = keep(openPostgresStore(addressOf(), LOG))
    const thisMonth = new Date().toISOString().slice(0, 7)
    await store.write(batchOf(['Bus.id'], 1, { day: `${thisMonth}-01` }))
    await query(
      "CREATE TABLE use_fields_2001_02 PARTITION OF use_fields FOR VALUES FROM ('2001-02-01') TO ('2001-03-01')",
    )
    const another = keep(openPostgresStore(addressOf(), LOG))
    await another.write(batchOf(['Bus.id'], 1, { day: `${thisMonth}-02` }))
    const partitions = await query(
      "SELECT relname FROM pg_class WHERE relname ~ '^use_fields_\\d{4}_\\d\\d$' ORDER BY 1",
    )
    expect(partitions).toEqual([{ relname: `use_fields_${thisMonth.replace('-', '_')}` }])
  })

  it('waits while the database is away, is told once, and is whole when it is back', async (context) => {
    if (postgres === null) return context.skip()
    const url = new URL(addressOf())
    const proxy = await startProxy(Number(url.port))
    stops.push(() => proxy.stop())
    url.port = String(proxy.port)
    const lines: string[] = []
    const log = pino({}, { write: (line) => void lines.push(line) })
    const settings = { databaseUrl: url.href, stateFolder: undefined, flushMs: 3_600_000 }
    const limits = { clients: 100, operations: 100, counts: 3 }
    const use = await startUse(settings, log, limits)
    const flush = async (...names: readonly string[]) => {
      for (const name of names) use.count(observationBy(name))
      await use.flush()
    }
    await flush('a')
    proxy.cut()
    for (let round = 0; round < 3; round++) await flush('a')
    await flush('b', 'c', 'd', 'e')
    proxy.open()
    await flush('a')
    await use.stop()
    const rows = await query(
      "SELECT client, requests::int FROM use_fields WHERE coordinate = 'Bus.id' ORDER BY client",
    )
    // Three counts wait: of those that came beyond, the log tells the number.
    expect(rows).toEqual([
      { client: 'a', requests: 5 },
      { client: 'b', requests: 1 },
      { client: 'c', requests: 1 },
    ])
    const told = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg.startsWith('counts of use'))
    expect(told).toHaveLength(1)
    expect(lines.map((line) => JSON.parse(line)).find(({ msg }) => msg.startsWith('requests'))?.dropped).toBe(
      2,
    )
    expect(use.dropped()).toBe(2)
  })

  it('outlives a connection that is lost in the middle of a transaction', async (context) => {
    if (postgres === null) return context.skip()
    const url = new URL(addressOf())
    const proxy = await startProxy(Number(url.port))
    stops.push(() => proxy.stop())
    url.port = String(proxy.port)
    const store = keep(openPostgresStore(url.href, LOG))
    await store.write(batchOf(['Bus.id']))
    const holder = new Client({ connectionString: addressOf() })
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE use_fields')
    const held = store.write(batchOf(['Bus.id']))
    const waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'use_fields'::regclass"
    while ((await holder.query(waits)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    proxy.cut()
    await expect(held).rejects.toThrow('Connection terminated')
    await holder.end()
    proxy.open()
    await store.write(batchOf(['Bus.id']))
    const [use] = await store.readFields({ from: FROM, to: TO })
    expect(use?.requests).toBe(2)
  })

  it('is kept for the next process by one that ends while the database is away', async (context) => {
    if (postgres === null) return context.skip()
    const away = { databaseUrl: 'postgres://use@127.0.0.1:1/use', stateFolder: folder, flushMs: 3_600_000 }
    const first = await startUse(away, LOG)
    first.count(observationBy('a'))
    await first.flush()
    first.count(observationBy('b'))
    await first.stop()
    expect(await readdir(join(folder, 'use-unsent'))).toHaveLength(2)
    const second = await startUse({ ...away, databaseUrl: addressOf() }, LOG)
    await second.stop()
    expect(await readdir(join(folder, 'use-unsent'))).toEqual([])
    const uses = await query("SELECT client FROM use_fields WHERE coordinate = 'Bus.id' ORDER BY 1")
    expect(uses).toEqual([{ client: 'a' }, { client: 'b' }])
  })

  it('waits in files while the database is away, so that a process that is killed loses none of it', async (context) => {
    if (postgres === null) return context.skip()
    const away = { databaseUrl: 'postgres://use@127.0.0.1:1/use', stateFolder: folder, flushMs: 3_600_000 }
    const killed = await startUse(away, LOG)
    for (const name of ['a', 'b', 'c']) {
      killed.count(observationBy(name))
      await killed.flush()
    }
    expect(await readdir(join(folder, 'use-unsent'))).toHaveLength(3)
    expect(killed.dropped()).toBe(0)
    const next = await startUse({ ...away, databaseUrl: addressOf() }, LOG)
    await next.flush()
    await next.stop()
    const uses = await query("SELECT client FROM use_fields WHERE coordinate = 'Bus.id' ORDER BY 1")
    expect(uses).toEqual([{ client: 'a' }, { client: 'b' }, { client: 'c' }])
    await killed.stop()
  })

  it('is not held up by a batch in a file that the database can never take', async (context) => {
    if (postgres === null) return context.skip()
    const unsent = createUnsent(join(folder, 'use-unsent'))
    expect(await unsent.keep(batchOf(['Bus.id'], 1, { day: '0001-13-45' }))).toBe(true)
    const settings = { databaseUrl: addressOf(), stateFolder: folder, flushMs: 3_600_000 }
    const use = await startUse(settings, LOG)
    use.count(observationBy('a'))
    await use.flush()
    await use.stop()
    expect(use.dropped()).toBe(1)
    expect(await readdir(join(folder, 'use-unsent'))).toEqual([])
    expect(await query("SELECT client FROM use_fields WHERE coordinate = 'Bus.id'")).toEqual([
      { client: 'a' },
    ])
  })

  it('keeps no more in files than there is room for', async () => {
    const unsent = createUnsent(join(folder, 'use-unsent'), 1_000)
    const kept = []
    for (let index = 0; index < 5; index++) kept.push(await unsent.keep(batchOf(['Bus.id'])))
    expect(kept[0]).toBe(true)
    expect(kept.at(-1)).toBe(false)
    await writeFile(join(folder, 'file'), '')
    expect(await createUnsent(join(folder, 'file')).keep(batchOf(['Bus.id']))).toBe(false)
  })

  it('writes no value, token or address into a file', async () => {
    const store = keep(await openFileStore({ folder, writer: 'gateway' }))
    await store.write(batchOf(['Bus.id']))
    const text = await readFile(join(folder, 'gateway', '2026-11-28.fields.json'), 'utf8')
    const [row] = JSON.parse(text).fields
    expect(Object.keys(row).toSorted()).toEqual([
      'buckets',
      'client',
      'coordinate',
      'day',
      'errors',
      'isSample',
      'isVerified',
      'requests',
      'tier',
      'version',
    ])
  })
})
