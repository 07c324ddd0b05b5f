import type {
  ConstDirectiveNode,
  DirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
  TypeDefinitionNode,
  UnionTypeDefinitionNode,
} from 'graphql'
import { isTypeDefinitionNode, Kind, parseType, print, visit } from 'graphql'
import { stringArgument } from '../../../kit/graphql/linkedDirectives.ts'
import { digest } from '../../../kit/digest.ts'

/**
 * What stands for each subgraph's schema in a supergraph: a digest of all that is said of it there. It changes with whatever
 * could change that subgraph's answers, and does not with what other subgraphs say, except for directives on types and
 * fields that they share and for arguments that they do not: there composition leaves nothing of who said what.
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

function printSubgraph(graph: string, { definitions }: DocumentNode): string {
  const types = definitions.filter(isTypeDefinitionNode).filter((type) => isOf(graph, type))
  return types.map((type) => writeType(graph, type)).join('\n')
}

/** The order of fields and values, one in a line, depends on who else has them. */
function writeType(graph: string, type: TypeDefinitionNode): string {
  return print(ownPart(graph, type)).split('\n').sort().join('\n')
}

/** What one subgraph says of a type, in the same words whether or not others have the type as well. */
function ownPart(graph: string, type: TypeDefinitionNode): TypeDefinitionNode {
  const ownField = <Node extends FieldDefinitionNode | InputValueDefinitionNode>(node: Node) =>
    isOfOthers(graph, node, 'join__field') ? null : { ...node, type: ownType(graph, node) }
  return visit(type, {
    // These are stated graph by graph as directives.
    ObjectTypeDefinition: (node) => ({ ...node, interfaces: [] }),
    InterfaceTypeDefinition: (node) => ({ ...node, interfaces: [] }),
    UnionTypeDefinition: (node) => (statesMembers(node) ? { ...node, types: [] } : undefined),
    FieldDefinition: ownField,
    InputValueDefinition: ownField,
    EnumValueDefinition: (node) => (isOfOthers(graph, node, 'join__enumValue') ? null : undefined),
    Directive: (node) => ownDirective(graph, node),
    StringValue: (_, key) => (key === 'description' ? null : undefined),
  })
}

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

function isOf(graph: string, { directives = [] }: Directed): boolean {
  return directives.some((one) => one.name.value === 'join__type' && namesGraph(graph, one))
}

/** Without such a directive it is of all. With one that names no graph it comes from an `@interfaceObject`. */
function isOfOthers(graph: string, { directives = [] }: Directed, name: string): boolean {
  const stated = directives.filter((one) => one.name.value === name)
  return stated.length > 0 && !stated.some((one) => namesGraph(graph, one))
}

function statesMembers({ directives = [] }: UnionTypeDefinitionNode): boolean {
  return directives.some(({ name }) => name.value === 'join__unionMember')
}

/** Where subgraphs do not agree on a type, the field has what covers all of theirs. */
function ownType(graph: string, { directives = [], type }: FieldDefinitionNode | InputValueDefinitionNode) {
  const own = directives.find((one) => one.name.value === 'join__field' && namesGraph(graph, one))
  const stated = own && stringArgument(own, 'type')
  return typeof stated === 'string' ? parseType(stated, { noLocation: true }) : type
}

/** What is left of a directive when it no longer says of whom it speaks; null where nothing is. */
function ownDirective(graph: string, node: DirectiveNode): DirectiveNode | null | undefined {
  if (!node.name.value.startsWith('join__')) return undefined
  if (!namesGraph(graph, node)) return null
  const given = node.arguments?.filter(({ name }) => !['graph', 'graphs', 'type'].includes(name.value)) ?? []
  return node.name.value === 'join__field' && given.length === 0 ? null : { ...node, arguments: given }
}

/** `@join__type(graph: A)`, `@join__directive(graphs: [A, B])`. */
function namesGraph(graph: string, directive: DirectiveNode): boolean {
  const value = directive.arguments?.find(
    ({ name }) => name.value === 'graph' || name.value === 'graphs',
  )?.value
  const named = value?.kind === Kind.LIST ? value.values : [value]
  return named.some((one) => one?.kind === Kind.ENUM && one.value === graph)
}
