import {
  Kind,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type UnionTypeDefinitionNode,
} from 'graphql'
import { CACHE_CONTROL_SPEC } from '../../../schema/codes.ts'
import { argumentOf, findDirectiveName } from '../../../kit/graphql/linkedDirectives.ts'
import { namedTypeOf } from '../../../kit/graphql/namedType.ts'
import type { Hint } from './lifetime.ts'

/** A supergraph as the cache reads it: the lifetime of each type and field, and which types a value can have. */
export interface CacheHints {
  /** Composite types by name. */
  readonly types: ReadonlyMap<string, HintedType>
}

export interface HintedType {
  readonly name: string
  readonly hint: OwnHint | undefined
  /** The object types that a value of it can have; itself alone for an object type. */
  readonly possible: readonly string[]
  readonly fields: ReadonlyMap<string, HintedField>
}

export interface HintedField {
  readonly hint: OwnHint | undefined
  /** The named type of its value. */
  readonly type: string
}

/** The @cacheControl of one type or field, the least of them where there are several. */
export type OwnHint = Pick<Hint, 'limit' | 'isPrivate'>

type CompositeNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode | UnionTypeDefinitionNode

/** Reads @cacheControl wherever a supergraph states it, whatever the directive is called there. */
export function readCacheHints(supergraph: DocumentNode): CacheHints {
  const directive = findDirectiveName(
    supergraph,
    CACHE_CONTROL_SPEC.replace(/\/v[\d.]+$/, ''),
    'cacheControl',
  )
  const composites = supergraph.definitions.filter(isCompositeNode)
  const implementations = listImplementations(composites)
  return {
    types: new Map(
      composites.map((node) => {
        const name = node.name.value
        return [name, { ...readHintedType(node, directive), possible: implementations.get(name) ?? [name] }]
      }),
    ),
  }
}

function isCompositeNode(node: DefinitionNode): node is CompositeNode {
  return (
    node.kind === Kind.OBJECT_TYPE_DEFINITION ||
    node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    node.kind === Kind.UNION_TYPE_DEFINITION
  )
}

function readHintedType(node: CompositeNode, directive: string | null): Omit<HintedType, 'possible'> {
  const fields = node.kind === Kind.UNION_TYPE_DEFINITION ? [] : (node.fields ?? [])
  return {
    name: node.name.value,
    hint: readHint(node.directives, directive),
    fields: new Map(fields.map((field) => [field.name.value, readHintedField(field, directive)])),
  }
}

function readHintedField({ type, directives }: FieldDefinitionNode, directive: string | null): HintedField {
  return { type: namedTypeOf(type), hint: readHint(directives, directive) }
}

/** Several bureaus may state one for the same type: the least age and the strictest scope hold. */
function readHint(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string | null,
): OwnHint | undefined {
  let hint: OwnHint | undefined
  for (const directive of directives ?? []) {
    if (directive.name.value === name) hint = stricter(hint, readOne(directive))
  }
  return hint
}

function readOne(directive: ConstDirectiveNode): OwnHint {
  const read = (argument: string): unknown => {
    const value = argumentOf(directive, argument)?.value
    return value === undefined ? undefined : valueFromASTUntyped(value)
  }
  const maxAge = read('maxAge')
  const scope = read('scope') ?? 'PUBLIC'
  return { limit: typeof maxAge === 'number' ? maxAge : 0, isPrivate: scope !== 'PUBLIC' }
}

export function stricter(a: OwnHint | undefined, b: OwnHint): OwnHint {
  if (a === undefined) return b
  return { limit: Math.min(a.limit, b.limit), isPrivate: a.isPrivate || b.isPrivate }
}

function listImplementations(composites: readonly CompositeNode[]): ReadonlyMap<string, readonly string[]> {
  const implementations = new Map<string, string[]>()
  const add = (abstract: string, name: string) =>
    implementations.set(abstract, [...(implementations.get(abstract) ?? []), name])
  for (const node of composites) {
    if (node.kind === Kind.UNION_TYPE_DEFINITION)
      for (const member of node.types ?? []) add(node.name.value, member.name.value)
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION)
      for (const parent of node.interfaces ?? []) add(parent.name.value, node.name.value)
  }
  return implementations
}
