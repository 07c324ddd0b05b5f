import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CHAIN_START, sealLine } from '../../gateway/audit/chain.ts'
import { runAudit } from '../../gateway/audit/command.ts'
import { readConfig } from '../../gateway/process/config/config.ts'
import type { Environment } from '../../kit/config.ts'
import { startTrustingGateway, type TrustingGateway } from './callers.ts'

let folder = ''
let file = ''
let gateway: TrustingGateway | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'))
  file = join(folder, 'audit.jsonl')
})
afterEach(async () => {
  await gateway?.stop()
  gateway = undefined
  await rm(folder, { recursive: true })
})

async function start(environment: Environment = {}): Promise<TrustingGateway> {
  gateway = await startTrustingGateway({ AUDIT_FILE: file, ...environment })
  return gateway
}

/** Stops the gateway, which writes what waits, and reads the lines. */
async function readTrail(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  await gateway?.stop()
  gateway = undefined
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line))
}

const DEVELOPERS = '@requiresScopes(scopes: [["developer"], ["partner"], ["staff"]])'
const DSAT = '@requiresScopes(scopes: [["bureau:dsat"]])'
const PARTNER_OWNERS = '@requiresScopes(scopes: [["partner"]]) @ownedBy(claim: "hotels", field: "id")'
const OCCUPANCY = `{ a: hotel(id: "altira") { ...H } b: hotel(id: "conrad") { ...H } c: hotel(id: "venetian") { ...H } }
  fragment H on Hotel { ownOccupancy { month } }`
const COLUMNS = ['requests', 'allowed', 'denied', 'objects not owned', 'with purpose', 'callers']
const BUS = '{ bus(id: "S0001") { plate driverRosterId } }'

