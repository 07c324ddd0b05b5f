import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mergeParts } from '../kit/mergeParts.ts'
import { startPartsGateway, type PartsGateway } from './parts.ts'

let gateway: PartsGateway
beforeAll(async () => {
  gateway = await startPartsGateway({ CACHE: 'off' })
})
afterAll(() => gateway.stop())
beforeEach(() => gateway.slow.close())

const SHOP = '{ shop(id: "a") { name ... @defer(label: "later") { stock } } }'

describe('a fragment of a slow bureau', () => {
  it('comes after the first part, which does not wait for it', async () => {
    const before = gateway.slow.calls.length
    const answer = await gateway.ask({ query: SHOP })
    expect(await answer.until(1)).toEqual([
      {
        data: { shop: { name: 'Shop a' } },
        pending: [{ id: '0', path: ['shop'], label: 'later' }],
        hasNext: true,
      },
    ])
    await gateway.slow.untilCalled(before + 1)
    gateway.slow.open()
    expect((await answer.ended)[1]).toEqual({
      incremental: [{ id: '0', data: { stock: 7 } }],
      completed: [{ id: '0' }],
      hasNext: false,
    })
    expect(answer.headers).toMatchObject({
      'content-type': 'multipart/mixed; boundary="graphql"',
      'cache-control': 'no-store',
      vary: 'Accept',
    })
  })

  it('comes in the format of 2022 to who asks for that', async () => {
    gateway.slow.open()
    const accept =
      'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9'
    const { headers, payloads } = await gateway.askAll({ query: SHOP, accept })
    expect(headers['content-type']).toBe('multipart/mixed; boundary="graphql"; deferSpec=20220824')
    expect(payloads).toEqual([
      { data: { shop: { name: 'Shop a' } }, hasNext: true },
      { incremental: [{ data: { stock: 7 }, path: ['shop'], label: 'later' }], hasNext: false },
    ])
  })

  it('comes as events to who reads events, and by the name of today’s format to who names it', async () => {
    gateway.slow.open()
    const events = await gateway.askAll({ query: SHOP, accept: 'text/event-stream' })
    expect(events.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(mergeParts(events.payloads, 'current').data).toEqual({ shop: { name: 'Shop a', stock: 7 } })
    const named = await gateway.askAll({ query: SHOP, accept: 'multipart/mixed;incrementalSpec=v0.2, */*' })
    expect(named.headers['content-type']).toBe('multipart/mixed; boundary="graphql"; incrementalSpec=v0.2')
    expect(named.payloads).toHaveLength(2)
  })

  it.each([
    ['knows JSON alone', 'application/json'],
    ['knows anything', '*/*'],
    ['refuses parts', 'multipart/mixed;q=0, application/json'],
    ['knows a format that is not ours', 'multipart/mixed;deferSpec=20200101, application/json'],
    ['means subscriptions', 'multipart/mixed;subscriptionSpec="1.0", application/json'],
  ])('comes with the whole to who %s', async (_, accept) => {
    gateway.slow.open()
    const { headers, payloads } = await gateway.askAll({ query: SHOP, accept })
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(payloads).toEqual([{ data: { shop: { name: 'Shop a', stock: 7 } } }])
  })

  it('comes by GET, by a registered hash, and asks no more of subgraphs than the whole', async () => {
    gateway.slow.open()
    const get = await gateway.askAll({ query: SHOP, method: 'GET' })
    expect(get.payloads).toHaveLength(2)
    const { createHash } = await import('node:crypto')
    const sha256Hash = createHash('sha256').update(SHOP).digest('hex')
    const extensions = { persistedQuery: { version: 1, sha256Hash } }
    const registered = await gateway.askAll({ query: SHOP, body: { query: SHOP, extensions } })
    expect(registered.payloads).toHaveLength(2)
    const before = gateway.slow.calls.length
    const known = await gateway.askAll({ query: SHOP, body: { extensions } })
    expect(known.payloads).toHaveLength(2)
    expect(gateway.slow.calls.length - before).toBe(1)
  })

  it('is not deferred where `if` says so, as a literal or a variable', async () => {
    gateway.slow.open()
    const literal = SHOP.replace('(label', '(if: false, label')
    expect((await gateway.askAll({ query: literal, accept: 'multipart/mixed, */*' })).payloads).toEqual([
      { data: { shop: { name: 'Shop a', stock: 7 } } },
    ])
    const query = `query($d: Boolean!) ${SHOP.replace('(label', '(if: $d, label')}`
    for (const [d, count] of [
      [true, 2],
      [false, 1],
    ] as const)
      expect((await gateway.askAll({ query, variables: { d } })).payloads).toHaveLength(count)
  })

  it('is one of a batch nowhere: batches are refused as ever', async () => {
    const answer = await gateway.ask({ query: '', body: [{ query: SHOP }, { query: SHOP }] })
    expect(answer.status).toBe(400)
  })
})

describe('fragments in fragments', () => {
  it('are pending once the one around them has come, and tell no field twice', async () => {
    gateway.slow.open()
    const query = `{ shop(id: "a") { name
      ... @defer(label: "outer") { name stock neighbour { id ... @defer(label: "inner") { name stock: needed } } }
      again: neighbour { ... @defer { id name } } } }`
    const { payloads } = await gateway.askAll({ query })
    const whole = await gateway.askAll({ query, accept: 'application/json' })
    expect(mergeParts(payloads, 'current')).toEqual({
      ...(whole.payloads[0] as object),
      errors: [],
      failed: [],
      causes: [],
    })
    expect(JSON.stringify(payloads[0])).not.toContain('inner')
    expect(JSON.stringify(payloads).match(/"label":"inner"/g)).toHaveLength(1)
  })

  it('of a mutation come after its root fields have been carried out', async () => {
    gateway.slow.open()
    const { payloads } = await gateway.askAll({
      query: 'mutation { rename(id: "b") { id ... @defer { stock } } }',
    })
    expect(payloads).toHaveLength(2)
    expect(mergeParts(payloads, 'current').data).toEqual({ rename: { id: 'b', stock: 7 } })
  })
})

describe('a list', () => {
  it('has its first items in the first part, and the rest behind', async () => {
    gateway.slow.open()
    const query = '{ shops @stream(initialCount: 2, label: "rest") { id } }'
    expect((await gateway.askAll({ query })).payloads).toEqual([
      {
        data: { shops: [{ id: 'a' }, { id: 'b' }] },
        pending: [{ id: '0', path: ['shops'], label: 'rest' }],
        hasNext: true,
      },
      {
        incremental: [{ id: '0', items: [{ id: 'c' }, { id: 'd' }] }],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ])
    const accept = 'multipart/mixed;deferSpec=20220824'
    expect((await gateway.askAll({ query, accept })).payloads[1]).toEqual({
      incremental: [{ items: [{ id: 'c' }, { id: 'd' }], path: ['shops', 2], label: 'rest' }],
      hasNext: false,
    })
  })

  it('without first items does not hold up what stands beside it', async () => {
    const answer = await gateway.ask({ query: '{ shop(id: "a") { name } shops @stream { id stock } }' })
    expect(await answer.until(1)).toMatchObject([{ data: { shop: { name: 'Shop a' }, shops: [] } }])
    gateway.slow.open()
    const items = ['a', 'b', 'c', 'd'].map((id) => ({ id, stock: 7 }))
    expect((await answer.ended)[1]).toMatchObject({ incremental: [{ items }] })
  })
})

describe('what goes wrong', () => {
  beforeEach(() => gateway.slow.open())

  it('is told with the part that it is in', async () => {
    const { payloads } = await gateway.askAll({ query: '{ shop(id: "a") { name ... @defer { broken } } }' })
    expect(payloads[1]).toMatchObject({
      incremental: [
        {
          id: '0',
          data: { broken: null },
          errors: [{ message: 'The scales are broken.', path: ['shop', 'broken'] }],
        },
      ],
    })
  })

  it('in a field that may not be null fails its fragment alone', async () => {
    const query = '{ shop(id: "a") { name ... @defer { brokenNeeded } ... @defer { neighbour { stock } } } }'
    const { payloads } = await gateway.askAll({ query })
    const { data, errors, failed } = mergeParts(payloads, 'current')
    expect({ data, failed }).toEqual({
      data: { shop: { name: 'Shop a', neighbour: { stock: 7 } } },
      failed: [['shop']],
    })
    expect(errors).toMatchObject([{ path: ['shop', 'brokenNeeded'] }])
    const accept = 'multipart/mixed;deferSpec=20220824'
    expect(JSON.stringify((await gateway.askAll({ query, accept })).payloads)).toContain(
      '{"data":null,"path":["shop"]',
    )
  })

  it('before it was planned is refused as ever', async () => {
    const answer = await gateway.ask({ query: '{ shop(id: "a") { unknown } }', accept: 'multipart/mixed' })
    expect(answer.headers['content-type']).toMatch('application/json')
    for (const [query, message] of [
      [
        '{ shop(id: "a") { ... @defer(label: "x") { id } ... @defer(label: "x") { name } } }',
        'must be unique',
      ],
      ['query($l: String) { shop(id: "a") { ... @defer(label: $l) { id } } }', 'must be a static string'],
      ['mutation { ... @defer { rename(id: "a") { id } } }', 'cannot be used on root mutation type'],
      ['{ shop(id: "a") @stream { id } }', 'cannot be used on non-list field'],
      ['{ shops @stream(initialCount: -1) { id } }', 'expected 0 or more'],
    ] as const)
      expect(JSON.stringify((await gateway.askAll({ query })).payloads)).toContain(message)
  })
})

describe('what a caller may not see', () => {
  const query = '{ shop(id: "a") { name ... @defer { stock secret till } } }'
  beforeEach(() => gateway.slow.open())

  it('is in no part, and its denial is told where it would be', async () => {
    const { payloads } = await gateway.askAll({ query })
    expect(JSON.stringify(payloads)).not.toMatch(/S-1|T-1/)
    const { data, errors } = mergeParts(payloads, 'current')
    expect(data).toEqual({ shop: { name: 'Shop a', stock: 7, secret: null, till: null } })
    expect(errors).toMatchObject([
      { path: ['shop', 'secret'], extensions: { code: 'UNAUTHENTICATED' } },
      { path: ['shop', 'till'], extensions: { code: 'UNAUTHENTICATED' } },
    ])
  })

  it('is recorded as it is for the whole', async () => {
    const headers = { authorization: `Bearer ${await gateway.token('staff')}` }
    const before = (await gateway.auditLines()).length
    const { payloads } = await gateway.askAll({ query, headers })
    expect(mergeParts(payloads, 'current').data).toMatchObject({ shop: { secret: 'S-1', till: 'T-1' } })
    await gateway.askAll({ query, headers, accept: 'application/json' })
    await expect.poll(async () => (await gateway.auditLines()).length).toBeGreaterThanOrEqual(before + 2)
    const [inParts, whole] = (await gateway.auditLines()).slice(-2).map((line) => JSON.parse(line))
    expect(inParts.fields).toEqual(whole.fields)
    expect(inParts.fields).toHaveLength(2)
  })
})

describe('a client', () => {
  it('that goes away between parts ends the calls of what is left', async () => {
    const before = gateway.slow.calls.length
    const answer = await gateway.ask({ query: SHOP })
    await answer.until(1)
    await gateway.slow.untilCalled(before + 1)
    answer.ended.catch(() => {})
    answer.hangUp()
    await expect.poll(() => gateway.slow.calls.at(-1)?.isAborted()).toBe(true)
  })

  it('that defers a thousand times gets as many parts as a limit allows, or none', async () => {
    gateway.slow.open()
    const query = `{ shop(id: "a") { ${'... @defer { stock } '.repeat(200)} name } }`
    const { payloads } = await gateway.askAll({ query })
    expect(mergeParts(payloads, 'current').data).toEqual({ shop: { name: 'Shop a', stock: 7 } })
    const items = `{ shops { ${'... @defer { stock } '.repeat(220)} } }`
    const before = gateway.slow.calls.length
    await gateway.askAll({ query: items })
    expect(gateway.slow.calls.length - before).toBeLessThanOrEqual(1)
  })
})
