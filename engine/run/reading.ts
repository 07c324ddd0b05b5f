import type { Supergraph } from '../supergraph/supergraph.ts'
import type { ResponsePosition, Provider } from '../plan/responsePositions.ts'
import type { Data, ResultChildren } from './resultNode.ts'
import { noteUnequalLists } from './unequalLists.ts'
import { isData, INVALID_SHAPE, ResultNode } from './resultNode.ts'

/** Reads one field of an object at a place: from plain data, or from whichever source of a result node has it. */
export interface FieldReading<Node> {
  /** Undefined when nothing gave the field. */
  readonly read: (key: string) => (node: Node) => unknown
  /** The runtime type that the sources agree on: an object type if one names it, else what they said. */
  readonly typename: (node: Node) => string | undefined
}

export function readPlain(position: ResponsePosition): FieldReading<Data> {
  const [slot] = position.slots
  const read = (key: string) => {
    const names = (position.fields.get(key) ?? []).map(({ name }) => name)
    const [first] = names
    if (first === undefined) return () => undefined
    return names.length === 1 ? readName(first) : readFirst(names.map(readName))
  }
  const typename = read('__typename')
  return { read, typename: (data) => asName(typename(data)) ?? slot?.typename }
}

/** As `readPlain`, of a result node; only from the slots that may be read, when they are given. */
export function readNode(
  position: ResponsePosition,
  supergraph: Supergraph,
  mayRead?: (slot: number) => boolean,
): FieldReading<ResultNode> {
  const providersOf = (key: string) =>
    (position.fields.get(key) ?? []).filter(({ slot }) => mayRead === undefined || mayRead(slot))
  const read = (key: string) => {
    const readers = providersOf(key).map(readSource)
    const [first] = readers
    if (first === undefined) return () => undefined
    return readers.length === 1 ? first : readFirst(readers)
  }
  const typenames = providersOf('__typename').map(readSource)
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

/** A reading of a name that is not inherited from anywhere, of plain data or of one source of a result node. */
export interface DirectRead {
  readonly slot: number | undefined
  readonly name: string
}

const directReads = new WeakMap<object, DirectRead>()

/** How a reading reads, if that is all it does. */
export function findDirectRead(read: object): DirectRead | undefined {
  return directReads.get(read)
}

function readSource({ slot, name }: Provider): (node: ResultNode) => unknown {
  const read = readName(name)
  const readSlot = (node: ResultNode): unknown => {
    const data = node.source(slot)
    return data === undefined ? undefined : read(data)
  }
  if (findDirectRead(read) !== undefined) directReads.set(readSlot, { slot, name })
  return readSlot
}

function readName(name: string): (data: Data) => unknown {
  // An own field only: `constructor` and `__proto__` are also what every object inherits.
  if (name in Object.prototype) return (data) => (Object.hasOwn(data, name) ? data[name] : undefined)
  const read = (data: Data): unknown => data[name]
  directReads.set(read, { slot: undefined, name })
  return read
}

function readFirst<Node>(readers: readonly ((node: Node) => unknown)[]): (node: Node) => unknown {
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

/** The result nodes of a child place below one result node, made when they are first looked for. */
export function expand(child: ResponsePosition): (node: ResultNode) => ResultChildren | undefined {
  const slots = child.slots.flatMap(({ index, from }) =>
    from === undefined ? [] : [{ index, read: readSource(from) }],
  )
  const [only] = slots
  if (slots.length === 1 && only !== undefined) return expandOne(child, only.index, only.read)
  return (node) => {
    let children = node.children(child.index)
    for (const { index, read } of slots) children = grow(child, children, read(node), index, node)
    node.setChildren(child.index, children)
    return children
  }
}

function expandOne(
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

/** Lays one more source over the result nodes that there are; the first that is not null gives the shape. */
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
