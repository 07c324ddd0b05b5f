import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable } from './kit/answers.ts'
import { examples } from './kit/examples.ts'
import { startTestGateway, type TestGateway } from './kit/gateway.ts'

let gateway: TestGateway
let keeping: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway({ CACHE: 'off' })
  keeping = await startTestGateway({ CACHE: 'on' })
})
afterAll(async () => {
  await gateway.stop()
  await keeping.stop()
})

interface Question {
  readonly query: string
  readonly variables?: unknown
  readonly operationName?: unknown
  readonly extensions?: object
}

const JSON_TYPE = { 'content-type': 'application/json' }
const ACCEPTED = ['application/json', 'application/graphql-response+json']

function post(question: Question, accept: string, to = gateway) {
  const body = JSON.stringify(question)
  return to.send('/graphql', { method: 'POST', headers: { ...JSON_TYPE, accept }, body })
}

/** Apollo Server alone reads a GET, and a POST that says anything of extensions: what was met before is no help. */
function get({ query, variables, operationName }: Question, accept: string, to = gateway) {
  const search = new URLSearchParams({
    query,
    ...(variables === undefined ? {} : { variables: JSON.stringify(variables) }),
    ...(typeof operationName === 'string' ? { operationName } : {}),
  })
  const headers = { 'apollo-require-preflight': 'true', accept }
  return to.send(`/graphql?${search.toString()}`, { headers })
}

/** Asks four ways, the first of which is the first that the gateway hears of the question. */
async function askEveryWay(question: Question, accept: string) {
  const first = comparable(await post(question, accept))
  const again = comparable(await post(question, accept))
  const withExtensions = comparable(await post({ ...question, extensions: {} }, accept))
  const asGet = comparable(await get(question, accept))
  return { first, again, withExtensions, asGet }
}

describe.each(ACCEPTED)('whichever way an operation comes in, it gets the same answer as %s', (accept) => {
  it.each(examples)('$name', async ({ text }) => {
    const { first, again, withExtensions, asGet } = await askEveryWay({ query: text }, accept)
    expect(first.status).toBe(200)
    expect(again).toEqual(first)
    expect(withExtensions).toEqual(first)
    expect(asGet).toEqual(first)
  })

  const twoOperations =
    'query A { museums(first: 1) { totalCount } } query B { hotels(first: 1) { totalCount } }'
  const withVariable = 'query ($first: Int!) { museums(first: $first) { totalCount } }'

  it.each<[string, Question]>([
    ['no GraphQL', { query: '{ museums {' }],
    ['an empty text', { query: '' }],
    ['an unknown field', { query: '{ museums { colour } }' }],
    ['an unknown argument', { query: '{ museums(last: 3) { totalCount } }' }],
    ['a missing argument', { query: '{ museum { id } }' }],
    ['an object without fields', { query: '{ museums }' }],
    ['a wrong enum value', { query: '{ museums(orderBy: COLOUR) { totalCount } }' }],
    ['a text where a number stands', { query: '{ museums(first: "five") { totalCount } }' }],
    ['a number below the range', { query: '{ museums(first: -1) { totalCount } }' }],
    ['a number above the range', { query: '{ museums(first: 101) { totalCount } }' }],
    ['a cursor of nobody', { query: '{ museums(after: "nonsense") { totalCount } }' }],
    ['a place outside the territory', { query: '{ place(lat: 1, lng: 2) { id } }' }],
    ['an instant that is none', { query: '{ museum(id: "mam") { isOpen(at: "yesterday") } }' }],
    ['an id of nobody', { query: '{ museum(id: "nobody") { id } }' }],
    ['a protected field', { query: '{ buses(first: 2) { nodes { id plate } } }' }],
    ['a variable that is missing', { query: withVariable }],
    ['a variable that is null', { query: withVariable, variables: { first: null } }],
    ['a variable of another type', { query: withVariable, variables: { first: 'five' } }],
    ['a variable that fits', { query: withVariable, variables: { first: 2 } }],
    ['a variable too many', { query: withVariable, variables: { first: 2, last: 3 } }],
    ['two operations and no name', { query: twoOperations }],
    ['two operations and the second name', { query: twoOperations, operationName: 'B' }],
    ['two operations and a name of none', { query: twoOperations, operationName: 'C' }],
    ['nesting too deep', { query: nest('parent', 30) }],
    ['too many aliases', { query: `{ ${repeat((index) => `m${index}: museum(id: "mam") { id }`, 70)} }` }],
    ['a cost too high', { query: `{ ${repeat((index) => `s${index}: ${DEAR}`, 10)} }` }],
    ['the schema of the graph', { query: '{ __type(name: "Museum") { name fields { name } } }' }],
    [
      'names of JavaScript itself',
      { query: '{ __proto: museum(id: "mam") { constructor: id toString: __typename } }' },
    ],
  ])('%s', async (_, question) => {
    const { first, again, withExtensions, asGet } = await askEveryWay(question, accept)
    expect(again).toEqual(first)
    expect(withExtensions).toEqual(first)
    expect(asGet).toEqual(first)
  })
})

it.each(examples)('$name has the same body, kept or not', async ({ text }) => {
  const question = { query: text }
  const { status, body } = await post(question, 'application/json')
  for (const ask of [post, post, get])
    expect(await ask(question, 'application/json', keeping)).toMatchObject({ status, body })
})

const DEAR =
  'busStops(first: 100) { nodes { place { nearbyStops(first: 100) { stop { place { nearbyCarParks(first: 100) { metres } } } } } } }'

function repeat(part: (index: number) => string, times: number): string {
  return Array.from({ length: times }, (_, index) => part(index)).join(' ')
}

function nest(field: string, times: number): string {
  return `{ administrativeArea(id: "se") ${`{ ${field} `.repeat(times)} { id } ${'}'.repeat(times)} }`
}
