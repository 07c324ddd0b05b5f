import { isDeepStrictEqual } from 'node:util'
import { findOwners } from '../../../schema/compose/owners.ts'
import { isRecord } from '../../../kit/isRecord.ts'
import type { ConformCheck } from '../check.ts'
import { NotJudged } from '../notJudged.ts'
import { keyName, selectKeys, type Representation } from '../entities.ts'
import { describeErrors, type GraphQLAnswer } from '../graphqlAnswer.ts'
import { fitsKey } from '../samples.ts'
import { placeInGraph, type Subject } from '../subject.ts'

const LARGE_BATCH = 1_000

/** What gateways ask of `_entities`. */
export const ENTITIES: readonly ConformCheck[] = [
  {
    id: 'entity-samples',
    asks: 'Of each @key there is a key to try, by root fields that need no argument or from --keys.',
    remedy: 'Give one with --keys FILE, such as [{"__typename": "Place", "id": "22.19372,113.54023"}].',
    async find(subject) {
      const entities = await subject.entities()
      if (entities.length === 0) throw new NotJudged('the SDL has no type with an @key')
      const samples = await subject.samples().catch(notJudgedAsNone)
      return entities.flatMap((entity) =>
        entity.keys
          .filter((key) => !samples.some((sample) => fitsKey(sample, entity, key)))
          .map((key) => `expected a key of ${entity.name} by "${key.fields}"; got none`),
      )
    },
  },
  {
    id: 'entities-resolve',
    asks: 'Each key that there is gives its entity, with its __typename and the very key.',
    remedy: 'Find the entity by all fields of the key, whichever of its keys was given.',
    async find(subject) {
      const problems: string[] = []
      for (const sample of await subject.samples())
        problems.push(...(await findFaultsOfBatch(subject, [sample])))
      return problems
    },
  },
  {
    id: 'batch-order',
    asks: 'A batch is answered in its order, one item for each representation, types mixed as they come.',
    remedy: 'Put each entity at the place of its representation: databases answer in another order.',
    async find(subject) {
      const samples = await subject.samples()
      return [
        ...(await findFaultsOfBatch(subject, samples)),
        ...(await findFaultsOfBatch(subject, samples.toReversed())),
      ]
    },
  },
  {
    id: 'batch-duplicates',
    asks: 'A representation that stands twice in a batch is answered twice.',
    remedy: 'Load each key once, and give its entity at each place.',
    async find(subject) {
      const samples = await subject.samples()
      return findFaultsOfBatch(
        subject,
        samples.flatMap((sample) => [sample, samples[0] ?? sample, sample]),
      )
    },
  },
  {
    id: 'batch-empty',
    asks: 'An empty batch is answered by an empty list.',
    remedy: 'Answer [] for representations of [], without a question to the database.',
    async find(subject) {
      await subject.samples()
      return findFaultsOfBatch(subject, [])
    },
  },
  {
    id: 'batch-large',
    asks: `A batch of ${LARGE_BATCH} representations is answered whole, within 5 s.`,
    remedy: 'Ask the source once for a batch; take bodies of at least 1 MiB.',
    async find(subject) {
      const samples = await subject.samples()
      const batch = Array.from({ length: LARGE_BATCH }, (_, index) => samples[index % samples.length])
      return findFaultsOfBatch(
        subject,
        batch.filter((sample) => sample !== undefined),
      )
    },
  },
  {
    id: 'unknown-key-null',
    asks: 'A key that there is not costs its own place: null, and no error. Of another bureau’s entity the key may come back.',
    remedy: 'Answer null where nothing is found; an error would be shown to clients as a fault.',
    find: findFaultsOfUnknown,
  },
  {
    id: 'bad-representation',
    asks: 'A representation that is none, or of a type that there is not, is refused without a status of 5xx.',
    remedy: 'Give null and an error at its place, or refuse the request with 400.',
    async find(subject) {
      const problems: string[] = []
      for (const bad of [{}, { __typename: 'ConformNoSuchType' }, 'text', [], { __typename: 12 }]) {
        const answer = await subject.ask(NAMES_ONLY, { representations: [bad] })
        const what = JSON.stringify(bad)
        if (answer.status >= 500) problems.push(`${what}: expected a status below 500; got ${answer.status}`)
        const entities = answer.data?.['_entities']
        if (Array.isArray(entities) && entities.some((entity) => entity !== null))
          problems.push(`${what}: expected null; got an entity`)
      }
      return problems
    },
  },
]

