import type { GraphQLOutputType } from 'graphql'
import { getNamedType, isListType, isNonNullType } from 'graphql'
import type { Place } from './projection.ts'
import type { Writing } from './writing.ts'

/**
 * Writes a value that is not null. False means that the value has to be null and that the reason is in the errors already;
 * the calling function discards the bytes written by then.
 */
export type WriteValue = (writing: Writing, value: unknown) => boolean

/**
 * As `WriteValue`, of a value that may be missing. False means that the null propagates to the enclosing list or
 * object.
 */
export type WriteMaybe = (writing: Writing, value: unknown) => boolean

const NULL = Buffer.from('null')
const COMMA = 0x2c

/** Compiles the lists and non-nulls of a type around the writing of its named type. */
export function compileValue(
  type: GraphQLOutputType,
  coordinate: string,
  write: WriteValue,
  stream?: StreamedItems,
): WriteMaybe {
  const inner = isNonNullType(type) ? type.ofType : type
  const compiled = isNonNullType(type)
    ? compileNonNullable(compileListOrLeaf(inner, coordinate, write, stream), coordinate)
    : compileNullable(compileListOrLeaf(inner, coordinate, write, stream))
  const kind = isListType(inner) ? undefined : LEAF_KINDS.find((name) => name === getNamedType(inner).name)
  if (kind !== undefined) leafKinds.set(compiled, kind)
  return compiled
}

const LEAF_KINDS = ['String', 'ID', 'Int', 'Boolean'] as const
export type LeafKind = (typeof LEAF_KINDS)[number]

const leafKinds = new WeakMap<WriteMaybe, LeafKind>()

/** The leaf type that a function writes, if it is one of `LEAF_KINDS` and in no list. */
export function findLeafKind(write: WriteMaybe): LeafKind | undefined {
  return leafKinds.get(write)
}

function compileListOrLeaf(
  type: GraphQLOutputType,
  coordinate: string,
  write: WriteValue,
  stream: StreamedItems | undefined,
): WriteValue {
  if (!isListType(type)) return write
  const writeItem = compileValue(type.ofType, coordinate, write)
  if (stream === undefined) return compileList(writeItem, coordinate)
  return compileStreamed(writeItem, compileValue(type.ofType, coordinate, stream.write), coordinate, stream)
}

function compileNullable(write: WriteValue): WriteMaybe {
  return (writing, value) => {
    const { output } = writing
    const start = output.at
    if (value !== null && value !== undefined && write(writing, value)) return true
    output.at = start
    output.raw(NULL)
    writing.dropFound()
    return true
  }
}

function compileNonNullable(write: WriteValue, coordinate: string): WriteMaybe {
  return (writing, value) => {
    if (value !== null && value !== undefined) return write(writing, value)
    // The error of the GraphQL specification, unless a subgraph has reported already why there is no value.
    if (writing.isReported()) return false
    return writing.report(`Cannot return null for non-nullable field ${coordinate}.`, 'SUBGRAPH_MALFORMED')
  }
}

function compileList(writeItem: WriteMaybe, coordinate: string): WriteValue {
  return (writing, value) => {
    if (!Array.isArray(value))
      return writing.report(`A subgraph gave no list for ${coordinate}.`, 'SUBGRAPH_MALFORMED')
    return writeItems(writing, value, 0, value.length, writeItem)
  }
}

function writeItems(
  writing: Writing,
  items: readonly unknown[],
  from: number,
  to: number,
  writeItem: WriteMaybe,
): boolean {
  const { output, path } = writing
  const at = writing.depth
  writing.depth = at + 1
  output.byte(0x5b)
  for (let index = from; index < to; index++) {
    path[at] = index
    if (index > from) output.byte(COMMA)
    if (!writeItem(writing, items[index])) {
      writing.depth = at
      return false
    }
  }
  writing.depth = at
  output.byte(0x5d)
  return true
}

/** A list of which a part of its own has the items behind the first. */
export interface StreamedItems {
  readonly label: string | undefined
  readonly initialCount: number
  /** As the value of an item that is left to that part. */
  readonly write: WriteValue
  /** Where the items stand among what is asked; undefined for leaves. */
  readonly place: Place | undefined
}

function compileStreamed(
  writeItem: WriteMaybe,
  writeLaterItem: WriteMaybe,
  coordinate: string,
  { label, initialCount, place }: StreamedItems,
): WriteValue {
  return (writing, items) => {
    if (!Array.isArray(items))
      return writing.report(`A subgraph gave no list for ${coordinate}.`, 'SUBGRAPH_MALFORMED')
    const from = Math.min(initialCount, items.length)
    if (!writeItems(writing, items, 0, from, writeItem)) return false
    if (items.length > from)
      writing.found.push({
        kind: 'stream',
        path: writing.here(),
        scope: writing.scope,
        write: (later) => writeItems(later, items, from, items.length, writeLaterItem),
        label,
        from,
        place,
        items,
      })
    return true
  }
}

export function writeNull({ output }: Writing): true {
  output.raw(NULL)
  return true
}
