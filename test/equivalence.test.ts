import { assert, asyncProperty, nat, noBias, pre } from 'fast-check'
import {
  isInterfaceType,
  isObjectType,
  parse,
  validate,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
} from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rollTape } from './kit/federation/tape.ts'
import { drawOperation, mayDraw, type DrawnOperation } from './kit/operations/draw.ts'
import { drawEveryArgument } from './kit/operations/drawArguments.ts'
import { asksOneNameTwice } from './kit/operations/sameNames.ts'
import { createOracle } from './kit/oracle.ts'
import { startRecordedGateway, type RecordedGateway } from './kit/recordedGateway.ts'
import { startStockGateway, type StockGateway } from './kit/stockGateway.ts'

const SEED = 20_261_122
/** Even where all tests run at once on one slow core. */
const AT_LEAST = 4

/** The operations are drawn to be odd, not to be affordable. */
const WITHOUT_LIMITS = {
  MAX_COST: '10000000',
  MAX_ALIASES: '10000',
  MAX_DEPTH: '100',
  MAX_SELECTIONS: '100000',
}

const oracle = createOracle()
let gateway: RecordedGateway
let keeping: RecordedGateway
let stock: StockGateway
beforeAll(async () => {
  gateway = await startRecordedGateway(WITHOUT_LIMITS)
  keeping = await startRecordedGateway({ ...WITHOUT_LIMITS, CACHE: 'on' })
  stock = await startStockGateway(gateway.subgraphs)
})
afterAll(async () => {
  await stock.stop()
  await keeping.stop()
  await gateway.stop()
})

it('answers drawn operations over the whole graph as the facts have it, with errors at the same nulls', async () => {
  const asked = await forEachOperation(300, 12_000, async (operation, right) => {
    const ours = await gateway.ask(operation.query, operation.variables)
    expectAlike(ours, right, operation)
  })
  expect(asked).toBeGreaterThan(AT_LEAST)
}, 60_000)

it('answers alike from what it kept of other operations', async () => {
  const asked = await forEachOperation(60, 4_000, async (operation, right) => {
    const first = await keeping.ask(operation.query, operation.variables)
    const again = await keeping.ask(operation.query, operation.variables)
    expectAlike(first, right, operation)
    expectAlike(again, right, operation)
  })
  expect(asked).toBeGreaterThan(AT_LEAST)
}, 60_000)

it('is judged by an oracle with which the stock gateway agrees', async () => {
  const asked = await forEachOperation(60, 5_000, async (operation, right) => {
    // Where it is wrong, as the next test shows.
    if (asksOneNameTwice(parse(operation.query))) return
    const theirs = await stock.ask(operation.query, operation.variables)
    expect(theirs.data, describeOperation(operation)).toEqual(right.data)
  })
  expect(asked).toBeGreaterThan(AT_LEAST)
}, 60_000)

it('is right where the stock gateway is not: two types at one place may ask one name with other arguments', async () => {
  const query = `{
    attraction(id: "guia-fortress") {
      heritage {
        ... on Museum { place { distanceTo(place: "22.19758,113.54085") } }
        ... on Monument { place { distanceTo(place: "22.19060,113.54380") } }
      }
    }
    science: attraction(id: "science-center") {
      heritage {
        ... on Museum { place { distanceTo(place: "22.19758,113.54085") } }
        ... on Monument { place { distanceTo(place: "22.19060,113.54380") } }
      }
    }
  }`
  const right = await oracle.ask(query)
  expect(await gateway.ask(query)).toEqual(right)
  expect(await stock.ask(query, {})).not.toEqual(right)
})

it.each([
  `healthFacilities(first: 30) {
    nodes { place { lat } ... on Pharmacy { place { distanceTo(place: "nowhere") } } }
  }`,
])('tells an error only where the client asked for the field: %s', async (field) => {
  const ours = summarise(await gateway.ask(`{ ${field} }`))
  expect(ours).toEqual(summarise(await oracle.ask(`{ ${field} }`)))
  expect(ours.failed.length).toBeGreaterThan(0)
})

it('has values to draw for whatever an operation may give', () => {
  const fields = Object.values(oracle.schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ type, field }) => mayDraw(oracle, type.name, field))
  const owners = fields.filter(({ field }) => field.args.length > 0)
  expect(owners.length).toBeGreaterThan(20)
  for (const { type, field } of owners) drawEveryArgument(type.name, field)
})

/**
 * Draws until there are enough or the time is over, and gives each operation with its right answer; how many there
 * were. A failure names the number that draws the operation again.
 */
async function forEachOperation(
  count: number,
  milliseconds: number,
  check: (operation: DrawnOperation, right: FormattedExecutionResult) => Promise<void>,
): Promise<number> {
  let asked = 0
  const property = asyncProperty(noBias(nat()), async (number) => {
    const operation = drawOperation(rollTape(number), oracle)
    // Fields of one name may disagree by chance.
    pre(validate(oracle.schema, parse(operation.query)).length === 0)
    await check(operation, await oracle.ask(operation.query, operation.variables))
    asked++
  })
  // A smaller number is another operation, not a simpler one: nothing is shrunk.
  await assert(property, {
    seed: SEED,
    numRuns: count,
    interruptAfterTimeLimit: milliseconds,
    endOnFailure: true,
  })
  return asked
}

/** Of more than a hundred errors, of one call or of all, the first are told. */
const MOST_ERRORS = 100

function expectAlike(
  ours: FormattedExecutionResult,
  right: FormattedExecutionResult,
  operation: DrawnOperation,
): void {
  const isTold = (right.errors ?? []).length <= MOST_ERRORS
  const errors = (ours.errors ?? []).filter(({ path }) => isTold || path !== undefined)
  const { data, failed } = summarise({ ...ours, errors })
  const places = summarise(right).failed
  expect(data, describeOperation(operation)).toEqual(right.data)
  expect(failed, describeOperation(operation)).toEqual(
    isTold ? places : places.filter((place) => failed.includes(place)),
  )
  expect(errors.length, describeOperation(operation)).toBeGreaterThanOrEqual(isTold ? 0 : MOST_ERRORS - 1)
}

/**
 * Data, and the nulls that come of errors. Words are the gateway's own; and below a null that came of one error,
 * GraphQL leaves it open which others are told.
 */
function summarise({ data, errors = [] }: FormattedExecutionResult) {
  return { data, failed: [...new Set(errors.map((error) => placeOfNull(data, error)))].toSorted() }
}

function placeOfNull(data: unknown, { path = [] }: GraphQLFormattedError): string {
  let value = data
  const end = path.findIndex((step) => {
    if (value === null) return true
    value = isObject(value) ? Reflect.get(value, step) : undefined
    return false
  })
  return (end < 0 ? path : path.slice(0, end)).join('.')
}

function describeOperation({ query, variables }: DrawnOperation): string {
  return `${query}\n${JSON.stringify(variables)}\n`
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
