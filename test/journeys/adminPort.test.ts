import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway, type RunningGateway } from '../../gateway/process/gateway.ts'
import { createLog } from '../../kit/log.ts'
import { createClient } from '../kit/client.ts'
import { planHere } from '../kit/planHere.ts'

const SECRET = 'a secret of the tests'

async function start(environment: Readonly<Record<string, string>>): Promise<RunningGateway> {
  const config = readConfig({ PORT: '0', METRICS: 'true', GATEWAY_SECRET: SECRET, ...environment })
  return startGateway(config, createLog('test', 'silent'), new Map(), {}, planHere)
}

/** The status of each path that is for those who run a gateway, and the fields that `/status.json` has of a subgraph. */
async function describePaths(url: string) {
  const { send } = createClient(url)
  const invalidation = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gateway-secret': SECRET },
    body: '{"subgraph":"culture"}',
  }
  const status = await send('/status.json')
  const [first] = status.status === 200 ? JSON.parse(status.body).subgraphs : []
  return {
    metrics: (await send('/metrics')).status,
    invalidate: (await send('/cache/invalidate', invalidation)).status,
    status: status.status,
    details: Object.keys(first ?? {}).length > 2,
    ready: (await send('/health/ready')).status,
    graphql: (await send('/graphql?query=%7B__typename%7D', { headers: { 'apollo-require-preflight': '1' } }))
      .status,
  }
}

describe('what is for those who run the gateway', () => {
  let alone: RunningGateway
  let divided: RunningGateway
  beforeAll(async () => {
    alone = await start({})
    divided = await start({ ADMIN_PORT: '0' })
  })
  afterAll(async () => {
    await alone.stop()
    await divided.stop()
  })

  it('is where everything is without ADMIN_PORT', async () => {
    expect(alone.adminUrl).toBeUndefined()
    expect(await describePaths(alone.url)).toEqual({
      metrics: 200,
      invalidate: 200,
      status: 200,
      details: true,
      ready: 200,
      graphql: 200,
    })
  })

  it('is at ADMIN_PORT and nowhere else, and nothing else is there', async () => {
    expect(await describePaths(divided.url)).toEqual({
      metrics: 404,
      invalidate: 404,
      status: 200,
      details: false,
      ready: 200,
      graphql: 200,
    })
    expect(await describePaths(divided.adminUrl ?? '')).toEqual({
      metrics: 200,
      invalidate: 200,
      status: 200,
      details: true,
      ready: 200,
      graphql: 404,
    })
  })

  it('is open to no stranger there who would drop what is kept', async () => {
    const answer = await createClient(divided.adminUrl ?? '').send('/cache/invalidate', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"subgraph":"culture"}',
    })
    expect(answer.status).toBe(401)
  })
})
