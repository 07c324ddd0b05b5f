import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runUse } from '../../gateway/telemetry/use/command.ts'
import { parseUseRecords } from '../../registry/use/useRecords.ts'
import { startTrustingGateway, type TrustingGateway } from '../trust/callers.ts'

let folder = ''
let gateway: TrustingGateway
const NOW = new Date()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'use-'))
  gateway = await startTrustingGateway({ STATE_DIR: folder, USE_FLUSH_SECONDS: '1' })
  const named = (name: string) => ({ 'apollographql-client-name': name, 'apollographql-client-version': '1' })
  const free = 'query Free { carParks(first: 2) { nodes { id freeSpaces { cars } } } }'
  await gateway.ask(free, {}, named('parking'))
  await gateway.ask(free, {}, named('parking'))
  const verified = await gateway.headersOf(['developer'], { azp: 'dsat-app' })
  await gateway.ask('{ bus(id: "S0001") { id plate driverRosterId } }', {}, verified)
  await gateway.ask(
    'query ($order: DatasetOrder) { datasets(first: 1, orderBy: $order) { nodes { id } } }',
    { order: 'CUSTODIAN' },
    named('\u00e9'.repeat(10_000)),
  )
  await gateway.ask('{ lrtStations { id } }', {}, { 'graphql-client-name': '=HYPERLINK("a")' })
  for (let number = 0; number < 1_100; number++)
    await gateway.ask('{ lrtLines { id } }', {}, named(`new-${number}`))
  await gateway.ask('{ nothing }', {}, named('mistaken'))
  await gateway.ask('{ administrativeAreas { id } }', {}, named('the last'))
  // What was counted before it is written with it.
  await rowsOf('field', 'Query.administrativeAreas')
})
afterAll(async () => {
  await gateway.stop()
  await rm(folder, { recursive: true })
})

async function run(...args: readonly string[]) {
  return runUse(args, { STATE_DIR: folder }, () => NOW)
}

