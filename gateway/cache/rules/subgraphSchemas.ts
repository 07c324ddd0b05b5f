import type { ConstDirectiveNode, DirectiveNode, DocumentNode } from 'graphql'
import { isTypeDefinitionNode, Kind, print, visit } from 'graphql'
import { stringArgument } from '../../../kit/graphql/linkedDirectives.ts'
import { digest } from '../../../kit/digest.ts'

/**
 * A digest of each subgraph's schema, as the supergraph states it. It changes with whatever could change that subgraph's
 * responses, and not with the types and fields of other subgraphs.
 */
export function digestSubgraphs(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const texts = readGraphs(supergraph).map(
    ([graph, name]) => [name, printSubgraph(graph, supergraph)] as const,
  )
  return new Map(texts.map(([name, text]) => [name, digest(text)]))
}

/** The values of the enum that names the subgraphs, each with the name that it stands for. */
export function readGraphs(supergraph: DocumentNode): readonly (readonly [string, string])[] {
  return supergraph.definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph'
      ? (node.values ?? []).flatMap(({ name, directives }) => {
          const graph = directives?.find((directive) => directive.name.value === 'join__graph')
          const subgraph = graph && stringArgument(graph, 'name')
          return subgraph === undefined || subgraph === null ? [] : [[name.value, subgraph] as const]
        })
      : [],
  )
}

function printSubgraph(graph: string, supergraph: DocumentNode): string {
  const types = supergraph.definitions.filter(
    (type) => isTypeDefinitionNode(type) && type.directives?.some((one) => isOf(one, graph)),
  )
  const own = visit(
    { ...supergraph, definitions: types },
    {
      Directive: (node) => (namesGraphs(node) && !isOf(node, graph) ? null : undefined),
      FieldDefinition: (node) => (isOfOthers(node.directives, graph) ? null : undefined),
      InputValueDefinition: (node) => (isOfOthers(node.directives, graph) ? null : undefined),
      EnumValueDefinition: (node) => (isOfOthers(node.directives, graph) ? null : undefined),
      StringValue: (_, key) => (key === 'description' ? null : undefined),
    },
  )
  return print(own)
}

/** A definition that names no graph belongs to all of them. */
function isOfOthers(directives: readonly ConstDirectiveNode[] = [], graph: string): boolean {
  const named = directives.filter(namesGraphs)
  return named.length > 0 && !named.some((directive) => isOf(directive, graph))
}

function namesGraphs(directive: DirectiveNode): boolean {
  return graphsOf(directive) !== undefined
}

function graphsOf({ arguments: given }: DirectiveNode) {
  return given?.find(({ name }) => name.value === 'graph' || name.value === 'graphs')?.value
}

/** `@join__type(graph: A)`, `@join__directive(graphs: [A, B])`. */
function isOf(directive: DirectiveNode, graph: string): boolean {
  const value = graphsOf(directive)
  if (value?.kind === Kind.ENUM) return value.value === graph
  return (
    value?.kind === Kind.LIST && value.values.some((one) => one.kind === Kind.ENUM && one.value === graph)
  )
}
