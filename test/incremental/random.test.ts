import { isDeepStrictEqual } from 'node:util'
import { setImmediate } from 'node:timers/promises'
import { assert, asyncProperty, nat, noBias } from 'fast-check'
import { parse, validate } from 'graphql'
import { expect, it } from 'vitest'
import { mergePart, NOTHING_YET } from '../../explorer/src/live/mergePart.ts'
import { isRecord } from '../../kit/isRecord.ts'
import { deferSomewhere } from '../kit/deferSomewhere.ts'
import { drawBlueprint, listNumbers } from '../kit/federation/blueprint.ts'
import { startEngine } from '../kit/federation/engine.ts'
import { compose } from '../kit/federation/federation.ts'
import { drawOperation } from '../kit/federation/operation.ts'
import { askOracle, describeAnswer } from '../kit/federation/oracle.ts'
import { rollTape } from '../kit/federation/tape.ts'
import { buildSubgraphs } from '../kit/federation/world.ts'
import { readDraws } from '../kit/draws.ts'
import { findDifference, mergeParts } from '../kit/mergeParts.ts'

/** `DRAWS=400 npx vitest run test/incremental/random.test.ts` hunts. */
const FEDERATIONS = readDraws(20)
const OPERATIONS_EACH = 10
const SEED = 20_261_129

it(
  'tells random operations over random federations in parts that come to what graphql-js answers',
  async () => {
    const total = { asked: 0, parted: 0, failed: 0 }
    const property = asyncProperty(noBias(nat()), async (seed) => {
      const blueprint = drawBlueprint(rollTape(seed))
      const subgraphs = buildSubgraphs(blueprint)
      const turns = rollTape(seed)
      const engine = startEngine(compose(subgraphs), subgraphs, undefined, async () => {
        for (let left = turns.number(6); left > 0; left--) await setImmediate()
      })
      for (const index of listNumbers(OPERATIONS_EACH)) {
        const plain = drawOperation(rollTape(seed + index), engine.schema)
        const operation = deferSomewhere(rollTape(seed + index), plain, engine.schema)
        if (validate(engine.schema, parse(plain.query)).length > 0) continue
        const right = await askOracle(engine.schema, blueprint, plain)
        for (const format of ['current', '2022'] as const) {
          const { payloads } = await engine.askInParts(operation, format)
          const explain = (what: string) =>
            `${what} (${format})\n${operation.query}\n${JSON.stringify(operation)}\n${JSON.stringify(right)}\n${payloads.map((one) => JSON.stringify(one)).join('\n')}`
          const seen = format === 'current' && payloads.filter(isRecord).reduce(mergePart, NOTHING_YET)
          let merged
          try {
            merged = mergeParts(payloads, format)
          } catch (error) {
            throw new Error(explain(String(error)), { cause: error })
          }
          if (seen && !isDeepStrictEqual([seen.data, seen.awaited], [merged.data, []]))
            throw new Error(explain(`the explorer shows ${JSON.stringify(seen)}`))
          const difference = findDifference(merged, JSON.parse(JSON.stringify(right.data)))
          if (difference !== undefined) throw new Error(explain(difference))
          total.asked++
          if (payloads.length > 1) total.parted++
          if (merged.failed.length > 0) total.failed++
          else {
            const ours = describeAnswer(merged).nulled
            const theirs = describeAnswer(right).nulled
            if (ours.join() !== theirs.join())
              throw new Error(explain(`errors: ${ours.join()} for ${theirs.join()}`))
          }
        }
      }
    })
    await assert(property, { numRuns: FEDERATIONS, seed: SEED, endOnFailure: true })
    expect(total.parted).toBeGreaterThan(80)
    expect(total.failed).toBeGreaterThan(0)
  },
  60_000 + 3_000 * FEDERATIONS,
)
