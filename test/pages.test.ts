import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './kit/gateway.ts'
import { createOracle } from './kit/oracle.ts'
import { valuesAt } from './kit/valuesAt.ts'

const oracle = createOracle()
let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

/** Field and arguments; those in areas are asked of one area. */
const LISTS: readonly (readonly [list: string, args: string])[] = [
  ['museums', ''],
  ['museums', 'orderBy: FEE_LOWEST'],
  ['museums', 'filter: { openAt: "2026-11-22T14:20:00+08:00" }'],
  ['monuments', ''],
  ['monuments', 'orderBy: ID, filter: { kind: SQUARE }'],
  ['libraries', ''],
  ['venues', 'orderBy: CAPACITY_LARGEST'],
  ['healthFacilities', ''],
  ['healthFacilities', 'orderBy: ID, filter: { kinds: [HEALTH_CENTRE, PHARMACY] }'],
  ['hospitals', ''],
  ['attractions', 'orderBy: FEE_LOWEST_FIRST'],
  ['attractions', 'filter: { categories: [TEMPLE, CHURCH] }'],
  ['events', 'orderBy: MONTH'],
  ['hotels', 'orderBy: STARS_HIGHEST_FIRST'],
  ['hotels', 'orderBy: ROOMS_MOST_FIRST, filter: { area: "cotai" }'],
  ['busRoutes', ''],
  ['busStops', 'filter: { area: "se" }'],
  ['busStops', 'orderBy: ROUTES_MOST_FIRST, filter: { routeTypes: [NIGHT, AIRPORT] }'],
  ['carParks', 'orderBy: FREE_CAR_SPACES_MOST_FIRST'],
  ['carParks', 'orderBy: OCCUPANCY_HIGHEST_FIRST, filter: { withAccessibleSpaces: true }'],
]

it.each(LISTS)('%s(%s) read in pages of seven is the whole list once, in order', async (list, args) => {
  const whole = await oracle.ask(`{ ${list}(first: 100, ${args}) { totalCount nodes { id } } }`)
  const ids: unknown[] = []
  let after: unknown = null
  for (let hasNext = true; hasNext;) {
    const { data, errors } = await gateway.ask(
      `query ($after: String) {
        ${list}(first: 7, after: $after, ${args}) {
          totalCount
          edges { cursor node { id } }
          pageInfo { hasNextPage endCursor }
        }
      }`,
      { after },
    )
    expect(errors).toBeUndefined()
    const page = valuesAt(data, `${list}.edges.*.node.id`)
    expect(page.length).toBeGreaterThan(0)
    expect(valuesAt(data, `${list}.totalCount`)).toEqual(valuesAt(whole.data, `${list}.totalCount`))
    expect(valuesAt(data, `${list}.pageInfo.endCursor`)).toEqual(
      valuesAt(data, `${list}.edges.*.cursor`).slice(-1),
    )
    ids.push(...page)
    ;[after] = valuesAt(data, `${list}.pageInfo.endCursor`)
    hasNext = valuesAt(data, `${list}.pageInfo.hasNextPage`)[0] === true
  }
  expect(ids).toEqual(valuesAt(whole.data, `${list}.nodes.*.id`))
})

it.each(LISTS)('%s(%s) read backwards is the same list, each page in its order', async (list, args) => {
  const whole = await oracle.ask(`{ ${list}(first: 100, ${args}) { nodes { id } } }`)
  const ids: unknown[] = []
  let before: unknown = null
  for (let hasPrevious = true; hasPrevious;) {
    const { data, errors } = await gateway.ask(
      `query ($before: String) {
        ${list}(last: 7, before: $before, ${args}) {
          nodes { id }
          pageInfo { hasPreviousPage startCursor hasNextPage }
        }
      }`,
      { before },
    )
    expect(errors).toBeUndefined()
    expect(valuesAt(data, `${list}.pageInfo.hasNextPage`)).toEqual([ids.length > 0])
    ids.unshift(...valuesAt(data, `${list}.nodes.*.id`))
    ;[before] = valuesAt(data, `${list}.pageInfo.startCursor`)
    hasPrevious = valuesAt(data, `${list}.pageInfo.hasPreviousPage`)[0] === true
  }
  expect(ids).toEqual(valuesAt(whole.data, `${list}.nodes.*.id`))
})

it.each([
  ['hotels', '', 'orderBy: ROOMS_MOST_FIRST'],
  ['hotels', 'orderBy: ROOMS_MOST_FIRST', 'orderBy: ROOMS_MOST_FIRST, filter: { area: "cotai" }'],
  ['carParks', '', 'orderBy: FREE_CAR_SPACES_MOST_FIRST'],
  ['museums', 'orderBy: FEE_LOWEST', ''],
  ['datasets', 'orderBy: ID', 'orderBy: CUSTODIAN'],
])('%s(%s) has no cursor for %s', async (list, args, others) => {
  const first = await gateway.ask(`{ ${list}(first: 3, ${args}) { pageInfo { endCursor } } }`)
  const [cursor] = valuesAt(first.data, `${list}.pageInfo.endCursor`)
  for (const argument of ['after', 'before']) {
    const query = `query ($cursor: String) { ${list}(${argument}: $cursor, ${others}) { totalCount } }`
    expect(await gateway.ask(query, { cursor })).toMatchObject({
      data: { [list]: null },
      errors: [
        {
          message: `${argument}: expected a cursor that this list issued for the same filter, order and other arguments; got "${String(cursor)}".`,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    })
  }
})

it('gives the same page again for the same cursor, and no page for a cursor of another list', async () => {
  const first = await gateway.ask('{ museums(first: 5) { pageInfo { endCursor } } }')
  const [after] = valuesAt(first.data, 'museums.pageInfo.endCursor')
  const next = 'query ($after: String) { museums(first: 5, after: $after) { nodes { id } } }'
  expect(await gateway.ask(next, { after })).toEqual(await gateway.ask(next, { after }))
  const elsewhere = await gateway.ask(
    'query ($after: String) { hotels(first: 5, after: $after) { nodes { id } } }',
    { after },
  )
  expect(elsewhere).toMatchObject({
    data: { hotels: null },
    errors: [{ path: ['hotels'], extensions: { code: 'BAD_USER_INPUT' } }],
  })
})
