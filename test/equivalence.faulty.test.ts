import { assert, asyncProperty, nat, noBias } from 'fast-check'
import { parse, validate } from 'graphql'
import { expect, it } from 'vitest'
import { isRecord } from '../kit/isRecord.ts'
import { drawBlueprint, listNumbers } from './kit/federation/blueprint.ts'
import type { EngineAnswer } from './kit/federation/engine.ts'
import { startEngine } from './kit/federation/engine.ts'
import { FAULTS, makeFaulty, type Fault } from './kit/federation/faults.ts'
import { compose } from './kit/federation/federation.ts'
import { drawOperation } from './kit/federation/operation.ts'
import { askOracle } from './kit/federation/oracle.ts'
import { rollTape } from './kit/federation/tape.ts'
import { buildSubgraphs } from './kit/federation/world.ts'

const FEDERATIONS = 25
const OPERATIONS_EACH = 10
const SEED = 20_261_128

it('tells nothing that is wrong, and no null without an error, when subgraphs answer wrongly', async () => {
  const seen = new Map<Fault, number>()
  await assert(
    asyncProperty(noBias(nat()), async (seed) => {
      const tape = rollTape(seed)
      const blueprint = drawBlueprint(tape)
      const honest = buildSubgraphs(blueprint)
      const faulty = honest.map((subgraph) => makeFaulty(subgraph, tape))
      const engine = startEngine(
        compose(honest),
        faulty.map(({ subgraph }) => subgraph),
      )
      for (const index of listNumbers(OPERATIONS_EACH)) {
        const operation = { ...drawOperation(rollTape(seed + index), engine.schema), denied: [], labels: [] }
        if (validate(engine.schema, parse(operation.query)).length > 0) continue
        const right = await askOracle(engine.schema, blueprint, operation)
        const ours = await engine.ask(operation)
        const faults = faulty.flatMap(({ takeFaults }) => takeFaults())
        for (const fault of faults) seen.set(fault, (seen.get(fault) ?? 0) + 1)
        const wrong = findWrong(ours, right.data, faults.includes('an entity is not found'))
        if (wrong !== undefined)
          throw new Error(
            JSON.stringify(
              { wrong, faults, operation, right, ours: { ...ours, requests: undefined } },
              null,
              1,
            ),
          )
      }
    }),
    { numRuns: FEDERATIONS, seed: SEED, endOnFailure: true },
  )
  expect([...seen.keys()].sort()).toEqual([...FAULTS].sort())
}, 60_000)

/**
 * The first place where the answer has another value than the right one, or a null that no error explains. Where an
 * entity was not found its nullable fields are null, and silently so, in federation.
 */
function findWrong(
  { data, errors }: EngineAnswer,
  right: unknown,
  mayBeUnknown: boolean,
): string | undefined {
  const explained = new Set(errors.map(({ path = [] }) => JSON.stringify(untilNull(data, path))))
  const look = (
    given: unknown,
    expected: unknown,
    path: readonly (string | number)[],
  ): string | undefined => {
    const place = JSON.stringify(path)
    if (given === null) return mayBeUnknown || expected === null || explained.has(place) ? undefined : place
    if (Array.isArray(given) && Array.isArray(expected))
      return given.length === expected.length
        ? firstOf(given.map((item, index) => () => look(item, expected[index], [...path, index])))
        : place
    if (isRecord(given) && isRecord(expected))
      return firstOf(
        [...new Set([...Object.keys(given), ...Object.keys(expected)])].map(
          (key) => () => look(given[key], expected[key], [...path, key]),
        ),
      )
    return given === expected ? undefined : place
  }
  return look(data, right ?? null, [])
}

function firstOf(looks: readonly (() => string | undefined)[]): string | undefined {
  for (const look of looks) {
    const found = look()
    if (found !== undefined) return found
  }
  return undefined
}

function untilNull(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data
  for (const [depth, key] of path.entries()) {
    if (value === null || typeof value !== 'object') return path.slice(0, depth)
    value = Reflect.get(value, key)
  }
  return path
}
