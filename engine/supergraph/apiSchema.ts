import type {
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  GraphQLScalarType,
  GraphQLSchema,
} from 'graphql'
import {
  assertValidSchema,
  buildASTSchema,
  isScalarType,
  isTypeDefinitionNode,
  Kind,
  parse,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { INCREMENTAL_DIRECTIVES } from '../../kit/graphql/incrementalDirectives.ts'
import { argumentOf, findDirectiveName, linksOf, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import { hasDefaultTexts, keepDefaultTexts, keepLiteralTexts } from './literalTexts.ts'

/**
 * The schema that clients see of a supergraph: without the elements of the specifications that it links, without what is
 * `@inaccessible`, with `@defer` and `@stream`, and with no directive applied but those of GraphQL itself. Its scalars judge values as those known do
 * that have the same `specifiedByURL`. Throws where nothing valid is left.
 */
export function buildApiSchema(supergraph: DocumentNode, known: readonly GraphQLScalarType[]): GraphQLSchema {
  const isOfFeature = createFeatureTest(supergraph)
  const visible = withoutInaccessible({
    ...supergraph,
    definitions: supergraph.definitions.filter((definition) => !isFeatureDefinition(definition, isOfFeature)),
  })
  const schema = buildASTSchema(withIncremental(withoutDirectives(visible)), { assumeValidSDL: true })
  // The elements left out may have been all fields of a type.
  assertValidSchema(schema)
  keepLiteralTexts(schema)
  bindScalars(schema, known)
  return schema
}

/** What the engine serves whatever subgraphs know; a definition of theirs that it carries out is its own. */
function withIncremental(document: DocumentNode): DocumentNode {
  const served = parse(INCREMENTAL_DIRECTIVES, { noLocation: true }).definitions
  const names = new Set(
    served.flatMap((one) => (one.kind === Kind.DIRECTIVE_DEFINITION ? one.name.value : [])),
  )
  const others = document.definitions.filter(
    (one) => one.kind !== Kind.DIRECTIVE_DEFINITION || !names.has(one.name.value),
  )
  return { ...document, definitions: [...others, ...served] }
}

/** The schema by which variables are read: another one only where defaults in it would lose their texts. */
export function buildInputSchema(
  supergraph: DocumentNode,
  apiSchema: GraphQLSchema,
  known: readonly GraphQLScalarType[],
): GraphQLSchema {
  if (!hasDefaultTexts(apiSchema)) return apiSchema
  const schema = buildApiSchema(supergraph, known)
  keepDefaultTexts(schema)
  return schema
}

/** By address, not by name: another bureau may mean something else by a name. */
function bindScalars(schema: GraphQLSchema, known: readonly GraphQLScalarType[]): void {
  const parsers = new Map(known.map((scalar) => [scalar.specifiedByURL, scalar]))
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || type.specifiedByURL == null) continue
    const parser = parsers.get(type.specifiedByURL)
    if (parser === undefined) continue
    type.parseValue = parser.parseValue
    type.parseLiteral = parser.parseLiteral
  }
}

type IsOfFeature = (name: string) => boolean

/** Whether a name belongs to a linked specification: by its namespace, as the namespace itself, or imported. */
function createFeatureTest(supergraph: DocumentNode): IsOfFeature {
  const links = linksOf(supergraph)
  const namespaces = links.map((link) => stringArgument(link, 'as') ?? specNameOf(link))
  const imported = new Set(links.flatMap(listImports))
  return (name) =>
    imported.has(name) || namespaces.some((one) => name === `@${one}` || isInNamespace(name, one))
}

function isInNamespace(name: string, namespace: string): boolean {
  return name.startsWith(`${namespace}__`) || name.startsWith(`@${namespace}__`)
}

/** "https://specs.apollo.dev/join/v0.5" is of `join`. */
function specNameOf(link: ConstDirectiveNode): string {
  const parts = (stringArgument(link, 'url') ?? '').split('/').filter((part) => part !== '')
  return parts.at(/^v\d/.test(parts.at(-1) ?? '') ? -2 : -1) ?? ''
}

/** Types by their names, directives with `@` before them. */
function listImports(link: ConstDirectiveNode): readonly string[] {
  const argument = argumentOf(link, 'import')
  const entries: unknown = argument === undefined ? [] : valueFromASTUntyped(argument.value)
  return Array.isArray(entries) ? entries.flatMap(importedAs) : []
}

function importedAs(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return [entry]
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) return []
  return [String('as' in entry && entry.as !== undefined ? entry.as : entry.name)]
}

function isFeatureDefinition(definition: DefinitionNode, isOfFeature: IsOfFeature): boolean {
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) return isOfFeature(`@${definition.name.value}`)
  return isTypeDefinitionNode(definition) && isOfFeature(definition.name.value)
}

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

function withoutInaccessible(document: DocumentNode): DocumentNode {
  const name = findDirectiveName(document, 'https://specs.apollo.dev/inaccessible', 'inaccessible')
  if (name === null) return document
  const isHidden = ({ directives = [] }: Directed) => directives.some((one) => one.name.value === name)
  const hiddenTypes = new Set(
    document.definitions.flatMap((type) =>
      isTypeDefinitionNode(type) && isHidden(type) ? type.name.value : [],
    ),
  )
  const leaveOut = (node: Directed) => (isHidden(node) ? null : undefined)
  return visit(document, {
    FieldDefinition: leaveOut,
    InputValueDefinition: leaveOut,
    EnumValueDefinition: leaveOut,
    OperationTypeDefinition: ({ type }) => (hiddenTypes.has(type.name.value) ? null : undefined),
    enter: (node) => (isTypeDefinitionNode(node) && isHidden(node) ? null : undefined),
    // Members of unions and implemented interfaces; a field of a hidden type has to be hidden itself.
    NamedType: (node, _key, parent) =>
      Array.isArray(parent) && hiddenTypes.has(node.name.value) ? null : undefined,
  })
}

const OF_GRAPHQL = new Set(['deprecated', 'specifiedBy', 'oneOf'])

function withoutDirectives(document: DocumentNode): DocumentNode {
  return visit(document, {
    Directive: ({ name }) => (OF_GRAPHQL.has(name.value) ? undefined : null),
  })
}