const NAMES_ONLY = 'query($representations:[_Any!]!){_entities(representations:$representations){__typename}}'

function notJudgedAsNone(error: unknown): readonly Representation[] {
  if (error instanceof NotJudged) return []
  throw error
}

/** Asks for entities as a gateway does, each with its own key. */
export async function askForBatch(
  subject: Subject,
  representations: readonly Representation[],
): Promise<GraphQLAnswer> {
  const fragments = (await subject.entities()).map(selectKeys).join(' ')
  return subject.ask(
    `query($representations:[_Any!]!){_entities(representations:$representations){__typename ${fragments}}}`,
    { representations },
  )
}

/** What is wrong of the answer to a batch of entities that there are. */
async function findFaultsOfBatch(
  subject: Subject,
  batch: readonly Representation[],
): Promise<readonly string[]> {
  const answer = await askForBatch(subject, batch)
  const what = batch.length === 1 ? JSON.stringify(batch[0]) : `a batch of ${batch.length}`
  const found = answer.data?.['_entities']
  if (answer.errors.length > 0) return [`${what}: expected no error; got ${describeErrors(answer)}`]
  if (!Array.isArray(found)) return [`${what}: expected a list; got something else`]
  if (found.length !== batch.length) return [`${what}: expected ${batch.length} items; got ${found.length}`]
  const wrong = batch.findIndex((representation, index) => !isEntityOf(representation, found[index]))
  return wrong < 0
    ? []
    : [
        `${what}, item ${wrong}: expected the entity of ${JSON.stringify(batch[wrong])}; got ${JSON.stringify(found[wrong])}`,
      ]
}

/** Whether an entity has the type and the key of its representation. */
export function isEntityOf({ __typename: type, ...fields }: Representation, entity: unknown): boolean {
  return (
    isRecord(entity) &&
    entity['__typename'] === type &&
    Object.entries(fields).every(([name, value]) => {
      const came = entity[keyName(type, name)]
      // What is no field of a key was given for a @requires, and is not asked for.
      return came === undefined || isDeepStrictEqual(came, value)
    })
  )
}

async function findFaultsOfUnknown(subject: Subject): Promise<readonly string[]> {
  const [samples, entities] = [await subject.samples(), await subject.entities()]
  const { owners } = findOwners(placeInGraph(subject, await subject.running()))
  const problems: string[] = []
  for (const entity of entities) {
    const known = samples.find(({ __typename }) => __typename === entity.name)
    if (known === undefined) continue
    const unknown = makeUnknown(known)
    const answer = await askForBatch(subject, [known, unknown, known])
    const found = answer.data?.['_entities']
    const what = JSON.stringify(unknown)
    if (answer.errors.length > 0)
      problems.push(`${what}: expected null without an error; got ${describeErrors(answer)}`)
    else if (!Array.isArray(found) || found.length !== 3)
      problems.push(`${what} between two that there are: expected 3 items; got another answer`)
    else if (!isAbsent(found[1], unknown, owners.get(entity.name) === subject.subgraph))
      problems.push(`${what}: expected null; got ${JSON.stringify(found[1])}`)
    else if (!isEntityOf(known, found[0]) || !isEntityOf(known, found[2]))
      problems.push(`${what} between two that there are: expected both beside it; got others`)
  }
  return problems
}

/** Who only adds fields to an entity need not know which there are. */
function isAbsent(entity: unknown, unknown: Representation, isOwner: boolean): boolean {
  return entity === null || (!isOwner && isEntityOf(unknown, entity))
}

function makeUnknown({ __typename, ...fields }: Representation): Representation {
  return { __typename, ...mapLeaves(fields) }
}

function mapLeaves(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, unknownOf(value)]))
}

function unknownOf(value: unknown): unknown {
  if (isRecord(value)) return mapLeaves(value)
  if (Array.isArray(value)) return value.map(unknownOf)
  return typeof value === 'number' ? -2_147_483_647 : 'conform-no-such-key'
}
