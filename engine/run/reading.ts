import type { Supergraph } from '../supergraph/supergraph.ts'
import type { ResponsePosition, Provider } from '../plan/responsePositions.ts'
import type { Data, ResultChildren } from './resultNode.ts'
import { noteUnequalLists } from './unequalLists.ts'
import { isData, INVALID_SHAPE, ResultNode } from './resultNode.ts'

/** Reads the fields of the objects at a position: from plain data, or from whichever source of a result node has them. */
export interface FieldReading<Node> {
  /** Undefined when no source has the field. */
  readonly read: (key: string) => (node: Node) => unknown
  /** The runtime type: the object type that a source names, else whatever type one names. */
  readonly typename: (node: Node) => string | undefined
}

export function createPlainReading(position: ResponsePosition): FieldReading<Data> {
  const [slot] = position.slots
  const read = (key: string) => {
    const names = (position.fields.get(key) ?? []).map(({ name }) => name)
    const [first] = names
    if (first === undefined) return () => undefined
    return names.length === 1 ? compileReadName(first) : compileReadFirst(names.map(compileReadName))
  }
  const typename = read('__typename')
  return { read, typename: (data) => asName(typename(data)) ?? slot?.typename }
}

/** As `createPlainReading`, of a result node; only from the slots for which `mayRead` holds, if it is given. */
export function createNodeReading(
  position: ResponsePosition,
  supergraph: Supergraph,
  mayRead?: (slot: number) => boolean,
): FieldReading<ResultNode> {
  const providersOf = (key: string) =>
    (position.fields.get(key) ?? []).filter(({ slot }) => mayRead === undefined || mayRead(slot))
  const read = (key: string) => {
    const readers = providersOf(key).map(compileReadSource)
    const [first] = readers
    if (first === undefined) return () => undefined
    return readers.length === 1 ? first : compileReadFirst(readers)
  }
  const typenames = providersOf('__typename').map(compileReadSource)
  const isObjectType = (name: string) => supergraph.possibleTypes.get(name)?.has(name) === true
  const typename = (node: ResultNode): string | undefined => {
    let said: string | undefined
    for (const readTypename of typenames) {
      const name = asName(readTypename(node))
      if (name !== undefined && isObjectType(name)) return name
      said ??= name
    }
    return (
      position.slots.find((slot) => slot.typename !== undefined && node.source(slot.index) !== undefined)
        ?.typename ?? said
    )
  }
  return { read, typename }
}

/** The one property that a function made here reads: of plain data, or of one source of a result node. */
export interface DirectRead {
  readonly slot: number | undefined
  readonly name: string
}

const directReads = new WeakMap<object, DirectRead>()

/** The one property that a function made here reads; undefined if it does more than that. */
export function findDirectRead(read: object): DirectRead | undefined {
  return directReads.get(read)
}

function compileReadSource({ slot, name }: Provider): (node: ResultNode) => unknown {
  const read = compileReadName(name)
  const readSlot = (node: ResultNode): unknown => {
    const data = node.source(slot)
    return data === undefined ? undefined : read(data)
  }
  if (findDirectRead(read) !== undefined) directReads.set(readSlot, { slot, name })
  return readSlot
}

function compileReadName(name: string): (data: Data) => unknown {
  // An own field only: `constructor` and `__proto__` are also what every object inherits.
  if (name in Object.prototype) return (data) => (Object.hasOwn(data, name) ? data[name] : undefined)
  const read = (data: Data): unknown => data[name]
  directReads.set(read, { slot: undefined, name })
  return read
}

function compileReadFirst<Node>(readers: readonly ((node: Node) => unknown)[]): (node: Node) => unknown {
  return (node) => {
    let found: unknown
    for (const read of readers) {
      const value = read(node)
      if (value !== undefined && value !== null) return value
      if (found === undefined) found = value
    }
    return found
  }
}

function asName(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Returns the result nodes of a child position below one result node, made when they are first needed. */
export function compileExpand(child: ResponsePosition): (node: ResultNode) => ResultChildren | undefined {
  const slots = child.slots.flatMap(({ index, from }) =>
    from === undefined ? [] : [{ index, read: compileReadSource(from) }],
  )
  const [only] = slots
  if (slots.length === 1 && only !== undefined) return compileExpandOne(child, only.index, only.read)
  return (node) => {
    let children = node.children(child.index)
    for (const { index, read } of slots) children = grow(child, children, read(node), index, node)
    node.setChildren(child.index, children)
    return children
  }
}

function compileExpandOne(
  child: ResponsePosition,
  slot: number,
  read: (node: ResultNode) => unknown,
): (node: ResultNode) => ResultChildren | undefined {
  return (node) => {
    const known = node.children(child.index)
    if (known !== undefined) return known
    const children = grow(child, undefined, read(node), slot, node)
    node.setChildren(child.index, children)
    return children
  }
}

/** Adds one more source to the result nodes that there are; the first source that is not null decides the shape. */
function grow(
  position: ResponsePosition,
  children: ResultChildren | undefined,
  value: unknown,
  slot: number,
  parent: ResultNode,
): ResultChildren | undefined {
  if (value === undefined) return children
  if (value === null) return children ?? null
  if (Array.isArray(value)) return growList(position, children, value, slot, parent)
  if (!isData(value)) return children ?? INVALID_SHAPE
  const node = children instanceof ResultNode ? children : (children ?? new ResultNode(parent))
  if (node instanceof ResultNode) node.setSource(slot, value)
  return node
}

function growList(
  position: ResponsePosition,
  children: ResultChildren | undefined,
  values: readonly unknown[],
  slot: number,
  parent: ResultNode,
): ResultChildren {
  if (children !== undefined && children !== null && !Array.isArray(children)) return children
  const list: ResultChildren[] = Array.isArray(children)
    ? children
    : new Array<ResultChildren>(values.length).fill(null)
  if (list.length !== values.length) noteUnequalLists(position, slot, parent, list.length, values.length)
  for (let index = 0; index < list.length; index++) {
    list[index] = grow(position, list[index] ?? undefined, values[index], slot, parent) ?? null
  }
  return list
}
