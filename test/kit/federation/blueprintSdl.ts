import type { Blueprint, Entity, Field } from './blueprint.ts'
import { DEFAULT_ADD } from './blueprint.ts'

/** The SDL of one subgraph of a blueprint. */
export function writeSdl(blueprint: Blueprint, subgraph: number): string {
  const query = [
    ...writeRoot('Query', blueprint.roots, subgraph),
    ...writeRoot('Mutation', blueprint.mutations, subgraph),
  ]
  if (knowsNodesAsObject(blueprint, subgraph))
    return [...query, NODE_OBJECT, 'enum Colour { RED GREEN BLUE }', OPTIONS].join('\n')
  return [
    ...query,
    `type Value @shareable { p: Int q(add: Int = 1): String w: E0 }`,
    'enum Colour { RED GREEN BLUE }',
    'scalar Json',
    OPTIONS,
    `union Any = ${blueprint.unions[subgraph]?.join(' | ')}`,
    ...writeInterface(blueprint, subgraph),
    ...blueprint.entities.map((entity) => writeEntity(blueprint, entity, subgraph)),
  ].join('\n')
}

const OPTIONS = 'input Opt { n: Int = 3 list: [Int!] colour: Colour deep: Opt }'
const NODE_OBJECT = 'type Node @key(fields: "id") @interfaceObject { id: ID! extra(add: Int = 1): Int }'

function writeRoot(name: string, fields: readonly Field[], subgraph: number): readonly string[] {
  const owned = fields
    .filter(({ owners }) => owners.includes(subgraph))
    .map((field) => writeField(field, false))
  return owned.length > 0 ? [`type ${name} { ${owned.join(' ')} }`] : []
}

export function knowsNodesAsObject({ hasInterfaceObject, subgraphs }: Blueprint, subgraph: number): boolean {
  return hasInterfaceObject && subgraph === subgraphs - 1
}

/** Only the first subgraph knows the second field of the interface, and finds nodes by their key. */
function writeInterface({ entities }: Blueprint, subgraph: number): readonly string[] {
  if (!entities.some(({ isNode }) => isNode)) return []
  return [
    subgraph === 0 ? 'interface Node @key(fields: "id") { id: ID! rank: Int }' : 'interface Node { id: ID! }',
  ]
}

function writeEntity(blueprint: Blueprint, entity: Entity, subgraph: number): string {
  const keys = entity.keys[subgraph] ?? []
  const provided = listProvided(blueprint, entity)
  const owned = entity.fields.filter(({ owners }) => owners.includes(subgraph))
  const fields = [
    ...owned.map((field) => writeField(field, provided.has(field.name))),
    ...listExternals(blueprint, entity, subgraph).map((field) => `${signatureOf(field)} @external`),
  ]
  const keyFields = [...new Set(keys.flatMap((key) => key.split(' ')))].map((name) => `${name}: ID!`)
  const rank = entity.isNode && subgraph === 0 ? ['rank: Int'] : []
  const isResolvable = subgraph === 0 || fields.length > 0
  const directives = keys.map((key) => `@key(fields: "${key}"${isResolvable ? '' : ', resolvable: false'})`)
  const implemented = entity.isNode ? 'implements Node' : ''
  return `type ${entity.name} ${implemented} ${directives.join(' ')} { ${[...keyFields, ...rank, ...fields].join(' ')} }`
}

/** What the subgraph names of other subgraphs' fields, to compute its own or to give them along. */
export function listExternals(blueprint: Blueprint, entity: Entity, subgraph: number): readonly Field[] {
  const required = entity.fields.flatMap(({ owners, requires }) =>
    requires && owners.includes(subgraph) ? [requires.field] : [],
  )
  const wanted = new Set([...required, ...listProvided(blueprint, entity, subgraph)])
  return entity.fields.filter(({ name }) => wanted.has(name))
}

/** The fields of an entity that a subgraph, or any, gives along with a reference to it. */
export function listProvided(
  { entities, roots, mutations }: Blueprint,
  entity: Entity,
  subgraph?: number,
): ReadonlySet<string> {
  const leading = [...roots, ...mutations, ...entities.flatMap(({ fields }) => fields)].filter(
    ({ type }) => type.named === entity.name,
  )
  return new Set(
    leading.flatMap(({ owners, provides }) =>
      provides !== undefined && (subgraph === undefined || owners.includes(subgraph)) ? [provides] : [],
    ),
  )
}

function writeField(field: Field, isProvided: boolean): string {
  const { owners, requires, provides } = field
  const directives = [
    ...(requires ? [`@requires(fields: "${requires.selection}")`] : []),
    ...(provides === undefined ? [] : [`@provides(fields: "${provides}")`]),
    ...(isProvided || owners.length > 1 ? ['@shareable'] : []),
  ]
  return [signatureOf(field), ...directives].join(' ')
}

function signatureOf({ name, type, hasArgument }: Field): string {
  return `${name}${hasArgument ? `(add: Int = ${DEFAULT_ADD}, opt: Opt)` : ''}: ${type.shape.replace('T', type.named)}`
}
