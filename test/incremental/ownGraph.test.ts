import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { assert, asyncProperty, nat, noBias, pre } from 'fast-check'
import { parse, validate, type FormattedExecutionResult } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refused } from '../../gateway/subgraphs/failures.ts'
import type { FetchWrapper } from '../../gateway/subgraphs/subgraphFetcher.ts'
import { deferSomewhere } from '../kit/deferSomewhere.ts'
import { readDraws } from '../kit/draws.ts'
import { describeAnswer } from '../kit/federation/oracle.ts'
import { rollTape, type Tape } from '../kit/federation/tape.ts'
import { findDifference, mergeParts, type MergedAnswer } from '../kit/mergeParts.ts'
import { drawOperation, type DrawnOperation } from '../kit/operations/draw.ts'
import { createOracle } from '../kit/oracle.ts'
import { openAnswer } from '../kit/partsClient.ts'
import { startRecordedGateway, type RecordedGateway } from '../kit/recordedGateway.ts'

/** `DRAWS=1000 npx vitest run test/incremental/ownGraph.test.ts` hunts. */
const DRAWS = readDraws(12)
const LONGEST_MS = 20_000 + 1_000 * DRAWS
const SEED = 20_261_201

/** The operations are drawn to be odd, not to be affordable. */
const WITHOUT_LIMITS = {
  MAX_COST: '10000000',
  MAX_ALIASES: '10000',
  MAX_DEPTH: '100',
  MAX_SELECTIONS: '100000',
}

const oracle = createOracle()

/** What befalls the calls of one subgraph. */
interface Fault {
  readonly subgraph: string
  readonly kind: 'fails' | 'is slow'
}

let fault: Fault | undefined

/** A slow answer comes when others have had their turn many times; one that is refused opens no breaker. */
const spoil: FetchWrapper = (next) => async (request, context) => {
  if (fault?.subgraph === request.subgraph) {
    if (fault.kind === 'fails') throw refused(request.subgraph, 400)
    for (let turn = 0; turn < SLOW_TURNS; turn++) await setImmediate()
  }
  return next(request, context)
}
const SLOW_TURNS = 30

let cold: RecordedGateway
let keeping: RecordedGateway
beforeAll(async () => {
  cold = await startRecordedGateway(WITHOUT_LIMITS, spoil)
  keeping = await startRecordedGateway({ ...WITHOUT_LIMITS, CACHE: 'on' }, spoil)
})
afterAll(async () => {
  await keeping.stop()
  await cold.stop()
})

it(
  'tells drawn operations over the whole graph in parts that come to the facts',
  async () => {
    const parted = await forEachOperation(async ({ plain, deferred, right, format }) => {
      const parts = await askInParts(cold, deferred, format)
      expectSame(parts, right, plain)
      return parts.count > 1
    })
    expect(parted).toBeGreaterThan(DRAWS / 4)
  },
  LONGEST_MS,
)

it(
  'tells them so from what a cache has of others, and whole where it has all',
  async () => {
    let whole = 0
    const parted = await forEachOperation(async ({ plain, deferred, right, format }) => {
      const first = await askInParts(keeping, deferred, format)
      expectSame(first, right, plain)
      let again = first
      const { calls } = await keeping.workOf(async () => {
        again = await askInParts(keeping, deferred, format)
      })
      expectSame(again, right, plain)
      expect(calls.length === 0 && again.count > 1, explain(deferred)).toBe(false)
      if (calls.length === 0) whole++
      return first.count > 1
    })
    expect(parted).toBeGreaterThan(DRAWS / 8)
    expect(whole).toBeGreaterThan(DRAWS / 4)
  },
  LONGEST_MS,
)