describe('the audit trail', () => {
  it('keeps who asked for which protected field by which rule, and never a value', async () => {
    const { ask, headersOf } = await start()
    const headers = { ...(await headersOf(['staff', 'something else'])), 'x-request-id': 'request-0001' }
    await ask(
      'query Roster($id: ID!) { bus(id: $id) { x: plate y: plate driverRosterId route { id } } }',
      { id: 'S0001' },
      headers,
    )
    const records = await readTrail()
    expect(records).toEqual([
      {
        audit: 1,
        previous: '0'.repeat(64),
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        requestId: 'request-0001',
        caller: {
          kind: 'verified',
          subject: 'a caller with staff and something else',
          issuer: 'urn:macao-open-gateway:development',
          tier: 'staff',
          scopes: ['staff'],
        },
        operation: { name: 'Roster', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        fields: [
          { field: 'Bus.plate', subgraph: 'transport', rule: DEVELOPERS, allowed: true },
          { field: 'Bus.driverRosterId', subgraph: 'transport', rule: DSAT, allowed: false },
        ],
        purpose: null,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ])
    expect(await readFile(file, 'utf8')).not.toMatch(/SAMPLE-001|sample roster|S0001|eyJ/)
  })

  it('has nothing of requests that touch no protected field, or only one that they leave out', async () => {
    const { ask } = await start()
    await ask('{ museum(id: "mam") { name { en } } }')
    const conditional = 'query ($p: Boolean!) { bus(id: "S0001") { id plate @include(if: $p) } }'
    await ask(conditional, { p: false })
    await ask(`query ($p: Boolean!) { ... @skip(if: $p) ${BUS} }`, { p: true })
    await ask(conditional, { p: true })
    expect(await readTrail()).toMatchObject([
      { audit: 1, caller: { kind: 'anonymous' }, fields: [{ field: 'Bus.plate', allowed: false }] },
    ])
  })

  it('names what was asked through an interface, with the rules that were applied', async () => {
    const { ask } = await start()
    await ask('{ establishment(id: "conrad") { complaints { id } } }')
    expect(await readTrail()).toMatchObject([
      {
        fields: [
          {
            field: 'Establishment.complaints',
            subgraph: 'tourism',
            rule: '@requiresScopes(scopes: [["staff"]])',
            allowed: false,
          },
        ],
      },
    ])
  })

  it('tells of how many objects, and not of which, a field was kept back that belongs to their owners', async () => {
    const { ask, headersOf } = await start()
    const headers = await headersOf(['partner'], { hotels: ['altira', 'conrad'] })
    expect(await ask(OCCUPANCY, {}, headers)).toMatchObject({
      data: { a: { ownOccupancy: {} }, b: { ownOccupancy: {} }, c: { ownOccupancy: null } },
      errors: [{ path: ['c', 'ownOccupancy'] }],
    })
    await ask(OCCUPANCY, {}, await headersOf(['partner']))
    await ask(OCCUPANCY)
    const entry = { field: 'Hotel.ownOccupancy', subgraph: 'tourism', rule: PARTNER_OWNERS }
    expect(await readTrail()).toMatchObject([
      { fields: [{ ...entry, allowed: true, withheld: 1 }] },
      { fields: [{ ...entry, allowed: true, withheld: 3 }] },
      { fields: [{ ...entry, allowed: false }] },
    ])
    expect(await readFile(file, 'utf8')).not.toMatch(/altira|conrad|venetian/)
  })

  it('goes on through restarts, and is found whole', async () => {
    for (let times = 0; times < 3; times++) {
      const { ask } = await start()
      await Promise.all([1, 2, 3, 4].map(() => ask(BUS)))
      await readTrail()
    }
    expect(await runAudit(['verify', file], {})).toMatchObject({
      exitCode: 0,
      text: expect.stringContaining('12 records, none edited, missing or moved.'),
    })
  })

  it('is found written anew by somebody without the key by which the gateway sealed it', async () => {
    const AUDIT_KEY = 'a key that only the gateway and the auditor hold'
    const { ask, headersOf } = await start({ AUDIT_KEY })
    await ask(BUS, {}, await headersOf(['staff']))
    const [record = {}] = await readTrail()
    expect(await runAudit(['verify', file], { AUDIT_KEY })).toMatchObject({
      exitCode: 0,
      text: expect.stringContaining('1 records, none edited, missing or moved, all sealed with the key.'),
    })

    const { audit: _number, previous: _previous, hash: _hash, mac: _mac, ...rest } = record
    const { line } = sealLine(CHAIN_START, { ...rest, fields: [] })
    await writeFile(file, `${line}\n`)
    expect(await runAudit(['verify', file], {})).toMatchObject({ exitCode: 0 })
    expect(await runAudit(['verify', file], { AUDIT_KEY })).toEqual({
      exitCode: 1,
      text: `${file}:1: record 1 is not sealed with the key.\n1 of 1 records do not fit the chain.\n`,
    })
    await expect(start({ AUDIT_KEY })).rejects.toThrow(/AUDIT_FILE: .* is sealed with a key of AUDIT_KEY/)
  })

  it('takes no key that could be guessed', () => {
    expect(() => readConfig({ AUDIT_KEY: 'secret' })).toThrow(
      'AUDIT_KEY: expected at least 32 characters, or several such keys separated by commas, the newest first; got a value of 6 characters.',
    )
  })

  it('is summed up by bureau, field and caller', async () => {
    const { ask, headersOf } = await start()
    await ask(BUS)
    await ask(BUS, {}, { ...(await headersOf(['staff'])), 'x-purpose': 'lost property' })
    await ask('{ establishment(id: "conrad") { complaints { id } } }')
    await ask(OCCUPANCY, {}, await headersOf(['partner'], { hotels: ['altira'] }))
    await readTrail()
    const { text } = await runAudit(['report', file], {})
    const [, ...tables] = text.split('\n\n')
    expect(
      tables.map((table) =>
        table
          .trimEnd()
          .split('\n')
          .map((line) => line.split(/  +/)),
      ),
    ).toEqual([
      [
        ['bureau', ...COLUMNS],
        ['tourism', '2', '1', '1', '2', '0', '2'],
        ['transport', '2', '1', '3', '0', '1', '2'],
      ],
      [
        ['field', ...COLUMNS],
        [`Bus.driverRosterId ${DSAT}`, '2', '0', '2', '0', '1', '2'],
        [`Bus.plate ${DEVELOPERS}`, '2', '1', '1', '0', '1', '2'],
        ['Establishment.complaints @requiresScopes(scopes: [["staff"]])', '1', '0', '1', '0', '0', '1'],
        [`Hotel.ownOccupancy ${PARTNER_OWNERS}`, '1', '1', '0', '2', '0', '1'],
      ],
      [
        ['caller', ...COLUMNS],
        ['anonymous', '2', '0', '3', '0', '0', '1'],
        ['a caller with partner (partner, urn:macao-open-gateway:development)', '1', '1', '0', '2', '0', '1'],
        ['a caller with staff (staff, urn:macao-open-gateway:development)', '1', '1', '1', '0', '1', '1'],
      ],
    ])
  })
})

describe('a purpose', () => {
  it('is kept as the client wrote it', async () => {
    const { ask, headersOf } = await start()
    const purpose = Buffer.from('查核班次 / verificação').toString('latin1')
    await ask(BUS, {}, { ...(await headersOf(['bureau:dsat'])), 'x-purpose': purpose })
    expect(await readTrail()).toMatchObject([{ purpose: '查核班次 / verificação' }])
  })

  it("is needed, where required, for what is a bureau's alone, and for nothing else", async () => {
    const { ask, headersOf } = await start({ AUDIT_REQUIRE_PURPOSE: 'true' })
    const headers = await headersOf(['staff', 'bureau:dsat'])
    const query =
      '{ bus(id: "S0001") { plate roster: driverRosterId } signalController(id: "ctl-01") { endpoint } }'
    expect(await ask(query, {}, headers)).toEqual({
      data: { bus: { plate: 'SAMPLE-001', roster: null }, signalController: { endpoint: null } },
      errors: [
        ['driverRosterId', ['bus', 'roster']],
        ['endpoint', ['signalController', 'endpoint']],
      ].map(([field, path]) => ({
        message: `The field ${String(field)} needs a purpose: say in the x-purpose header why you ask.`,
        path,
        extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
      })),
    })
    expect(await ask(query, {}, { ...headers, 'x-purpose': 'rostering' })).toEqual({
      data: {
        bus: { plate: 'SAMPLE-001', roster: 'sample roster 01' },
        signalController: { endpoint: 'controller-01.example:5001' },
      },
    })
    expect(await readTrail()).toMatchObject([
      { purpose: null, fields: [{ allowed: true }, { allowed: false }, { allowed: false }] },
      { purpose: 'rostering', fields: [{ allowed: true }, { allowed: true }, { allowed: true }] },
    ])
  })

  it('does not open what the caller may not see', async () => {
    const { ask, headersOf } = await start({ AUDIT_REQUIRE_PURPOSE: 'true' })
    const headers = { ...(await headersOf(['bureau:ssm'])), 'x-purpose': 'curiosity' }
    const { errors } = await ask('{ bus(id: "S0001") { driverRosterId } }', {}, headers)
    expect(errors).toMatchObject([{ message: 'You may not see Bus.driverRosterId.' }])
    const without = await ask('{ bus(id: "S0001") { driverRosterId } }', {}, await headersOf(['bureau:ssm']))
    expect(without.errors).toEqual(errors)
  })

  it('cannot be required where it is kept nowhere', () => {
    expect(() => readConfig({ AUDIT_REQUIRE_PURPOSE: 'true' })).toThrow(
      'AUDIT_REQUIRE_PURPOSE: expected true only with AUDIT_FILE: a purpose that is kept nowhere binds nobody; got "true".',
    )
  })
})

it('is on the disk before the answer where nothing may be shown that is not recorded', async () => {
  const { ask, headersOf } = await start({ AUDIT_FILE: file, AUDIT_ON_FAILURE: 'refuse' })
  const headers = await headersOf(['staff'])
  for (const count of [1, 2, 3]) {
    expect(await ask('{ bus(id: "S0001") { plate } }', {}, headers)).toEqual({
      data: { bus: { plate: 'SAMPLE-001' } },
    })
    expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(count)
  }
})

describe('when nothing can be recorded', () => {
  const FULL = '/dev/full'

  it('answers all the same by default', async () => {
    const { ask, headersOf } = await start({ AUDIT_FILE: FULL })
    const headers = await headersOf(['staff'])
    await ask('{ bus(id: "S0001") { plate } }', {}, headers)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await ask('{ bus(id: "S0001") { plate } }', {}, headers)).toEqual({
      data: { bus: { plate: 'SAMPLE-001' } },
    })
  })

  it('shows no protected field where that is configured, and everything else as before', async () => {
    const { ask, headersOf } = await start({ AUDIT_FILE: FULL, AUDIT_ON_FAILURE: 'refuse' })
    const headers = { ...(await headersOf(['staff'])), 'x-request-id': 'request-0002' }
    // The very first one too, which the gateway tries to record.
    const plate = () => ask('{ bus(id: "S0001") { plate } }', {}, headers)
    for (const answer of [await plate(), await plate()])
      expect(answer).toEqual({
        errors: [
          {
            message: 'Access to protected fields cannot be recorded at the moment, so they are not shown.',
            extensions: { code: 'AUDIT_UNAVAILABLE', requestId: 'request-0002' },
          },
        ],
      })
    expect(await ask('{ bus(id: "S0001") { id driverRosterId } }', {}, headers)).toMatchObject({
      data: { bus: { id: 'S0001', driverRosterId: null } },
    })
    expect(await ask('{ museum(id: "mam") { id } }', {}, headers)).toEqual({
      data: { museum: { id: 'mam' } },
    })
  })

  it('does not start with a file that cannot be written', async () => {
    await expect(start({ AUDIT_FILE: folder })).rejects.toThrow(
      /AUDIT_FILE: expected a file of audit lines that can be written, or "-"; got ".*" \(EISDIR/,
    )
  })
})
