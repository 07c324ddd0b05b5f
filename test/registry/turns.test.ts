import { afterEach, describe, expect, it } from 'vitest'
import { createTurns } from '../../registry/acts/turns.ts'
import { createJudge, type Judge } from '../../registry/judge/judge.ts'
import { makeFolder, starsWith, startTestRegistry } from './testRegistry.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

/** A registry whose checks last until they are let go. */
async function startSlow() {
  const { folder, remove } = await makeFolder()
  stops.push(remove)
  let letGo = (): void => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const startJudge = (place: Parameters<typeof createJudge>[0]): Judge => {
    const judge = createJudge(place)
    return { ...judge, check: async (work) => gate.then(() => judge.check(work)) }
  }
  const registry = await startTestRegistry(folder, { startJudge })
  stops.push(registry.stop)
  return { registry, letGo }
}

describe('a bureau that sends one after the other what takes long', () => {
  it('is told from its fifth on to come again later, while others are read to and checked', async () => {
    const { registry, letGo } = await startSlow()
    const [stars, items] = [await registry.keyFor('stars'), await registry.keyFor('items')]
    const check = (key: string, subgraph: string, field: string) =>
      registry.ask('POST', `/v1/subgraphs/${subgraph}/check`, { key, body: { sdl: starsWith(field) } })
    const sent = ['a', 'b', 'c', 'd', 'e'].map((field) => check(stars, 'stars', field))
    // The others have no answer before they are let go.
    const refused = await Promise.race(sent)
    expect([refused.status, refused.headers.get('retry-after'), refused.body]).toEqual([
      503,
      '10',
      {
        error: {
          code: 'BUSY',
          message: 'Expected at most 4 of stars that wait to be checked; got one more. Try again.',
        },
      },
    ])
    expect((await registry.ask('GET', '/v1/supergraph')).status).toBe(200)
    const other = check(items, 'items', 'f')
    letGo()
    expect((await other).status).toBe(200)
    const statuses = (await Promise.all(sent)).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 200, 200, 200, 503])
  })
})

describe('turns', () => {
  const stars = { key: '1', bureau: 'stars' }

  it('go round those who wait, whoever sent more', async () => {
    const inTurn = createTurns()
    const order: string[] = []
    const take = (actor: { key: string; bureau: string | null }, name: string) =>
      inTurn(actor, async () => void order.push(name))
    await Promise.all([
      take(stars, 'star 1'),
      take(stars, 'star 2'),
      take(stars, 'star 3'),
      take({ key: '2', bureau: 'items' }, 'item'),
      take({ key: '3', bureau: null }, 'operator'),
    ])
    expect(order).toEqual(['star 1', 'star 2', 'item', 'operator', 'star 3'])
  })

  it('go on after one that failed, and give its place to another', async () => {
    const inTurn = createTurns()
    const failing = Array.from({ length: 4 }, () =>
      inTurn(stars, () => Promise.reject(new Error('not this time'))),
    )
    const outcomes = await Promise.allSettled(failing)
    expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
    expect(await inTurn(stars, async () => 'done')).toBe('done')
  })

  it('are at most sixteen, for the operator too', async () => {
    const inTurn = createTurns()
    const operator = { key: '3', bureau: null }
    let letGo = (): void => {}
    const gate = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const waiting = Array.from({ length: 16 }, () => inTurn(operator, () => gate))
    await expect(inTurn(stars, async () => {})).rejects.toThrow(
      'Expected at most 16 that wait to be checked; got one more. Try again.',
    )
    letGo()
    await Promise.all(waiting)
  })
})
