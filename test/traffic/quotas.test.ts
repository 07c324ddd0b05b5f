import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createQuotaCounts } from '../../gateway/traffic/quotas.ts'
import { packageRoot } from '../../kit/root.ts'
import { startRedis } from '../kit/redis.ts'
import { startHostileServer } from '../kit/subgraph.ts'
import { startGuarded, type Guarded } from './gateways.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quotas-'))
  const supergraph = await readFile(new URL('schema/supergraph.graphql', packageRoot), 'utf8')
  const small = supergraph.replace(/@quota\(perDay: \d+\)/g, '@quota(perDay: 3)')
  await writeFile(join(folder, 'supergraph.graphql'), small)
})
afterAll(() => rm(folder, { recursive: true }))

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of running.splice(0).toReversed()) await part.stop()
})

const DOCTOR = '{ doctor(id: "d") { shown: licenceNumber } }'

/** A gateway where three licence numbers a day are the quota, over a health bureau that has one doctor. */
async function start(environment: Readonly<Record<string, string>> = {}): Promise<Guarded> {
  const body = '{"data":{"doctor":{"__typename":"Doctor","shown":"M-1 \\"shown\\":","licenceNumber":"M-1"}}}'
  const health = await startHostileServer({ status: 200, body })
  running.push(health)
  const supergraph = join(folder, 'supergraph.graphql')
  const guarded = await startGuarded({ SUPERGRAPH_FILE: supergraph, ...environment }, health, 'health')
  running.push(guarded)
  return guarded
}

const asSubject = async ({ token }: Guarded, subject: string) => ({
  authorization: `Bearer ${await token(subject, 'developer')}`,
})

it('gives each caller so many values of a field in a day, as its rule says', async () => {
  const guarded = await start()
  const somebody = guarded.person()
  const mine = await asSubject(guarded, 'me')
  for (let time = 0; time < 3; time++) expect((await somebody(DOCTOR, mine)).status).toBe(200)
  const refused = await somebody(DOCTOR, mine)
  expect(refused).toMatchObject({ status: 429, code: 'QUOTA_EXCEEDED' })
  expect(refused.body.errors?.[0]?.extensions).toMatchObject({ field: 'Doctor.licenceNumber', limit: 3 })
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(86_400)
  expect((await somebody(DOCTOR, await asSubject(guarded, 'you'))).status).toBe(200)
  expect((await somebody('{ doctor(id: "d") { id } }', mine)).code).not.toBe('QUOTA_EXCEEDED')
  const { use } = guarded.gateway
  await use.flush()
  const always = { from: '0000', to: '9999', coordinate: 'Doctor.licenceNumber' }
  expect(await use.store.readFields(always)).toMatchObject([{ requests: 5, errors: 1 }])
})

it('counts no value that its caller may not see', async () => {
  const guarded = await start()
  const stranger = guarded.person()
  for (let time = 0; time < 6; time++)
    expect(await stranger(DOCTOR)).toMatchObject({ status: 200, code: 'UNAUTHENTICATED' })
})

it('begins anew at midnight in Macao', () => {
  let now = Date.parse('2026-03-02T23:59:59+08:00')
  const counts = createQuotaCounts(undefined, () => now)
  const quota = { coordinate: 'Doctor.licenceNumber', perDay: 2 }
  counts.count('me', quota, 2)
  expect(() => counts.assertLeft('me', quota)).toThrow('a new day begins in 1 s')
  now += 1_000
  expect(() => counts.assertLeft('me', quota)).not.toThrow()
})

const redis = await startRedis()
afterAll(() => redis?.stop())

describe.runIf(redis !== null)('with Redis', () => {
  it('gateways count together', async () => {
    const environment = { REDIS_URL: redis?.url ?? '', CACHE: 'off' }
    const [one, other] = [await start(environment), await start(environment)]
    const statuses: number[] = []
    for (let time = 0; time < 8; time++) {
      const guarded = time % 2 === 0 ? one : other
      statuses.push((await guarded.person()(DOCTOR, await asSubject(guarded, 'me'))).status)
    }
    // Each learns of the other with what it counts itself: one answer more is the most that this costs.
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(4)
    expect(statuses.slice(-2)).toEqual([429, 429])
  })
})
