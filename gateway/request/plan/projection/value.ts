import type { GraphQLOutputType } from 'graphql'
import { isListType, isNonNullType } from 'graphql'
import type { Run } from './run.ts'

/**
 * Writes a value that is not null as JSON text. Undefined means that it has to be null and that the reason is in the
 * errors already.
 */
export type Write = (run: Run, value: unknown) => string | undefined

/** As `Write`, of a value that may be missing. Undefined means that the null goes on to whatever holds the value. */
export type WriteMaybe = (run: Run, value: unknown) => string | undefined

/** Lays the lists and non-nulls of a type around the writing of what it is made of. */
export function compileValue(type: GraphQLOutputType, coordinate: string, write: Write): WriteMaybe {
  if (isNonNullType(type)) return require(compileNotNull(type.ofType, coordinate, write), coordinate)
  return allowNull(compileNotNull(type, coordinate, write))
}

function compileNotNull(type: GraphQLOutputType, coordinate: string, write: Write): Write {
  return isListType(type) ? compileList(compileValue(type.ofType, coordinate, write), coordinate) : write
}

function allowNull(write: Write): WriteMaybe {
  return (run, value) => (value === null || value === undefined ? 'null' : (write(run, value) ?? 'null'))
}

function require(write: Write, coordinate: string): WriteMaybe {
  return (run, value) =>
    value === null || value === undefined ? refuseNull(run, coordinate) : write(run, value)
}

/** The error of the GraphQL specification, unless a subgraph has said already why there is no value. */
export function refuseNull(run: Run, coordinate: string): undefined {
  if (run.isReported()) return undefined
  return run.report(`Cannot return null for non-nullable field ${coordinate}.`, 'SUBGRAPH_MALFORMED')
}

function compileList(writeItem: WriteMaybe, coordinate: string): Write {
  return (run, value) => {
    if (!Array.isArray(value))
      return run.report(`A subgraph gave no list for ${coordinate}.`, 'SUBGRAPH_MALFORMED')
    const at = run.depth
    run.depth = at + 1
    let text = '['
    for (let index = 0; index < value.length; index++) {
      run.path[at] = index
      const item = writeItem(run, value[index])
      if (item === undefined) {
        run.depth = at
        return undefined
      }
      text += index === 0 ? item : `,${item}`
    }
    run.depth = at
    return `${text}]`
  }
}
