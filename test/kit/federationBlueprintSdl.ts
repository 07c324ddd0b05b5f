import type { Blueprint, Entity, Field } from './federationBlueprint.ts'

/** The SDL of one subgraph of a blueprint. */
export function writeSdl(blueprint: Blueprint, subgraph: number): string {
  const nodes = blueprint.entities.filter(({ isNode }) => isNode)
  const roots = writeFields(blueprint.roots, subgraph)
  return [
    ...(roots.length > 0 ? [`type Query { ${roots.join(' ')} }`] : []),
    `type Value @shareable { p: Int q(add: Int = 1): String w: E0 }`,
    'enum Colour { RED GREEN BLUE }',
    `union Any = ${blueprint.unions[subgraph]?.join(' | ')}`,
    ...(nodes.length > 0 ? [`interface Node { id: ID! ${rankIn(subgraph)} }`] : []),
    ...blueprint.entities.map((entity) => writeEntity(entity, subgraph)),
  ].join('\n')
}

/** Only the first subgraph knows the second field of the interface. */
function rankIn(subgraph: number): string {
  return subgraph === 0 ? 'rank: Int' : ''
}

function writeEntity(entity: Entity, subgraph: number): string {
  const keys = entity.keys[subgraph] ?? []
  const fields = [...writeFields(entity.fields, subgraph), ...writeExternals(entity, subgraph)]
  const keyFields = [...new Set(keys.flatMap((key) => key.split(' ')))].map((name) => `${name}: ID!`)
  const rank = entity.isNode ? rankIn(subgraph) : ''
  const isResolvable = subgraph === 0 || fields.length > 0
  const directives = keys.map((key) => `@key(fields: "${key}"${isResolvable ? '' : ', resolvable: false'})`)
  const implemented = entity.isNode ? 'implements Node' : ''
  return `type ${entity.name} ${implemented} ${directives.join(' ')} { ${[...keyFields, rank, ...fields].join(' ')} }`
}

function writeFields(fields: readonly Field[], subgraph: number): readonly string[] {
  return fields
    .filter(({ owners }) => owners.includes(subgraph))
    .map((field) => `${signatureOf(field)} ${directivesOf(field)}`)
}

/** What the subgraph needs of other subgraphs' fields to compute its own. */
function writeExternals({ fields }: Entity, subgraph: number): readonly string[] {
  const wanted = new Set(
    fields.flatMap(({ owners, requires }) => (requires && owners.includes(subgraph) ? [requires.field] : [])),
  )
  return fields.filter(({ name }) => wanted.has(name)).map((field) => `${signatureOf(field)} @external`)
}

function signatureOf({ name, type, hasArgument }: Field): string {
  return `${name}${hasArgument ? '(add: Int = 1)' : ''}: ${type.shape.replace('T', type.named)}`
}

function directivesOf({ owners, requires }: Field): string {
  if (requires) return `@requires(fields: "${requires.selection}")`
  return owners.length > 1 ? '@shareable' : ''
}
