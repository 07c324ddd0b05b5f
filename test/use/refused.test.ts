import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { runUse } from '../../gateway/telemetry/use/command.ts'
import type { Environment } from '../../kit/config.ts'
import { startTestGateway } from '../kit/gateway.ts'
import { keep, startSeenGateway, stopAll, type SeenSettings } from '../telemetry/seenGateway.ts'

afterEach(stopAll)

const NAMED = { 'apollographql-client-name': 'app' }

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'use-refused-'))
  keep({ stop: () => rm(folder, { recursive: true, force: true }) })
  return folder
}

/** What `npm run use -- client app` tells, by coordinate. */
async function readUse(folder: string): Promise<Readonly<Record<string, object>>> {
  const { text } = await runUse(
    ['client', 'app', '--format', 'json'],
    { STATE_DIR: folder },
    () => new Date(),
  )
  const rows: readonly { field: string; requests: number; errors: number }[] = JSON.parse(text)
  return Object.fromEntries(rows.map(({ field, requests, errors }) => [field, { requests, errors }]))
}

it.each<[string, string, string, SeenSettings]>([
  [
    'passes its deadline',
    'DEADLINE_EXCEEDED',
    '{ articles }',
    { environment: { REQUEST_DEADLINE_MS: '50' }, insteadOfStock: () => true },
  ],
  [
    'costs more than is left',
    'RATE_LIMITED',
    '{ shops { id } }',
    { environment: { BUDGETS: 'anonymous=11:20000' } },
  ],
])('a request that %s is an error of its client', async (_, code, query, { environment, ...settings }) => {
  const folder = await makeFolder()
  const gateway = await startSeenGateway({ ...settings, environment: { ...environment, STATE_DIR: folder } })
  // Of a budget that is whole a request may cost more than there is.
  await gateway.ask('{ hello }')
  const { errors } = await gateway.ask(query, {}, NAMED)
  expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code])
  await gateway.stop()
  const field = query.includes('articles') ? 'Query.articles' : 'Query.shops'
  expect((await readUse(folder))[field]).toEqual({ requests: 1, errors: 1 })
})

it('a request that is rejected for what it may not see is an error of its client', async () => {
  const folder = await makeFolder()
  const environment: Environment = { ACCESS_MODE: 'reject', STATE_DIR: folder }
  const gateway = await startTestGateway(environment)
  const { errors } = await gateway.ask('{ doctors(first: 1) { nodes { id licenceNumber } } }', {}, NAMED)
  expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED'])
  await gateway.stop()
  expect((await readUse(folder))['Doctor.licenceNumber']).toEqual({ requests: 1, errors: 1 })
})

it('a request whose client hangs up is used, and no error', async () => {
  const folder = await makeFolder()
  let tellAsked = (): void => {}
  const asked = new Promise<void>((resolve) => {
    tellAsked = resolve
  })
  const gateway = await startSeenGateway({
    environment: { STATE_DIR: folder },
    insteadOfStock() {
      tellAsked()
      return true
    },
  })
  const sent = request(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...NAMED },
  }).on('error', () => {})
  sent.end(JSON.stringify({ query: '{ articles }' }))
  await asked
  sent.destroy()
  await gateway.line(({ msg }) => msg === 'request')
  await gateway.stop()
  expect((await readUse(folder))['Query.articles']).toEqual({ requests: 1, errors: 0 })
})

it.each([
  ['whose document is refused', 'query Wrong { nothing }', {}],
  ['whose variables are refused', 'query Wrong($to: String!) { hello(to: $to) }', {}],
])('a request %s is no use', async (_, query, variables) => {
  const folder = await makeFolder()
  const gateway = await startSeenGateway({ environment: { STATE_DIR: folder } })
  expect((await gateway.ask(query, variables, NAMED)).errors).toHaveLength(1)
  await gateway.stop()
  expect(await readUse(folder)).toEqual({})
})
