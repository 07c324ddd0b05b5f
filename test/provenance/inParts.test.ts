import { assert, asyncProperty, nat, noBias, pre } from 'fast-check'
import { parse, validate } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isRecord } from '../../kit/isRecord.ts'
import { deferSomewhere } from '../kit/deferSomewhere.ts'
import { readDraws } from '../kit/draws.ts'
import { rollTape } from '../kit/federation/tape.ts'
import { mergeParts } from '../kit/mergeParts.ts'
import { drawOperation } from '../kit/operations/draw.ts'
import { createOracle } from '../kit/oracle.ts'
import { openAnswer } from '../kit/partsClient.ts'
import { startRecordedGateway, type RecordedGateway } from '../kit/recordedGateway.ts'

/** `DRAWS=1000 npx vitest run test/provenance/inParts.test.ts` hunts. */
const DRAWS = readDraws(12)
const LONGEST_MS = 20_000 + 1_000 * DRAWS

/** What is told beside the parts, by part: of the whole part or of its data. */
const extensionsOf = (payloads: readonly unknown[]): readonly Readonly<Record<string, unknown>>[] =>
  payloads.map((payload) => {
    const part = isRecord(payload) ? payload : {}
    const increments: readonly unknown[] = Array.isArray(part['incremental']) ? part['incremental'] : []
    return [part, ...increments].reduce<Record<string, unknown>>(
      (all, one) => (isRecord(one) && isRecord(one['extensions']) ? { ...all, ...one['extensions'] } : all),
      {},
    )
  })

let gateway: RecordedGateway
beforeAll(async () => {
  gateway = await startRecordedGateway({
    MAX_COST: '10000000',
    MAX_ALIASES: '10000',
    MAX_DEPTH: '100',
    MAX_SELECTIONS: '100000',
  })
})
afterAll(() => gateway.stop())

const told = { extensions: { provenance: true } }
const askParts = async (
  query: string,
  variables: object = {},
  accept = 'multipart/mixed',
  more: object = told,
) => (await openAnswer(gateway.url, { query, accept, body: { query, variables, ...more } })).ended

const PAGE = `{
  emergencyDepartment(id: "chcsj-adult") {
    id
    ... @defer(label: "around") { place { nearbyStops(first: 2) { stop { id } } } }
  }
}`

it.each(['multipart/mixed', 'multipart/mixed;deferSpec=20220824', 'text/event-stream'])(
  'is told of the whole answer in its last part, for %s',
  async (accept) => {
    const [whole] = await askParts(PAGE.replace(/@defer\(.*?\)/, ''), {}, 'application/json')
    const parts = await askParts(PAGE, {}, accept)
    expect(parts).toHaveLength(2)
    const [right] = extensionsOf([whole])
    expect(right?.['provenance']).toHaveLength(2)
    expect(extensionsOf(parts)).toEqual([{}, right])
  },
)

it('is not told in parts where nobody asks', async () => {
  expect(extensionsOf(await askParts(PAGE, {}, 'multipart/mixed', {}))).toEqual([{}, {}])
})

it(
  'is that of the whole answer for drawn operations in parts, from the same calls as without',
  async () => {
    let parted = 0
    const property = asyncProperty(noBias(nat()), async (number) => {
      const tape = rollTape(number)
      const plain = drawOperation(tape, oracle)
      pre(validate(oracle.schema, parse(plain.query)).length === 0)
      const { query, variables } = deferSomewhere(tape, plain, oracle.schema)
      const isCurrent = tape.chance(50)
      const accept = isCurrent ? 'multipart/mixed' : 'multipart/mixed;deferSpec=20220824'
      const [whole] = await askParts(plain.query, plain.variables, 'application/json')
      let parts: readonly unknown[] = []
      const { calls } = await gateway.workOf(async () => {
        parts = await askParts(query, variables, accept)
      })
      const silent = await gateway.workOf(() => askParts(query, variables, accept, {}))
      expect(calls.map(({ subgraph }) => subgraph).toSorted(), query).toEqual(
        silent.calls.map(({ subgraph }) => subgraph).toSorted(),
      )
      // A null may stop at a fragment that goes further up in the whole.
      if (mergeParts(parts, isCurrent ? 'current' : '2022').failed.length > 0) return
      const tellings = extensionsOf(parts).map(({ provenance }) => provenance)
      const right = extensionsOf([whole]).map(({ provenance }) => provenance)
      expect(tellings, query).toEqual([...tellings.slice(1).map(() => undefined), ...right])
      if (parts.length > 1 && Array.isArray(right[0]) && right[0].length > 0) parted++
    })
    await assert(property, { seed: 20_261_130, numRuns: DRAWS, endOnFailure: true })
    expect(parted).toBeGreaterThan(DRAWS / 4)
  },
  LONGEST_MS,
)

const oracle = createOracle()
