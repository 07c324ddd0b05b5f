import { createHash } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { Blueprint, Entity, Field, Requirement } from './blueprint.ts'
import { isFieldOf, listNumbers, withOldFields } from './blueprint.ts'
import { knowsNodesAsObject, listProvided, writeSdl } from './blueprintSdl.ts'
import type { HonestSubgraph, Resolvers } from './subgraph.ts'
import { defineSubgraph } from './subgraph.ts'

type Args = Readonly<Record<string, unknown>>
/** An object of the world: its type, its number, and what a representation said of it. */
export type Thing = Readonly<Record<string, unknown>> & { readonly __typename: string; readonly id: string }

const INSTANCES = 3
const COLOURS = ['RED', 'GREEN', 'BLUE']

/** The blueprint's subgraphs, each with its part of one and the same world. */
export function buildSubgraphs(blueprint: Blueprint): readonly HonestSubgraph[] {
  return listNumbers(blueprint.subgraphs).map((subgraph) =>
    defineSubgraph(
      `s${subgraph}`,
      writeSdl(blueprint, subgraph),
      resolversOf(seenBy(blueprint, subgraph), subgraph),
    ),
  )
}

function seenBy(blueprint: Blueprint, subgraph: number): Blueprint {
  return withOldFields(blueprint, ({ from }) => from === subgraph)
}

/** The value of any field of the world, for whoever knows all of it. */
export function readWorld(
  blueprint: Blueprint,
  source: Thing | undefined,
  typename: string,
  name: string,
  args: Args,
): unknown {
  const field = listFields(blueprint, typename).find((candidate) => candidate.name === name)
  if (field) return readField(blueprint, field, source, typename, args)
  return name in (source ?? {}) ? source?.[name] : readPlainField(source, name, args)
}

function listFields({ entities, roots, mutations }: Blueprint, typename: string): readonly Field[] {
  if (typename === 'Query') return roots
  if (typename === 'Mutation') return mutations
  return entities.find(({ name }) => name === typename)?.fields ?? []
}

function resolversOf(blueprint: Blueprint, subgraph: number): Resolvers {
  const ofFields = (typename: string, names: Iterable<string>) => resolveFields(blueprint, typename, names)
  const owned = (fields: readonly Field[]) =>
    fields.filter((field) => isFieldOf(field, subgraph)).map(({ name }) => name)
  const ofRoot = (name: string, fields: readonly Field[]) =>
    owned(fields).length > 0 ? { [name]: ofFields(name, owned(fields)) } : {}
  const query = { ...ofRoot('Query', blueprint.roots), ...ofRoot('Mutation', blueprint.mutations) }
  if (knowsNodesAsObject(blueprint, subgraph)) return { ...query, Node: ofFields('Node', ['extra']) }
  const entities = blueprint.entities.map((entity) => [
    entity.name,
    {
      ...ofFields(entity.name, [...owned(entity.fields), ...listProvided(blueprint, entity, subgraph)]),
      ...(entity.isNode && subgraph === 0 ? ofFields(entity.name, ['rank']) : {}),
      __resolveReference: (reference: Args) => findThing(entity.name, reference),
    },
  ])
  const hasNodes = subgraph === 0 && blueprint.entities.some(({ isNode }) => isNode)
  return {
    ...query,
    Value: ofFields('Value', ['p', 'q', 'w']),
    ...(hasNodes && { Node: { __resolveReference: findNode } }),
    ...Object.fromEntries(entities),
  }
}

function resolveFields(blueprint: Blueprint, typename: string, names: Iterable<string>) {
  const resolve = (name: string) => (source: Thing | undefined, args: Args) =>
    readWorld(blueprint, source, typename, name, args)
  return Object.fromEntries([...names].map((name) => [name, resolve(name)]))
}

function findNode(reference: Args): Thing | undefined {
  return findThing(String(reference['id']).split('-')[0] ?? '', reference)
}

