import {
  getNamedType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import { isRecord } from '../../kit/isRecord.ts'
import type { Entity, Key, Representation } from './entities.ts'
import type { Ask } from './ask.ts'

const MOST_OF_A_KEY = 3
const MOST_PATHS = 6
const MOST_STEPS = 5

/**
 * Keys of entities that there are: those that are given, and of each key without one, what root fields lead to that need no
 * argument.
 */
export async function findSamples(
  schema: GraphQLSchema,
  entities: readonly Entity[],
  given: readonly Representation[],
  ask: Ask,
): Promise<readonly Representation[]> {
  const samples: Representation[] = given.filter(({ __typename }) =>
    entities.some(({ name }) => name === __typename),
  )
  const paths = listPaths(schema, new Set(entities.map(({ name }) => name)))
  for (const entity of entities) {
    for (const key of entity.keys)
      if (!samples.some((sample) => fitsKey(sample, entity, key)))
        samples.push(...(await askForKeys(entity, key, paths.get(entity.name) ?? [], ask)))
  }
  return samples
}

/** Whether a representation is by this key. */
export function fitsKey(sample: Representation, { name }: Entity, { names }: Key): boolean {
  return sample['__typename'] === name && names.every((field) => Object.hasOwn(sample, field))
}

type Path = readonly string[]

/** The shortest ways from the root to each entity, through fields without required arguments. */
function listPaths(
  schema: GraphQLSchema,
  entities: ReadonlySet<string>,
): ReadonlyMap<string, readonly Path[]> {
  const found = new Map<string, Path[]>()
  const root = schema.getQueryType()
  const reached = new Set<string>()
  let front: { type: GraphQLObjectType; path: Path }[] = root ? [{ type: root, path: [] }] : []
  while (front.length > 0) {
    const next: typeof front = []
    for (const { type, path } of front) {
      for (const { field, type: child } of listOpenFields(type)) {
        const way = [...path, field.name]
        const ways = found.get(child.name) ?? []
        if (entities.has(child.name) && ways.length < MOST_PATHS) found.set(child.name, [...ways, way])
        if (reached.has(child.name) || way.length >= MOST_STEPS) continue
        reached.add(child.name)
        next.push({ type: child, path: way })
      }
    }
    front = next
  }
  return found
}

interface OpenField {
  readonly field: GraphQLField<unknown, unknown>
  readonly type: GraphQLObjectType
}

function listOpenFields(type: GraphQLObjectType): readonly OpenField[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const child = getNamedType(field.type)
    const isOpen = isObjectType(child) && !field.name.startsWith('_') && !field.args.some(isRequiredArgument)
    return isOpen ? [{ field, type: child }] : []
  })
}

async function askForKeys(
  { name }: Entity,
  { fields, names }: Key,
  paths: readonly Path[],
  ask: Ask,
): Promise<readonly Representation[]> {
  for (const path of paths) {
    const query = `{${path.join('{')}{${fields}}${'}'.repeat(path.length)}`
    const { data } = await ask(query)
    const keys = new Map(
      followPath(data, path)
        .filter((object) => names.every((field) => (object[field] ?? null) !== null))
        .map((object) => {
          const key = { __typename: name, ...pick(object, names) }
          return [JSON.stringify(key), key]
        }),
    )
    if (keys.size > 0) return [...keys.values()].slice(0, MOST_OF_A_KEY)
  }
  return []
}

function pick(object: Readonly<Record<string, unknown>>, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, object[name]]))
}

function followPath(value: unknown, [step, ...rest]: Path): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value))
    return value.flatMap((item) => followPath(item, step === undefined ? [] : [step, ...rest]))
  if (!isRecord(value)) return []
  return step === undefined ? [value] : followPath(value[step], rest)
}
