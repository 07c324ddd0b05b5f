import type { GraphQLOutputType } from 'graphql'
import { getNamedType, isListType, isNonNullType } from 'graphql'
import type { Writing } from './writing.ts'

/**
 * Writes a value that is not null. False means that it has to be null and that the reason is in the errors already;
 * what was written by then is for the caller to take back.
 */
export type WriteValue = (run: Writing, value: unknown) => boolean

/** As `Write`, of a value that may be missing. False means that the null goes on to whatever holds the value. */
export type WriteMaybe = (run: Writing, value: unknown) => boolean

const NULL = Buffer.from('null')
const COMMA = 0x2c

/** Lays the lists and non-nulls of a type around the writing of what it is made of. */
export function compileValue(type: GraphQLOutputType, coordinate: string, write: WriteValue): WriteMaybe {
  const inner = isNonNullType(type) ? type.ofType : type
  const compiled = isNonNullType(type)
    ? refuseNulls(compileNotNull(inner, coordinate, write), coordinate)
    : allowNulls(compileNotNull(inner, coordinate, write))
  const kind = isListType(inner) ? undefined : LEAF_KINDS.find((name) => name === getNamedType(inner).name)
  if (kind !== undefined) leafKinds.set(compiled, kind)
  return compiled
}

const LEAF_KINDS = ['String', 'ID', 'Int', 'Boolean'] as const
export type LeafKind = (typeof LEAF_KINDS)[number]

const leafKinds = new WeakMap<WriteMaybe, LeafKind>()

/** The leaf type that a writer is for, if it is one whose right values are told at a glance. */
export function findLeafKind(write: WriteMaybe): LeafKind | undefined {
  return leafKinds.get(write)
}

function compileNotNull(type: GraphQLOutputType, coordinate: string, write: WriteValue): WriteValue {
  return isListType(type) ? compileList(compileValue(type.ofType, coordinate, write), coordinate) : write
}

function allowNulls(write: WriteValue): WriteMaybe {
  return (run, value) => {
    const { output } = run
    const start = output.at
    if (value !== null && value !== undefined && write(run, value)) return true
    output.at = start
    output.raw(NULL)
    return true
  }
}

function refuseNulls(write: WriteValue, coordinate: string): WriteMaybe {
  return (run, value) => {
    if (value !== null && value !== undefined) return write(run, value)
    // The error of the GraphQL specification, unless a subgraph has said already why there is no value.
    if (run.isReported()) return false
    return run.report(`Cannot return null for non-nullable field ${coordinate}.`, 'SUBGRAPH_MALFORMED')
  }
}

function compileList(writeItem: WriteMaybe, coordinate: string): WriteValue {
  return (run, value) => {
    if (!Array.isArray(value))
      return run.report(`A subgraph gave no list for ${coordinate}.`, 'SUBGRAPH_MALFORMED')
    const { output, path } = run
    const at = run.depth
    run.depth = at + 1
    output.byte(0x5b)
    for (let index = 0; index < value.length; index++) {
      path[at] = index
      if (index > 0) output.byte(COMMA)
      if (!writeItem(run, value[index])) {
        run.depth = at
        return false
      }
    }
    run.depth = at
    output.byte(0x5d)
    return true
  }
}

export function writeNull({ output }: Writing): true {
  output.raw(NULL)
  return true
}
