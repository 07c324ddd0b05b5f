import {
  Kind,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql'
import { argumentOf, stringArgument } from '../../../kit/graphql/linkedDirectives.ts'
import { readGraphs } from './subgraphSchemas.ts'
import { parseKeyFields, type FieldTree } from '../entities/keyNames.ts'

/** The keys and cache tags by which a subgraph's entities and root fields can be dropped. */
export interface CacheTags {
  readonly types: ReadonlyMap<string, TypeTags>
  /** Of the fields of the query root. */
  readonly fields: ReadonlyMap<string, FieldTags>
}

export interface TypeTags {
  readonly keys: readonly FieldTree[]
  /** Such as "parish-{$key.id}". */
  readonly formats: readonly string[]
}

export interface FieldTags {
  readonly formats: readonly string[]
  readonly defaults: ReadonlyMap<string, unknown>
}

type TaggedType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode

/** Reads keys and @cacheTag of each subgraph from a supergraph. */
export function readCacheTags(supergraph: DocumentNode): ReadonlyMap<string, CacheTags> {
  const composites = supergraph.definitions.filter(
    (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION,
  )
  const root = composites.find(({ name }) => name.value === 'Query')
  return new Map(
    readGraphs(supergraph).map(([graph, subgraph]) => [
      subgraph,
      {
        types: new Map(composites.map((node) => [node.name.value, readTypeTags(node, graph)])),
        fields: new Map((root?.fields ?? []).map((field) => [field.name.value, readFieldTags(field, graph)])),
      },
    ]),
  )
}

function readTypeTags({ directives = [] }: TaggedType, graph: string): TypeTags {
  const keys = directives
    .filter(({ name }) => name.value === 'join__type')
    .filter((directive) => enumArgument(directive, 'graph') === graph)
    .flatMap((directive) => stringArgument(directive, 'key') ?? [])
  return { keys: keys.map(parseKeyFields), formats: readFormats(directives, graph) }
}

function readFieldTags(field: FieldDefinitionNode, graph: string): FieldTags {
  const defaults = (field.arguments ?? []).flatMap(({ name, defaultValue }) =>
    defaultValue === undefined ? [] : [[name.value, valueFromASTUntyped(defaultValue)] as const],
  )
  return { formats: readFormats(field.directives ?? [], graph), defaults: new Map(defaults) }
}

/** A subgraph's own directives travel in @join__directive. */
function readFormats(directives: readonly ConstDirectiveNode[], graph: string): readonly string[] {
  return directives.flatMap((directive) => {
    if (directive.name.value !== 'join__directive') return []
    if (!/(^|__)cacheTag$/.test(stringArgument(directive, 'name') ?? '')) return []
    const read = (name: string): unknown => {
      const value = argumentOf(directive, name)?.value
      return value === undefined ? undefined : valueFromASTUntyped(value)
    }
    const [graphs, args] = [read('graphs'), read('args')]
    if (!Array.isArray(graphs) || !graphs.includes(graph)) return []
    return isFormatted(args) ? [args.format] : []
  })
}

function isFormatted(value: unknown): value is { readonly format: string } {
  return typeof value === 'object' && value !== null && 'format' in value && typeof value.format === 'string'
}

function enumArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name)?.value
  return value?.kind === Kind.ENUM ? value.value : undefined
}
