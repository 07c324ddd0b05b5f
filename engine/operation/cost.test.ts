import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { NO_ANNOTATIONS } from '../annotate/annotation.ts'
import { compileCost, evaluateCost, readCostModel } from './cost.ts'
import { compileMeasuredCost } from './measuredCost.ts'
import { normaliseOperation } from './normaliseOperation.ts'

const SDL = `
  directive @link(url: String!, import: [String!]) repeatable on SCHEMA
  directive @cost(weight: Int!) on FIELD_DEFINITION | OBJECT
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean) on FIELD_DEFINITION
  schema @link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", "@listSize"]) { query: Query }
  type Query {
    item: Item
    plain: [Item!]
    assumed: [Item!] @listSize(assumedSize: 3)
    page(first: Int = 20): Page @listSize(slicingArguments: ["first"], sizedFields: ["nodes"])
    ends(first: Int, last: Int): Page @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["nodes"])
  }
  type Page { nodes: [Item!] total: Int }
  type Item { id: ID rides: [Ride!] @cost(weight: 5) @listSize(assumedSize: 2) }
  type Ride { id: ID }
`
const schema = buildSchema(SDL)
const model = readCostModel(parse(SDL), schema)

describe('the estimated cost', () => {
  it.each([
    ['an object is 1 and its leaves 0', '{ item { id } }', {}, 1],
    ['a list without a hint is ten', '{ plain { id } }', {}, 10],
    ['an assumed size is taken', '{ assumed { id } }', {}, 3],
    ['a slicing argument sizes the fields it names', '{ page(first: 4) { nodes { id } total } }', {}, 1 + 4],
    ['its default counts where it is not given', '{ page { nodes { id } } }', {}, 1 + 20],
    [
      'a variable counts by its value',
      'query ($n: Int) { page(first: $n) { nodes { id } } }',
      { n: 7 },
      1 + 7,
    ],
    ['the larger of two slicing arguments counts', '{ ends(first: 4, last: 6) { nodes { id } } }', {}, 1 + 6],
    ['of which null is none', '{ ends(first: null, last: 3) { nodes { id } } }', {}, 1 + 3],
    [
      'nor is a variable without a value',
      'query ($n: Int, $m: Int) { ends(first: $n, last: $m) { nodes { id } } }',
      { n: null, m: 3 },
      1 + 3,
    ],
    [
      'without any the assumed size is taken',
      'query ($n: Int) { ends(first: $n) { nodes { id } } }',
      {},
      1 + 20,
    ],
    [
      'a weight counts for each item',
      '{ page(first: 2) { nodes { rides { id } } } }',
      {},
      1 + 2 * (1 + 2 * 5),
    ],
    ['aliases count each', '{ a: item { id } b: item { id } }', {}, 2],
  ])('%s', (_rule, text, variables, cost) => {
    expect(
      evaluateCost(compileCost(normaliseOperation(parse(text), undefined), schema, model), variables),
    ).toBe(cost)
  })
})

describe('the cost of an answer', () => {
  const item = (count: number) => ({ rides: Array.from({ length: count }, () => ({ id: 'r' })) })

  it.each<[string, string, object | null, number]>([
    ['an object is 1 and its leaves 0', '{ item { id } }', { item: { id: 'a' } }, 1],
    [
      'a list counts what came, whatever was assumed',
      '{ plain { id } }',
      { plain: [{ id: 'a' }, { id: 'b' }] },
      2,
    ],
    ['an empty list is nothing', '{ plain { id } }', { plain: [] }, 0],
    [
      'what is null is nothing, in a list too',
      '{ item { id } plain { id } }',
      { item: null, plain: [null] },
      0,
    ],
    ['no data is nothing', '{ item { id } }', null, 0],
    [
      'a weight counts for each that came',
      '{ page(first: 50) { nodes { rides { id } } } }',
      { page: { nodes: [item(3), item(1)] } },
      1 + 2 + (3 + 1) * 5,
    ],
    ['aliases count each', '{ a: item { id } b: item { id } }', { a: { id: 'a' }, b: { id: 'a' } }, 2],
    [
      'a field asked for twice counts once, with all that is below it',
      '{ item { id } ... on Query { item { rides { id } } } }',
      { item: { id: 'a', ...item(2) } },
      1 + 2 * 5,
    ],
    ['what is skipped is nothing', '{ item @skip(if: true) { id } }', {}, 0],
  ])('%s', (_rule, text, data, cost) => {
    const operation = normaliseOperation(parse(text), undefined)
    expect(compileMeasuredCost(operation, { schema, model, annotations: NO_ANNOTATIONS })(data)).toBe(cost)
  })
})