/** As JSON, once there are any. */
async function rowsOf(...args: readonly string[]) {
  for (;;) {
    const { exitCode, text } = await run(...args, '--format', 'json')
    expect([exitCode, exitCode === 0 ? '' : text]).toEqual([0, ''])
    const rows: readonly Readonly<Record<string, unknown>>[] = JSON.parse(text)
    if (rows.length > 0) return rows
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

describe('npm run use', () => {
  it('tells who asks for a field, how often, with which errors and of which tier', async () => {
    expect(await rowsOf('field', 'CarPark.freeSpaces')).toEqual([
      {
        client: 'parking',
        verified: false,
        tier: 'public',
        requests: 2,
        errors: 0,
        'p95 ms': expect.any(Number),
        'last day': expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        sample: false,
      },
    ])
    expect(await rowsOf('field', 'Bus.driverRosterId')).toMatchObject([
      { client: 'dsat-app', verified: true, tier: 'developer', requests: 1, errors: 1 },
    ])
    expect(await rowsOf('field', 'Query.bus(id:)')).toHaveLength(1)
    expect(await rowsOf('field', 'DatasetOrder.CUSTODIAN')).toMatchObject([{ requests: 1 }])
  })

  it('keeps a hundred characters of a name of 10 KB', async () => {
    const [{ client } = {}] = await rowsOf('field', 'DatasetOrder.CUSTODIAN')
    expect(client).toHaveLength(100)
  })

  it('does not tell a thousandth name from the next', async () => {
    const rows = await rowsOf('field', 'LrtLine.id')
    expect(rows.length).toBeLessThanOrEqual(1_001)
    expect(rows[0]).toMatchObject({ client: 'other', verified: false })
    expect(rows.reduce((sum, { requests }) => sum + Number(requests), 0)).toBe(1_100)
  })

  it('tells what a client asks for, and nothing of a document that was refused', async () => {
    const fields = (await rowsOf('client', 'dsat-app')).map(({ field }) => field)
    expect(fields.toSorted()).toEqual([
      'Bus.driverRosterId',
      'Bus.id',
      'Bus.plate',
      'Query.bus',
      'Query.bus(id:)',
    ])
    expect(JSON.parse((await run('client', 'mistaken', '--format', 'json')).text)).toEqual([])
  })

  it('tells the fields of a bureau and of a data set, whose they are the catalogue says', async () => {
    const of = async (...args: readonly string[]) =>
      (await rowsOf(...args, '--gateway', gateway.url)).map(({ field }) => field)
    const fields = await of('bureau', 'dsat')
    expect(fields).toEqual(expect.arrayContaining(['CarPark.freeSpaces', 'Bus.plate']))
    expect(fields).not.toContain('Query.datasets')
    expect(await of('dataset', 'dsat-carpark-live')).toContain('CarPark.freeSpaces')
    const clients = await rowsOf('dataset', 'dsat-carpark-live', '--by', 'client', '--gateway', gateway.url)
    expect(clients.map(({ client }) => client)).toContain('parking')
    const unknown = await run('bureau', 'nobody', '--gateway', gateway.url)
    expect(unknown.exitCode).toBe(2)
    expect(unknown.text).toMatch(/^bureau: expected one of .*dsat.*; got "nobody"\.\n$/)
    const away = await run('bureau', 'dsat', '--gateway', 'http://127.0.0.1:1')
    expect(away.text).toBe('--gateway: expected a gateway that answers; got none at http://127.0.0.1:1.\n')
  })

  it('lists what nobody has asked for, and warns of what only unverified clients ask for', async () => {
    await rowsOf('field', 'Bus.plate')
    const rows = await rowsOf('unused', '--days', '1')
    const verdicts = new Map(rows.map(({ field, verdict }) => [field, verdict]))
    expect(verdicts.get('Museum.name')).toBe('unused')
    expect(verdicts.get('CarPark.freeSpaces')).toBe('asked for by unverified clients')
    expect(verdicts.has('Bus.plate')).toBe(false)
    expect(verdicts.get('Query.museum(id:)')).toBe('unused')
  })

  it('does not call unused what was not counted for as long', async () => {
    const { exitCode, text } = await run('unused')
    expect(exitCode).toBe(2)
    expect(text).toMatch(/^Expected use counted from \d{4}-\d\d-\d\d on; the first day is \d{4}-\d\d-\d\d\./)
  })

  it('exports what graph check weighs changes by', async () => {
    await rowsOf('field', 'Bus.plate')
    const { exitCode, text } = await run('export')
    expect(exitCode).toBe(0)
    const { since, until, uses } = parseUseRecords('use.json', text)
    const today = new Date(NOW.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
    expect([since, until]).toEqual([today, today])
    const of = (coordinate: string) => uses.filter((use) => use.coordinate === coordinate)
    expect(of('CarPark.freeSpaces')).toEqual([
      { coordinate: 'CarPark.freeSpaces', client: 'parking', verified: false, lastDay: today, count: 2 },
    ])
    expect(of('Bus.plate').map(({ verified }) => verified)).toEqual([true])
  })

  it('prints a table and CSV, in which no name is a formula', async () => {
    await rowsOf('field', 'LrtStation.id')
    const csv = await run('field', 'LrtStation.id', '--format', 'csv')
    expect(csv.text).toContain(`"'=HYPERLINK(""a"")",false,public,1,0`)
    const table = await run('field', 'CarPark.freeSpaces')
    expect(table.text).toMatch(/^client {3}verified +tier +requests +errors/)
  })

  it.each([
    [['fields'], /^Tells who uses the graph/],
    [['field'], /^Tells who uses the graph/],
    [['field', 'A.b', '--format', 'xml'], /^Tells who uses the graph/],
    [['field', 'A.b', '--days', '0'], /^--days: expected a whole number from 1 to 400; got "0"\.\n$/],
    [['bureau', 'dsat', '--by', 'x', '--gateway', 'HERE'], /^--by: expected field or client; got "x"\.\n$/],
  ])('refuses %j', async (args, expected) => {
    const { exitCode, text } = await run(...args.map((arg) => (arg === 'HERE' ? gateway.url : arg)))
    expect(exitCode).toBe(2)
    expect(text).toMatch(expected)
  })
})

describe('POST /use', () => {
  it('answers nobody without the secret', async () => {
    const body = JSON.stringify({ from: '2026-01-01', to: '2026-12-31', groups: {} })
    for (const headers of [{}, { 'x-gateway-secret': '' }, { 'x-gateway-secret': 'undefined' }])
      expect((await gateway.send('/use', { method: 'POST', headers, body })).status).toBe(403)
  })
})
