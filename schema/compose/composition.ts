import { compose, type CompositionSuccess } from '@apollo/composition'
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals'
import { Kind, type ASTNode, type GraphQLError } from 'graphql'
import { buildSubgraphs } from './builtSubgraphs.ts'
import { positionOf, type SubgraphDocument } from './document.ts'
import type { Owners } from './owners.ts'
import { ensureNewline, printApi } from './printApi.ts'

export interface ComposedGraph {
  readonly supergraphSdl: string
  readonly apiSdl: string
}

/** Composes by the rules of federation; a failure is sentences that name subgraph, type, field, file and line. */
export function runComposition(
  subgraphs: readonly SubgraphDocument[],
  owners: Owners,
): ComposedGraph | { problems: string[] } {
  const built = buildSubgraphs(subgraphs, owners)
  const result = 'errors' in built ? built : compose(built.subgraphs)
  if (result.errors) return { problems: result.errors.map((error) => describeError(error, subgraphs)) }
  const problems = result.hints.filter(concernsOurDirectives).map((hint) => describeHint(hint, subgraphs))
  if (problems.length > 0) return { problems }
  const supergraphSdl = ensureNewline(result.supergraphSdl)
  let apiSdl: string | undefined
  return {
    supergraphSdl,
    // A fifth of the whole work, of which whoever composes to serve needs nothing.
    get apiSdl() {
      return (apiSdl ??= printApiSchema(supergraphSdl))
    },
  }
}

function printApiSchema(supergraphSdl: string): string {
  return printApi(
    Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES }),
  )
}

type CompositionHint = CompositionSuccess['hints'][number]

const OUR_DIRECTIVES = /@(cacheControl|ownedBy|quota|semanticNonNull)\b/

/** Composition only hints when our directives differ between bureaus, and then drops what differs. */
function concernsOurDirectives(hint: CompositionHint): boolean {
  return hint.definition.code.startsWith('INCONSISTENT_') && OUR_DIRECTIVES.test(hint.message)
}

function describeHint(hint: CompositionHint, subgraphs: readonly SubgraphDocument[]): string {
  return `${hint.definition.code}: ${hint.message}${describePlaces(hint.nodes ?? [], subgraphs)}`
}

function describeError(error: GraphQLError, subgraphs: readonly SubgraphDocument[]): string {
  return `${String(error.extensions.code)}: ${error.message}${describePlaces(error.nodes ?? [], subgraphs)}`
}

/** One indented line for each place that the error is about. */
function describePlaces(nodes: readonly ASTNode[], subgraphs: readonly SubgraphDocument[]): string {
  const places = nodes.flatMap((node) => {
    const subgraph = subgraphs.find(({ file }) => file === node.loc?.source.name)
    return subgraph ? [`\n  ${positionOf(node)} [${subgraph.name}] ${coordinateOf(node, subgraph)}`] : []
  })
  return [...new Set(places)].join('')
}

/** "Type.field" of the definition in which the node stands, or "schema". */
function coordinateOf(node: ASTNode, { document }: SubgraphDocument): string {
  const owner = document.definitions.find((definition) => encloses(definition, node))
  if (!owner || !('name' in owner) || !owner.name) return 'schema'
  if (owner.kind === Kind.DIRECTIVE_DEFINITION) return `@${owner.name.value}`
  const members: readonly { readonly name: { readonly value: string } }[] = [
    ...('fields' in owner ? (owner.fields ?? []) : []),
    ...('values' in owner ? (owner.values ?? []) : []),
  ]
  const member = members.find((candidate) => isNode(candidate) && encloses(candidate, node))
  return member ? `${owner.name.value}.${member.name.value}` : owner.name.value
}

function isNode(value: object): value is ASTNode {
  return 'kind' in value
}

function encloses(outer: ASTNode, inner: ASTNode): boolean {
  if (!outer.loc || !inner.loc) return false
  return outer.loc.start <= inner.loc.start && inner.loc.end <= outer.loc.end
}
