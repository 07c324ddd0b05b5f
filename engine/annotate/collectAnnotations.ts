import type { FieldNode, GraphQLCompositeType, GraphQLObjectType, SelectionSetNode } from 'graphql'
import { getNamedType, isAbstractType, isCompositeType, isObjectType, Kind } from 'graphql'
import type { ResponseKeys } from '../plan/responseKeys.ts'
import { responseKey } from '../plan/responseKeys.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import { compileExpand, createNodeReading, createPlainReading } from '../run/reading.ts'
import { isData, ResultNode, type Data } from '../run/resultNode.ts'
import type { State } from '../run/state.ts'
import type { Supergraph } from '../supergraph/supergraph.ts'
import type { Annotation } from './annotation.ts'

/** The parts by which annotations are found in the state of an execution. */
export interface AnnotationSource {
  readonly supergraph: Supergraph
  readonly keys: ResponseKeys
  /** The annotating fields by the aliases under which they travel. */
  readonly fields: ReadonlyMap<string, string>
}

/** `data` as they are answered: of what is null there, denied or not fetched, nothing is told. */
export type CollectAnnotations = (state: State, data: unknown) => readonly Annotation[]

/** The annotations of all objects of an answer, an object's before those of the objects in it. */
export function compileAnnotations(
  set: SelectionSetNode,
  type: GraphQLObjectType,
  root: ResponsePosition,
  source: AnnotationSource,
): CollectAnnotations {
  const collect = compileObject([set], type, root, [], source)
  return (state, data) => {
    const found: Annotation[] = []
    if (isData(data)) collect(state.root, data, undefined, found)
    return found
  }
}

/** Adds the annotations of an object, held as `held` and answered as `data`, and of those in it. */
type Collect = (held: unknown, data: Data, above: Annotation | undefined, found: Annotation[]) => void

type Path = readonly string[]

function compileLevel(
  sets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  position: ResponsePosition,
  path: Path,
  source: AnnotationSource,
): Collect {
  if (isObjectType(type)) return compileObject(sets, type, position, path, source)
  const { apiSchema } = source.supergraph
  const readTypename = readerOf(position, source, (reading) => reading.typename)
  const known = new Map<string, Collect>()
  return (held, data, above, found) => {
    const runtimeType = apiSchema.getType(String(readTypename(held)))
    // An interface whose objects nobody asked by their own types.
    const actual = isObjectType(runtimeType) ? runtimeType : type
    const collect = known.get(actual.name) ?? compileObject(sets, actual, position, path, source)
    known.set(actual.name, collect)
    collect(held, data, above, found)
  }
}

function compileObject(
  sets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  position: ResponsePosition,
  path: Path,
  source: AnnotationSource,
): Collect {
  const place = path.join('.')
  const annotating = [...source.fields].flatMap(([alias, field]) =>
    position.fields.has(alias)
      ? [{ field, read: readerOf(position, source, ({ read }) => read(alias)) }]
      : [],
  )
  const children = listChildren(sets, type, position, path, source)
  return (held, data, above, found) => {
    const values: Record<string, unknown> = {}
    let isAnnotated = false
    for (const { field, read } of annotating) {
      const value = read(held)
      if (value === undefined || value === null) continue
      values[field] = value
      isAnnotated = true
    }
    const own = isAnnotated ? { path: place, values, above } : above
    if (own !== undefined && isAnnotated) found.push(own)
    for (const { key, read, collect } of children) collectValue(read(held), data[key], collect, own, found)
  }
}

function collectValue(
  held: unknown,
  data: unknown,
  collect: Collect,
  above: Annotation | undefined,
  found: Annotation[],
): void {
  if (Array.isArray(data) && Array.isArray(held))
    data.forEach((item, index) => collectValue(held[index], item, collect, above, found))
  else if (isData(data)) collect(held, data, above, found)
}

interface Child {
  readonly key: string
  readonly read: (held: unknown) => unknown
  readonly collect: Collect
}

/** The fields that have objects. Of what conditions leave out, the answer has nothing. */
function listChildren(
  sets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  position: ResponsePosition,
  path: Path,
  source: AnnotationSource,
): readonly Child[] {
  const byKey = new Map<string, FieldNode[]>()
  for (const node of sets.flatMap((set) => listFields(set, type, source)))
    byKey.set(responseKey(node), [...(byKey.get(responseKey(node)) ?? []), node])
  return [...byKey].flatMap(([key, nodes]) => {
    const name = nodes[0]?.name.value ?? ''
    const below = 'getFields' in type ? getNamedType(type.getFields()[name]?.type) : undefined
    const plannerKey = nodes.map((node) => source.keys.ofNode.get(node)).find((one) => one !== undefined)
    const child = plannerKey === undefined ? undefined : position.children.get(plannerKey)
    if (!isCompositeType(below) || plannerKey === undefined || child === undefined) return []
    const inner = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    const read = readChild(position, plannerKey, child, source)
    return [{ key, read, collect: compileLevel(inner, below, child, [...path, key], source) }]
  })
}

/** The fields selected of a type, whatever their conditions. */
function listFields(
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  source: AnnotationSource,
): readonly FieldNode[] {
  const { apiSchema } = source.supergraph
  return set.selections.flatMap((selection): readonly FieldNode[] => {
    if (selection.kind === Kind.FIELD) return [selection]
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []
    const condition = selection.typeCondition && apiSchema.getType(selection.typeCondition.name.value)
    const applies =
      condition === undefined ||
      condition === type ||
      (isAbstractType(condition) && 'getFields' in type && apiSchema.isSubType(condition, type))
    return applies ? listFields(selection.selectionSet, type, source) : []
  })
}

function readChild(
  position: ResponsePosition,
  key: string,
  child: ResponsePosition,
  source: AnnotationSource,
): (held: unknown) => unknown {
  if (!child.isNode) return readerOf(position, source, ({ read }) => read(key))
  const expand = compileExpand(child)
  return (held) => (held instanceof ResultNode ? expand(held) : undefined)
}

interface Reading<Node> {
  readonly read: (key: string) => (node: Node) => unknown
  readonly typename: (node: Node) => unknown
}

/** A function of the objects at a position, be they result nodes or plain data. */
function readerOf(
  position: ResponsePosition,
  { supergraph }: AnnotationSource,
  choose: <Node>(reading: Reading<Node>) => (node: Node) => unknown,
): (held: unknown) => unknown {
  if (position.isNode) {
    const read = choose(createNodeReading(position, supergraph))
    return (held) => (held instanceof ResultNode ? read(held) : undefined)
  }
  const read = choose(createPlainReading(position))
  return (held) => (!(held instanceof ResultNode) && isData(held) ? read(held) : undefined)
}
