import {
  GraphQLError,
  Kind,
  parse,
  Source,
  type ASTNode,
  type DirectiveDefinitionNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql'
import type { Bureau } from '../bureaus/bureau.ts'

/** The schema that one bureau publishes, and the file that a message about it names. */
export interface SchemaFile {
  readonly name: string
  readonly sdl: string
  readonly file: string
  /** Where gateways call it; absent where their settings say it. */
  readonly url?: string
  /** What the bureau says of itself; undefined where nobody has said it. */
  readonly bureau?: Bureau | undefined
}

export interface SubgraphDocument {
  readonly name: string
  readonly file: string
  readonly url?: string
  readonly bureau: Bureau | undefined
  readonly document: DocumentNode
  readonly types: ReadonlyMap<string, TypeInSubgraph>
  readonly directives: ReadonlyMap<string, DirectiveDefinitionNode>
}

/** A type as one subgraph knows it: its definition and its extensions in that file taken together. */
export interface TypeInSubgraph {
  readonly name: string
  readonly kind: TypeKind
  /** The definition, or the first extension where the file has no definition. */
  readonly node: TypeDefinitionNode | TypeExtensionNode
  readonly nodes: readonly (TypeDefinitionNode | TypeExtensionNode)[]
  readonly fields: readonly FieldDefinitionNode[]
  readonly inputFields: readonly InputValueDefinitionNode[]
  readonly values: readonly EnumValueDefinitionNode[]
  /** Of a union, its members; of an object or interface, the interfaces that it implements. */
  readonly related: readonly string[]
}

export type TypeKind = 'object' | 'interface' | 'union' | 'enum' | 'input' | 'scalar'

/** Reads a subgraph's SDL; a syntax error is a sentence with its file and line. */
export function parseSchemaFile({
  name,
  sdl,
  file,
  url,
  bureau,
}: SchemaFile): SubgraphDocument | { problem: string } {
  try {
    const document = parse(new Source(sdl, file))
    return {
      name,
      file,
      ...(url === undefined ? {} : { url }),
      bureau,
      document,
      types: collectTypes(document),
      directives: new Map(
        document.definitions
          .filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION)
          .map((node) => [node.name.value, node]),
      ),
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return { problem: `${file}:${error.locations?.[0]?.line ?? 1}: ${error.message}` }
  }
}

/** "file:line" of a node, where an editor can go. */
export function positionOf(node: ASTNode): string {
  return `${node.loc?.source.name ?? 'unknown'}:${lineOf(node)}`
}

/** The line of the name that a node defines: a description above it does not count. */
export function lineOf(node: ASTNode): number {
  const named = 'name' in node ? node.name : undefined
  return (named?.loc ?? node.loc)?.startToken.line ?? 1
}

function collectTypes(document: DocumentNode): ReadonlyMap<string, TypeInSubgraph> {
  const grouped = new Map<string, (TypeDefinitionNode | TypeExtensionNode)[]>()
  for (const node of document.definitions) {
    if (!isTypeNode(node)) continue
    const known = grouped.get(node.name.value)
    if (known) known.push(node)
    else grouped.set(node.name.value, [node])
  }
  return new Map(
    [...grouped.values()].flatMap((nodes) => {
      const type = joinNodes(nodes)
      return type ? [[type.name, type]] : []
    }),
  )
}

function joinNodes(nodes: readonly (TypeDefinitionNode | TypeExtensionNode)[]): TypeInSubgraph | null {
  const node = nodes.find(({ kind }) => kind.endsWith('Definition')) ?? nodes[0]
  if (!node) return null
  const fields: FieldDefinitionNode[] = []
  const inputFields: InputValueDefinitionNode[] = []
  const values: EnumValueDefinitionNode[] = []
  const related: string[] = []
  for (const part of nodes) {
    switch (part.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION:
        fields.push(...(part.fields ?? []))
        related.push(...(part.interfaces ?? []).map(({ name }) => name.value))
        break
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.UNION_TYPE_EXTENSION:
        related.push(...(part.types ?? []).map(({ name }) => name.value))
        break
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_EXTENSION:
        values.push(...(part.values ?? []))
        break
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_EXTENSION:
        inputFields.push(...(part.fields ?? []))
        break
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_EXTENSION:
        break
    }
  }
  return { name: node.name.value, kind: kindOf(node), node, nodes, fields, inputFields, values, related }
}

function isTypeNode(node: ASTNode): node is TypeDefinitionNode | TypeExtensionNode {
  return node.kind.endsWith('TypeDefinition') || node.kind.endsWith('TypeExtension')
}

function kindOf(node: TypeDefinitionNode | TypeExtensionNode): TypeKind {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
      return 'object'
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return 'interface'
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      return 'union'
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return 'enum'
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return 'input'
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_EXTENSION:
      return 'scalar'
  }
}
