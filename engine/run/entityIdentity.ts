import type { FieldNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { Fetch } from '../plan/fetches.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import { createNodeReading } from './reading.ts'
import type { Requirement, SentSelections } from './representation.ts'
import { collectSentFields, compilePerType, isOfType, sentTypename } from './representation.ts'
import type { Data, ResultNode } from './resultNode.ts'

/** Which entities one fetch asks about, and by what it can be told that others came. */
export interface EntityIdentity {
  /** The type's name; "entity" for a type that clients must not know of. */
  readonly typeOf: (node: ResultNode) => string
  /** The subgraph that gave the key, if that can be told. */
  readonly referrerOf: (node: ResultNode) => string | undefined
  /** The field by which an entity is another than was sent; the whole is undefined when no such field is asked for. */
  readonly findDifference: FindDifference | undefined
}

type FindDifference = (node: ResultNode, entity: Data) => string | undefined

export function compileIdentity(
  fetch: Fetch,
  selectionSet: SelectionSetNode,
  requires: SentSelections,
  at: Requirement,
): EntityIdentity {
  const { position, supergraph, mayRead } = at
  const reading = createNodeReading(position, supergraph, (slot) => mayRead(position, slot))
  const keysOf = compilePerType(at, reading, (type) => listKeyFields(fetch, requires, type, supergraph))
  return {
    typeOf: (node) => {
      const type = reading.typename(node) ?? ''
      return supergraph.apiSchema.getType(type) === undefined ? 'entity' : type
    },
    referrerOf: (node) => findGiver(position, node, keysOf(node) ?? [], mayRead),
    findDifference: compileDifference(fetch, selectionSet, requires, at),
  }
}

/** The fields of the key by which the subgraph finds an object of a type. */
function listKeyFields(
  fetch: Fetch,
  requires: SentSelections,
  type: string,
  supergraph: Supergraph,
): readonly FieldNode[] {
  const sent = collectSentFields(requires, type, supergraph)
  const name = sentTypename(type, fetch.node.inputRewrites ?? [], supergraph)
  const keys = supergraph.entityRules
    .keys(fetch.subgraph, name)
    .map(({ selections }) =>
      selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection] : [])),
    )
  return keys.find((fields) => fields.every((field) => sent.has(field.name.value))) ?? []
}

function findGiver(
  position: ResponsePosition,
  node: ResultNode,
  keys: readonly FieldNode[],
  mayRead: Requirement['mayRead'],
): string | undefined {
  for (const { name } of keys) {
    for (const provider of position.fields.get(name.value) ?? []) {
      if (!mayRead(position, provider.slot)) continue
      const data = node.source(provider.slot)
      if (data !== undefined && Object.hasOwn(data, provider.name))
        return position.slots[provider.slot]?.subgraph
    }
  }
  return undefined
}

/** Undefined when neither the type nor a plain field of the key is asked for. */
function compileDifference(
  fetch: Fetch,
  selectionSet: SelectionSetNode,
  requires: SentSelections,
  at: Requirement,
): FindDifference | undefined {
  const { position, supergraph, mayRead } = at
  if (!asksForIdentity(fetch, selectionSet, supergraph)) return undefined
  const reading = createNodeReading(position, supergraph, (slot) => mayRead(position, slot))
  const checksOf = compilePerType(at, reading, (type) => {
    const keys = listKeyFields(fetch, requires, type, supergraph)
    return listAsked(selectionSet, type, supergraph).flatMap((field): readonly Check[] => {
      const name = field.name.value
      const key = (field.alias ?? field.name).value
      const sentAs = sentTypename(type, fetch.node.inputRewrites ?? [], supergraph)
      if (name === '__typename')
        return [{ key, name, isSame: compileTypeCheck(type, sentAs, supergraph), read: () => type }]
      const isKey = keys.some((one) => one.name.value === name && one.selectionSet === undefined)
      const isPlain = !supergraph.subgraphTypes.isCustomScalar(fetch.subgraph, sentAs, name)
      return isKey && isPlain ? [{ key, name, isSame: isSameKey, read: reading.read(name) }] : []
    })
  })
  return (node, entity) => {
    const checks = checksOf(node) ?? NO_CHECKS
    for (const { key, name, isSame, read } of checks) {
      if (Object.hasOwn(entity, key) && !isSame(read(node), entity[key])) return name
    }
    return undefined
  }
}

/** One field that was sent of an entity and is asked for. */
interface Check {
  /** The response key in the answer. */
  readonly key: string
  readonly name: string
  readonly isSame: (sent: unknown, came: unknown) => boolean
  readonly read: (node: ResultNode) => unknown
}

const NO_CHECKS: readonly Check[] = []

/** Whatever the type: most fetches ask for nothing that was sent. */
function asksForIdentity(
  { subgraph }: Fetch,
  selectionSet: SelectionSetNode,
  { entityRules }: Supergraph,
): boolean {
  const asks = ({ selections }: SelectionSetNode, type: string): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return asks(selection.selectionSet, selection.typeCondition?.name.value ?? type)
      if (selection.kind !== Kind.FIELD) return false
      const name = selection.name.value
      const isKey = () =>
        entityRules
          .keys(subgraph, type)
          .some((key) =>
            key.selections.some((field) => field.kind === Kind.FIELD && field.name.value === name),
          )
      return name === '__typename' || isKey()
    })
  return asks(selectionSet, '')
}

/**
 * The fields that are asked of an object of a type, or of one of its types where it is an interface's, and whose values do
 * not hang on arguments. Those of another type's are not in what comes.
 */
function listAsked(set: SelectionSetNode, type: string, supergraph: Supergraph): readonly FieldNode[] {
  return set.selections.flatMap((selection): readonly FieldNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []
    if (selection.kind === Kind.FIELD) return (selection.arguments ?? []).length === 0 ? [selection] : []
    const condition = selection.typeCondition?.name.value
    const isMet =
      condition === undefined ||
      isOfType(type, condition, supergraph) ||
      isOfType(condition, type, supergraph)
    return isMet ? listAsked(selection.selectionSet, type, supergraph) : []
  })
}

/** An interface's name may stand for any of its objects: sent for one, known of one, or answered for one. */
function compileTypeCheck(type: string, sentAs: string, { possibleTypes }: Supergraph): Check['isSame'] {
  const isKnown = possibleTypes.get(type)?.has(type) === true
  return (_, came) => {
    // What is no type of the graph's is refused where it is written.
    if (typeof came !== 'string' || !possibleTypes.has(came) || came === type || came === sentAs) return true
    return !isKnown && possibleTypes.get(sentAs)?.has(came) === true
  }
}

/** An ID may come as a number or a string; what has failed is null, and no other entity's. */
function isSameKey(sent: unknown, came: unknown): boolean {
  return !isLeaf(sent) || !isLeaf(came) || String(sent) === String(came)
}

function isLeaf(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
