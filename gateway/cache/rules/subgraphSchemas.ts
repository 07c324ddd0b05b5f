import type {
  ASTNode,
  ConstDirectiveNode,
  DocumentNode,
  EnumValueDefinitionNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
  TypeDefinitionNode,
  UnionTypeDefinitionNode,
} from 'graphql'
import { isTypeDefinitionNode, Kind, parseType } from 'graphql'
import { stringArgument } from '../../../kit/graphql/linkedDirectives.ts'
import { digest } from '../../../kit/digest.ts'

/**
 * What stands for each subgraph's schema in a supergraph: a digest of all that is said of it there. It changes with whatever
 * could change that subgraph's answers, and does not with what other subgraphs say, except for directives on types and
 * fields that they share and for arguments that they do not: there composition leaves nothing of who said what.
 */
export function digestSubgraphs(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const texts = readGraphs(supergraph).map(
    ([graph, name]) => [name, writeSubgraph(graph, supergraph)] as const,
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

function writeSubgraph(graph: string, { definitions }: DocumentNode): string {
  const types = definitions.filter(isTypeDefinitionNode).filter((type) => isOf(graph, type))
  return types.map((type) => writeType(graph, type)).join('\n')
}

/** The order of fields and values depends on who else has them. */
function writeType(graph: string, type: TypeDefinitionNode): string {
  const { head, members } = ownPart(graph, type)
  return [writeNode(head), ...members.map(writeNode).sort()].join('\n')
}

/** Without descriptions and places in a text. Printing GraphQL takes ten times as long. */
function writeNode(node: ASTNode): string {
  return JSON.stringify(node, WRITTEN)
}

const WRITTEN = [
  'kind',
  'name',
  'type',
  'value',
  'values',
  'types',
  'fields',
  'arguments',
  'defaultValue',
  'directives',
]

interface OwnPart {
  readonly head: TypeDefinitionNode
  readonly members: readonly (FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode)[]
}

/** What one subgraph says of a type, in the same words whether or not others have the type as well. */
function ownPart(graph: string, type: TypeDefinitionNode): OwnPart {
  const directives = ownDirectives(graph, type)
  switch (type.kind) {
    // Interfaces are stated graph by graph as directives.
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = ownInputs(graph, type.fields).map((field) => ({
        ...field,
        arguments: ownInputs(graph, field.arguments),
      }))
      return { head: { ...type, directives, interfaces: [], fields: [] }, members: fields }
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { head: { ...type, directives, fields: [] }, members: ownInputs(graph, type.fields) }
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = (type.values ?? [])
        .filter((value) => !isOfOthers(graph, value, 'join__enumValue'))
        .map((value) => ({ ...value, directives: ownDirectives(graph, value) }))
      return { head: { ...type, directives, values: [] }, members: values }
    }
    case Kind.UNION_TYPE_DEFINITION: {
      const types = statesMembers(type) ? [] : (type.types ?? [])
      return { head: { ...type, directives, types }, members: [] }
    }
    case Kind.SCALAR_TYPE_DEFINITION:
      return { head: { ...type, directives }, members: [] }
    default:
      return type satisfies never
  }
}

function ownInputs<Node extends FieldDefinitionNode | InputValueDefinitionNode>(
  graph: string,
  nodes: readonly Node[] = [],
): readonly Node[] {
  return nodes
    .filter((node) => !isOfOthers(graph, node, 'join__field'))
    .map((node) => ({ ...node, type: ownType(graph, node), directives: ownDirectives(graph, node) }))
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

/** What is left of directives when they no longer say of whom they speak. */
function ownDirectives(graph: string, { directives = [] }: Directed): readonly ConstDirectiveNode[] {
  return directives.flatMap((node) => {
    if (!node.name.value.startsWith('join__')) return [node]
    if (!namesGraph(graph, node)) return []
    const given =
      node.arguments?.filter(({ name }) => !['graph', 'graphs', 'type'].includes(name.value)) ?? []
    return node.name.value === 'join__field' && given.length === 0 ? [] : [{ ...node, arguments: given }]
  })
}

/** `@join__type(graph: A)`, `@join__directive(graphs: [A, B])`. */
function namesGraph(graph: string, directive: ConstDirectiveNode): boolean {
  const value = directive.arguments?.find(
    ({ name }) => name.value === 'graph' || name.value === 'graphs',
  )?.value
  const named = value?.kind === Kind.LIST ? value.values : [value]
  return named.some((one) => one?.kind === Kind.ENUM && one.value === graph)
}
