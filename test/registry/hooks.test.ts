import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sha256Hex } from '../../kit/digest.ts'
import { makeFolder, STARS, starsAdding, starsWith, startTestRegistry } from './testRegistry.ts'

const SECRET = 'a secret of many letters'

const stops: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

const eventShape = z.object({
  id: z.string(),
  type: z.string(),
  at: z.string(),
  data: z.record(z.string(), z.unknown()),
})
type Told = z.output<typeof eventShape>

/** A registry that tells a receiver, which answers 503 to the first of all and believes only what is signed. */
async function startToldRegistry() {
  const told: Told[] = []
  let attempts = 0
  const receiver = createServer(async (request, response) => {
    const body = await text(request)
    attempts++
    const [, time = '', signature] =
      /^t=(\d+),v1=(.*)$/.exec(String(request.headers['x-graph-signature'])) ?? []
    const isSigned = createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex') === signature
    const isTaken = attempts > 1 && isSigned
    if (isTaken) told.push(eventShape.parse(JSON.parse(body)))
    response.writeHead(isTaken ? 204 : 503).end()
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  stops.push(() => void receiver.close())
  const { port } = receiver.address() as AddressInfo
  const { folder, remove } = await makeFolder()
  stops.push(remove)
  const registry = await startTestRegistry(folder, {
    environment: {
      HOOK_URLS: `http://127.0.0.1:${port}/hook`,
      HOOK_SECRETS: SECRET,
      HOOK_PRIVATE_HOSTS: `127.0.0.1:${port}`,
    },
  })
  stops.push(registry.stop)
  const key = await registry.keyFor('stars')
  const act = (path: string, by: string, body: object) => registry.ask('POST', path, { key: by, body })
  return {
    registry,
    told,
    key,
    act,
    publish: (sdl: string, more: object = {}) =>
      act('/v1/subgraphs/stars/publish', key, { sdl, message: 'for the minister alone', ...more }),
    typesOf: () => told.map(({ type }) => type),
  }
}

describe('a registry with hooks', () => {
  it('tells of each of its acts once, signed, and again until it is taken', async () => {
    const { registry, told, key, act, publish, typesOf } = await startToldRegistry()
    const { operatorKey } = registry
    const items = await registry.keyFor('items')
    await publish(starsWith('moons'))
    await publish(
      starsWith('moons').replace(
        'stars: Int',
        'stars: Int @deprecated(reason: "Use moons; goes on 2027-06-30.")',
      ),
    )
    await publish(starsWith('moons'), { address: 'https://stars.example/graphql' })
    const adding = starsAdding('suns')
    await publish(adding)
    await act('/v1/subgraphs/stars/consent', items, { sdl: sha256Hex(adding) })
    await act('/v1/rollback', operatorKey, { to: 1, message: 'back' })
    await act(`/v1/keys/${key.slice(6, 14)}/revoke`, operatorKey, {})
    await act('/v1/subgraphs/stars/delete', operatorKey, { message: 'closed' })

    await expect
      .poll(typesOf, { timeout: 15_000 })
      .toEqual([
        'registry.key-added',
        'registry.key-added',
        'registry.key-added',
        'registry.published',
        'registry.published',
        'registry.deprecated',
        'registry.waiting',
        'registry.check-failed',
        'registry.consent-asked',
        'registry.consented',
        'registry.rolled-back',
        'registry.key-revoked',
        'registry.deleted',
      ])
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
    const dataOf = (type: string) => told.findLast((one) => one.type === type)?.data
    expect(dataOf('registry.published')).toEqual({ act: 6, by: 'stars', release: 3, subgraph: 'stars' })
    expect(dataOf('registry.deprecated')).toMatchObject({ release: 3, deprecated: ['Rating.stars'] })
    expect(dataOf('registry.consent-asked')).toMatchObject({
      subgraph: 'stars',
      of: 'items',
      coordinates: ['Item.suns'],
    })
    expect(dataOf('registry.rolled-back')).toEqual({ act: 10, by: null, release: 4, to: 1 })
    expect(dataOf('registry.key-revoked')).toEqual({ act: 11, by: null, key: key.slice(6, 14) })
    // Neither reasons nor what opens something.
    expect(JSON.stringify(told)).not.toContain('minister')
    expect(JSON.stringify(told)).not.toContain(sha256Hex(key))
  })

  it('is not made to tell of what is refused without a check, however often somebody tries', async () => {
    const { registry, act, publish, typesOf } = await startToldRegistry()
    const items = await registry.keyFor('items')
    for (let time = 0; time < 20; time++)
      await act('/v1/subgraphs/stars/publish', items, { sdl: STARS, message: 'x' })
    await publish('type Query {')
    await publish(starsWith('moons'))
    await expect
      .poll(typesOf, { timeout: 15_000 })
      .toEqual(['registry.key-added', 'registry.key-added', 'registry.key-added', 'registry.published'])
  })
})
