import { isDeepStrictEqual } from 'node:util'
import { assert, asyncProperty, nat, noBias } from 'fast-check'
import {
  getNamedType,
  isInterfaceType,
  parse,
  validate,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { expect, it } from 'vitest'
import type { Caller } from '../../gateway/access/caller.ts'
import { createApiSchema } from '../kit/federation/apiSchema.ts'
import { readDraws } from '../kit/draws.ts'
import { compose } from '../kit/federation/federation.ts'
import {
  drawBlueprint,
  LABELS,
  listNumbers,
  withOldFields,
  type Blueprint,
} from '../kit/federation/blueprint.ts'
import { drawOperation } from '../kit/federation/operation.ts'
import { describeAnswer } from '../kit/federation/oracle.ts'
import { rollTape } from '../kit/federation/tape.ts'
import { buildSubgraphs } from '../kit/federation/world.ts'
import { askSlowJudge, type JudgedCaller, type JudgedOperation } from '../kit/slowJudge.ts'
import { startAccessGateway } from './accessGateway.ts'
import { drawCaller, drawRules } from './randomRules.ts'

/** `DRAWS=100 npx vitest run test/trust/property.test.ts` hunts. */
const WORLDS = readDraws(8)
const CALLERS = 3
const OPERATIONS = 14
const SEED = 20_261_122

it(
  'answers random callers, all at once, as a plain slow filter does',
  async () => {
    const counts = { answers: 0, denials: 0, refused: 0 }
    const property = asyncProperty(noBias(nat()), async (seed) => checkWorld(seed, counts))
    await assert(property, { numRuns: WORLDS, seed: SEED, endOnFailure: true })
    expect(counts.answers).toBeGreaterThan(200)
    expect(counts.denials).toBeGreaterThan(100)
    expect(counts.refused).toBeLessThan(counts.answers / 10)
  },
  120_000 + 10_000 * WORLDS,
)

async function checkWorld(
  seed: number,
  counts: Record<'answers' | 'denials' | 'refused', number>,
): Promise<void> {
  const tape = rollTape(seed)
  const blueprint = seed % 2 === 0 ? drawBlueprint(tape) : drawBlueprintWithInterface(seed)
  const { subgraphs, rules } = drawRules(tape, blueprint, buildSubgraphs(blueprint))
  const apiSchema = createApiSchema(compose(subgraphs))
  const labels: readonly string[] = rollTape(seed).pickSome(LABELS)
  const world = withOldFields(blueprint, ({ label }) => !labels.includes(label))
  const environment = { OVERRIDE_LABELS: labels.join() }
  const ask = await startAccessGateway(subgraphs, { policies: evaluatePolicies, environment })
  const callers = listNumbers(CALLERS).map(() => drawCaller(tape, blueprint))
  const drawn = listNumbers(OPERATIONS).map((index) => drawOperation(rollTape(seed + index), apiSchema))
  const operations = [...drawn, ...askThroughInterfaces(apiSchema)].filter(
    ({ query }) => validate(apiSchema, parse(query)).length === 0,
  )
  // Every operation by every caller twice, in one heap: what one leaves behind, the next one meets.
  const turns = [...operations, ...operations].flatMap((operation) =>
    callers.map((caller) => ({ operation, caller })),
  )
  await Promise.all(
    turns.map(async ({ operation, caller }) => {
      const { query, variables } = operation
      const ours = await ask({ query, variables, caller: toCaller(caller) })
      if (ours.status !== 200) {
        counts.refused++
        return
      }
      const right = await askSlowJudge(apiSchema, world, rules, operation, caller)
      const [got, expected] = [describe(ours), describe(right)]
      if (!isDeepStrictEqual(got, expected))
        throw new Error(
          explain(
            subgraphs.map(({ sdl }) => sdl),
            query,
            { variables, caller },
            expected,
            { ...got, errors: ours.errors },
          ),
        )
      counts.answers++
      counts.denials += (ours.errors ?? []).filter(isDenial).length
    }),
  )
}

/** A world in which the rules of several types meet behind an interface: random ones are seldom such. */
function drawBlueprintWithInterface(seed: number): Blueprint {
  const blueprint = drawBlueprint(rollTape(seed))
  const members = blueprint.entities.filter(({ isNode }) => isNode)
  const isFit = members.length > 1 && blueprint.roots.some(({ type }) => type.named === 'Node')
  return isFit ? blueprint : drawBlueprintWithInterface(seed + 1)
}

/** Each root field that gives an interface, asked for all that the interface has: random operations do so too seldom. */
function askThroughInterfaces(schema: GraphQLSchema): readonly JudgedOperation[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(({ name, type }) => {
    const named = getNamedType(type)
    if (!isInterfaceType(named)) return []
    return Object.keys(named.getFields()).map((field) => ({
      query: `{ ${name} { __typename ${field} ... on E1 { own: ${field} } } }`,
      variables: {},
    }))
  })
}

/** Of an answer with more errors than are told one by one, the data alone. */
function describe(
  answer: Pick<FormattedExecutionResult, 'data' | 'errors'> | Awaited<ReturnType<typeof askSlowJudge>>,
) {
  const { data, nulled } = describeAnswer(answer)
  return (answer.errors?.length ?? 0) > 90 ? { data } : { data, nulled }
}

function isDenial({ extensions }: { readonly extensions?: Readonly<Record<string, unknown>> }): boolean {
  const code = extensions?.['code']
  return code === 'UNAUTHENTICATED' || code === 'UNAUTHORIZED_FIELD_OR_TYPE'
}

/** The caller as its token makes it; policies are known of it by a name that only this test reads. */
function toCaller({ hasToken, scopes, policies, owned }: JudgedCaller): Caller {
  if (!hasToken) return { kind: 'anonymous', policies: new Set(policies) }
  const claims = { ...owned, policies }
  return { kind: 'verified', subject: 's', issuer: 'i', scopes: new Set(scopes), claims }
}

async function evaluatePolicies(names: readonly string[], caller: Caller) {
  const held = caller.kind === 'verified' ? caller.claims['policies'] : [...(caller.policies ?? [])]
  return Object.fromEntries(names.map((name) => [name, Array.isArray(held) && held.includes(name)]))
}

function explain(
  sdl: readonly string[],
  query: string,
  asked: object,
  expected: object,
  got: object,
): string {
  return `${sdl.join('\n# next subgraph\n')}

${query}
${JSON.stringify(asked)}

expected ${JSON.stringify(expected, null, 1)}
got ${JSON.stringify(got, null, 1)}`
}