it('answers at once what a cache knows, in one part and as JSON where that is read, with its lifetime', async () => {
  const name = 'museum(id: "mam") { name { en }'
  const query = `{ ${name} ... @defer { place { nearbyStops(first: 1) { stop { id } } } } } }`
  const ask = (accept: string) => openAnswer(keeping.url, { query, accept })
  await keeping.ask(`{ ${name} } }`)
  const cold = await (await ask('multipart/mixed, application/json')).ended
  expect(cold).toMatchObject([{ data: { museum: { name: {} } } }, { hasNext: false }])
  const warm = await ask('multipart/mixed, application/json')
  expect(warm.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': expect.stringMatching(/^public, max-age=\d+$/),
  })
  const { data } = await keeping.ask(query)
  expect(await warm.ended).toEqual([{ data }])
  expect(await (await ask('multipart/mixed')).ended).toEqual([{ data, hasNext: false }])
})

it.each(['fails', 'is slow'] as const)(
  'comes to the same as the whole where a subgraph %s, with a cache and without',
  async (kind) => {
    let told = 0
    const touched = await forEachOperation(async ({ tape, plain, deferred, right, format }) => {
      fault = { subgraph: await drawAsked(tape, plain), kind }
      try {
        const whole = await cold.ask(plain.query, plain.variables)
        const parts = await askInParts(cold, deferred, format)
        expectSame(parts, whole, plain)
        // A cache has no more of what fails than it had, since the whole is asked for first.
        const kept = await keeping.ask(plain.query, plain.variables)
        expectSame(await askInParts(keeping, deferred, format), kept, plain)
        if (parts.count > 1) told++
        return !isDeepStrictEqual(whole.data, right.data)
      } finally {
        fault = undefined
      }
    })
    expect(told).toBeGreaterThan(DRAWS / 8)
    expect(touched > (kind === 'fails' ? DRAWS / 3 : 0)).toBe(kind === 'fails')
  },
  LONGEST_MS,
)

interface Drawn {
  readonly tape: Tape
  readonly plain: DrawnOperation
  readonly deferred: DrawnOperation
  /** What the facts come to. */
  readonly right: FormattedExecutionResult
  readonly format: 'current' | '2022'
}

/** How many of the operations the check counts. A failure names the number that draws the operation again. */
async function forEachOperation(check: (drawn: Drawn) => Promise<boolean>): Promise<number> {
  let counted = 0
  const property = asyncProperty(noBias(nat()), async (number) => {
    const tape = rollTape(number)
    const plain = drawOperation(tape, oracle)
    pre(validate(oracle.schema, parse(plain.query)).length === 0)
    const deferred = deferSomewhere(tape, plain, oracle.schema)
    const right = await oracle.ask(plain.query, plain.variables)
    const format = tape.chance(50) ? 'current' : '2022'
    if (await check({ tape, plain, deferred, right, format })) counted++
  })
  await assert(property, { seed: SEED, numRuns: DRAWS, endOnFailure: true })
  return counted
}

/** One of the subgraphs that an operation needs. */
async function drawAsked(tape: Tape, { query, variables }: DrawnOperation): Promise<string> {
  const { calls } = await cold.workOf(() => cold.ask(query, variables))
  const asked = [...new Set(calls.map(({ subgraph }) => subgraph))].toSorted()
  return asked[tape.number(asked.length)] ?? ''
}

async function askInParts(
  { url }: RecordedGateway,
  { query, variables }: DrawnOperation,
  format: Drawn['format'],
): Promise<MergedAnswer & { readonly count: number }> {
  const accept = format === 'current' ? 'multipart/mixed' : 'multipart/mixed;deferSpec=20220824'
  const { ended } = await openAnswer(url, { query, variables, accept })
  const payloads = await ended
  return { ...mergeParts(payloads, format), count: payloads.length }
}

/** Of more than a hundred errors, of one call or of all, the first are told. */
const MOST_ERRORS = 100

function expectSame(parts: MergedAnswer, whole: FormattedExecutionResult, operation: DrawnOperation): void {
  expect(findDifference(parts, whole.data), explain(operation)).toBeUndefined()
  if (parts.failed.length > 0 || (whole.errors ?? []).length >= MOST_ERRORS) return
  expect(describeAnswer(parts).nulled, explain(operation)).toEqual(describeAnswer(whole).nulled)
}

function explain({ query, variables }: DrawnOperation): string {
  return `${query}\n${JSON.stringify(variables)}\n`
}
