import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UseBatch, UseKey } from '../../gateway/telemetry/use/batch.ts'
import { countRequest, createCounts } from '../../gateway/telemetry/use/counts.ts'
import { openPostgresStore } from '../../gateway/telemetry/use/postgresStore.ts'
import { createLog } from '../../kit/log.ts'
import { startPostgres, type StartedPostgres } from '../kit/postgres.ts'
import { listPanelStatements } from './observability.ts'

const KEY: UseKey = {
  day: '2026-11-28',
  client: 'app',
  version: '1',
  isVerified: true,
  tier: 'public',
  isSample: false,
}

describe('the dashboard of use', () => {
  let postgres: StartedPostgres | null = null
  let database: Client
  beforeAll(async () => {
    postgres = await startPostgres()
    if (postgres === null) return
    const store = openPostgresStore(postgres.url, createLog('test', 'silent'))
    await store.write(batchOf({}, 3, 1))
    await store.write(batchOf({ client: 'other', isVerified: false, day: '2026-11-29' }, 2, 0))
    await store.write(batchOf({ client: 'made up', isSample: true }, 100, 0))
    await store.write(batchOf({ client: 'of old', day: '2026-10-01' }, 100, 0))
    await store.close()
    database = new Client({ connectionString: postgres.url })
    await database.connect()
  })
  afterAll(async () => {
    await database?.end()
    await postgres?.stop()
  })

  /** As Grafana asks, of these two days. */
  async function ask(panel: string): Promise<readonly object[]> {
    const statement = listPanelStatements().get(panel) ?? `no panel ${panel}`
    const { rows } = await database.query(
      statement.replaceAll(
        /\$__timeFilter\((\w+)\)/g,
        "$1 BETWEEN '2026-11-28T00:00:00Z' AND '2026-11-29T12:00:00Z'",
      ),
    )
    // How a driver reads dates is none of Grafana's concern.
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'time' && name !== 'last day')),
    )
  }

  it.each([
    [
      'Requests by day',
      [
        { requests: '3', errors: '1' },
        { requests: '2', errors: '0' },
      ],
    ],
    [
      'Clients',
      [
        { client: 'app', verified: true, tier: 'public', requests: '3', errors: '1' },
        { client: 'other', verified: false, tier: 'public', requests: '2', errors: '0' },
      ],
    ],
    [
      'Fields, arguments and values asked for most',
      [{ field: 'Bus.id', clients: '2', requests: '5', errors: '1' }],
    ],
    ['Operations asked most', [{ operation: 'Bus', hash: 'h', clients: '2', requests: '5', errors: '1' }]],
  ])('answers "%s" by what was counted, and no sample', async (panel, rows) => {
    if (postgres === null) return
    expect(await ask(panel)).toEqual(rows)
  })

  it('asks nothing else of the database', () => {
    expect(listPanelStatements().size).toBe(4)
  })
})

function batchOf(change: Partial<UseKey>, requests: number, errors: number): UseBatch {
  const counts = createCounts()
  for (let count = 0; count < requests; count++) countRequest(counts, 30, count < errors)
  const row = { ...KEY, ...change, ...counts }
  return {
    id: randomUUID(),
    documents: [{ hash: 'h', name: 'Bus', coordinates: ['Bus.id'] }],
    operations: [{ ...row, hash: 'h' }],
    fields: [{ ...row, coordinate: 'Bus.id' }],
  }
}
