import {
  getNamedType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
} from 'graphql'
import type { Graph } from '../graph/graph.ts'

/** Who owns which types, and where the data of one bureau lead to those of another. */
export interface GraphMap {
  readonly types: number
  readonly fields: number
  readonly bureaus: readonly {
    readonly name: string
    /** Types that others can refer to. */
    readonly entities: readonly string[]
    readonly others: readonly string[]
    /** Its fields on types that it does not own, roots among them, as coordinates. */
    readonly contributes: readonly string[]
  }[]
  readonly threads: readonly { readonly from: string; readonly to: string; readonly fields: number }[]
}

type CompositeType = GraphQLObjectType | GraphQLInterfaceType

/** Reads the map from the composed schema alone, so that a new bureau is on it without a word here. */
export function drawGraph({
  sdl,
  apiSchema,
  subgraphs,
}: Pick<Graph, 'sdl' | 'apiSchema' | 'subgraphs'>): GraphMap {
  const joins = readJoins(sdl)
  const composite = Object.values(apiSchema.getTypeMap()).filter(
    (type): type is CompositeType =>
      (isObjectType(type) || isInterfaceType(type)) && !isIntrospectionType(type),
  )
  const types = composite.filter(({ name }) => !isRoot(name))
  const rootOwners = readRootOwners(joins, apiSchema.getQueryType())
  const owners = new Map(types.map(({ name }) => [name, ownerOf(name, joins, rootOwners)]))
  const counted = types.filter(({ name }) => !/(?:Connection|Edge)$/.test(name))
  return {
    types: counted.length,
    fields: counted.reduce((sum, type) => sum + Object.keys(type.getFields()).length, 0),
    bureaus: subgraphs.map((name) => {
      const owned = counted.filter((type) => owners.get(type.name) === name).map((type) => type.name)
      return {
        name,
        entities: owned.filter((type) => joins.get(type)?.isEntity),
        others: owned.filter((type) => !joins.get(type)?.isEntity),
        contributes: composite.flatMap((type) =>
          owners.get(type.name) === name ? [] : listFieldsOf(name, type, joins),
        ),
      }
    }),
    threads: countThreads(types, owners),
  }
}

interface TypeJoin {
  /** The subgraphs that have the type, by the names that `join__Graph(name:)` states. */
  readonly graphs: ReadonlySet<string>
  readonly isEntity: boolean
  /** Field -> the one subgraph that resolves it; absent where several do. */
  readonly fields: ReadonlyMap<string, string>
}

/** Reads the `join` directives of a supergraph: where each type and field comes from. */
function readJoins(sdl: string): ReadonlyMap<string, TypeJoin> {
  const { definitions } = parse(sdl, { noLocation: true })
  const names = new Map<string, string>()
  const joins = new Map<string, TypeJoin>()
  for (const definition of definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue
    for (const { name, directives } of definition.values ?? []) {
      names.set(name.value, argumentsOf(directives, 'join__graph')[0]?.name ?? name.value)
    }
  }
  const nameOf = (graph: string | undefined) => (graph === undefined ? [] : [names.get(graph) ?? graph])
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue
    const types = argumentsOf(definition.directives, 'join__type')
    const graphs = new Set(types.flatMap(({ graph }) => nameOf(graph)))
    const fields = new Map<string, string>()
    for (const field of definition.fields ?? []) {
      const owning = argumentsOf(field.directives, 'join__field').filter(
        ({ external }) => external !== 'true',
      )
      const from = owning.length === 0 ? [...graphs] : owning.flatMap(({ graph }) => nameOf(graph))
      if (from.length === 1 && from[0] !== undefined) fields.set(field.name.value, from[0])
    }
    joins.set(definition.name.value, { graphs, isEntity: types.some(({ key }) => key !== undefined), fields })
  }
  return joins
}

function argumentsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): readonly Readonly<Record<string, string | undefined>>[] {
  return (directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map((directive) =>
      Object.fromEntries(
        (directive.arguments ?? []).map(({ name: argument, value }) => [
          argument.value,
          String(valueFromASTUntyped(value)),
        ]),
      ),
    )
}

/** Type -> the subgraph that has a root field which returns it plainly. */
function readRootOwners(
  joins: ReadonlyMap<string, TypeJoin>,
  query: GraphQLObjectType | null | undefined,
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  for (const field of Object.values(query?.getFields() ?? {})) {
    const owner = joins.get('Query')?.fields.get(field.name)
    if (owner !== undefined) owners.set(getNamedType(field.type).name, owner)
  }
  return owners
}

/**
 * The only subgraph that has it; of an entity that several have, the one that lets clients ask for it, else the
 * largest.
 */
function ownerOf(
  type: string,
  joins: ReadonlyMap<string, TypeJoin>,
  rootOwners: ReadonlyMap<string, string>,
): string | null {
  const join = joins.get(type)
  if (!join) return null
  const [first, second] = join.graphs
  if (second === undefined) return first ?? null
  if (!join.isEntity) return null
  const sizeOf = (graph: string) => [...join.fields.values()].filter((from) => from === graph).length
  const [largest] = [...join.graphs].toSorted((a, b) => sizeOf(b) - sizeOf(a))
  return rootOwners.get(type) ?? largest ?? null
}

/** The fields of a type that clients see and this subgraph alone resolves. */
function listFieldsOf(
  graph: string,
  type: CompositeType,
  joins: ReadonlyMap<string, TypeJoin>,
): readonly string[] {
  const fields = joins.get(type.name)?.fields
  return Object.keys(type.getFields()).flatMap((field) =>
    fields?.get(field) === graph ? [`${type.name}.${field}`] : [],
  )
}

/** A field of one bureau's type that returns another bureau's type is a step from the one to the other. */
function countThreads(
  types: readonly CompositeType[],
  owners: ReadonlyMap<string, string | null>,
): GraphMap['threads'] {
  const counts = new Map<string, { from: string; to: string; fields: number }>()
  for (const type of types) {
    const from = owners.get(type.name) ?? null
    for (const field of Object.values(type.getFields())) {
      const to = owners.get(getNamedType(field.type).name) ?? null
      if (from === null || to === null || from === to) continue
      const key = `${from} ${to}`
      const thread = counts.get(key) ?? { from, to, fields: 0 }
      counts.set(key, { ...thread, fields: thread.fields + 1 })
    }
  }
  return [...counts.values()]
}

function isRoot(name: string): boolean {
  return name === 'Query' || name === 'Mutation' || name === 'Subscription'
}