function findThing(typename: string, reference: Args): Thing | undefined {
  const number = String(reference['id'] ?? reference['code'])
    .split('-')
    .at(-1)
  return { ...thing(typename, Number(number)), ...reference, __typename: typename }
}

function thing(typename: string, number: number): Thing {
  return { __typename: typename, id: `${typename}-${number}`, code: `c-${typename}-${number}` }
}

function readField(
  blueprint: Blueprint,
  field: Field,
  source: Thing | undefined,
  typename: string,
  args: Args,
): unknown {
  const seed = `${field.move?.isOld ? 'old ' : ''}${typename} ${source?.id} ${field.name} ${JSON.stringify(args)}`
  if (field.isBroken && hash(`${seed} broken`) % 4 === 0)
    throw new GraphQLError(`${typename}.${field.name} is broken`)
  const input = field.requires && readInput(blueprint, field.requires, source, typename)
  return shapeValue(
    blueprint,
    field,
    field.type.shape,
    input === undefined ? seed : `${seed} ${JSON.stringify(input)}`,
  )
}

/** From the representation where there is one, so that a wrong one shows. */
function readInput(
  blueprint: Blueprint,
  { field, args }: Requirement,
  source: Thing | undefined,
  typename: string,
): unknown {
  if (source && field in source) return source[field]
  return pickRequired(readWorld(blueprint, source, typename, field, args))
}

/** Of an object without a key only one field is ever required. */
function pickRequired(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pickRequired)
  return isValue(value) ? { p: readPlainField(value, 'p', {}) } : value
}

function isValue(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && Reflect.get(value, '__typename') === 'Value'
}

function shapeValue(blueprint: Blueprint, field: Field, shape: string, seed: string): unknown {
  const isRequired = shape.endsWith('!')
  if (!isRequired && hash(`${seed} null`) % 8 === 0) return null
  const inner = isRequired ? shape.slice(0, -1) : shape
  if (!inner.startsWith('[')) return nameValue(blueprint, field, seed)
  const items = listNumbers(hash(`${seed} length`) % 4)
  return items.map((index) => shapeValue(blueprint, field, inner.slice(1, -1), `${seed} ${index}`))
}

/** What is escaped, a pair of surrogates, and each half alone: JSON can hold all of them, UTF-8 cannot. */
const TEXTS = ['"é"', '𠮷', '\ud83d', '\ude00', '\ud83d\\', 'plain']

function nameValue(blueprint: Blueprint, { type, owners }: Field, seed: string): unknown {
  const number = hash(seed)
  switch (type.named) {
    case 'Int':
      return number % 1000
    case 'String':
      return `text ${number % 1000} ${TEXTS[number % TEXTS.length]}`
    case 'Boolean':
      return number % 2 === 0
    case 'Colour':
      return COLOURS[number % COLOURS.length]
    case 'Json':
      return { n: number % 10, constructor: [null, { text: '"é"' }], flag: number % 2 === 0 }
    case 'Value':
      return { __typename: 'Value', id: seed }
    default:
      return thing(chooseType(blueprint, type.named, owners, number), number % INSTANCES)
  }
}

function chooseType(
  { entities, unions }: Blueprint,
  named: string,
  [owner = 0]: readonly number[],
  number: number,
): string {
  const nodes = entities.filter(({ isNode }: Entity) => isNode).map(({ name }) => name)
  const candidates = named === 'Any' ? (unions[owner] ?? []) : named === 'Node' ? nodes : [named]
  return candidates[Math.floor(number / INSTANCES) % candidates.length] ?? named
}

function readPlainField(source: Thing | undefined, name: string, args: Args): unknown {
  const number = hash(`${source?.id} ${name} ${JSON.stringify(args)}`)
  if (name === 'w') return number % 3 === 0 ? null : thing('E0', number % INSTANCES)
  if (name === 'q') return `q ${number % 100}`
  return number % 100
}

function hash(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0)
}
