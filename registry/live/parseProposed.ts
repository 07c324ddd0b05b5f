import type { SchemaFile, SubgraphDocument } from '../../schema/compose/document.ts'
import { UnusableInput } from '../unusableInput.ts'
import { parseUsable } from './readLive.ts'

/** Twenty-five times the largest of ours; composing takes time that grows faster than the text. */
export const MOST_SCHEMA_BYTES = 1_000_000
const MOST_DEPTH = 200
const MOST_NAMES = 5_000

/** Reads SDL that anybody may have written. Throws UnusableInput for what is too much to be composed, and for what is none. */
export function parseProposed(file: SchemaFile): SubgraphDocument {
  refuseLarge(file.file, Buffer.byteLength(file.sdl), MOST_SCHEMA_BYTES)
  refuseDeep(file.file, file.sdl)
  const subgraph = parseUsable(file)
  refuseMany(subgraph)
  return subgraph
}

export function refuseLarge(file: string, bytes: number, mostBytes: number): void {
  if (bytes > mostBytes)
    throw new UnusableInput(`${file}: expected at most ${mostBytes} bytes; got ${bytes}.`)
}

/**
 * Reads subgraphs of which most are the same as the last time: these are the same documents too, so that what was made of them
 * still is.
 */
export function createProposalParser(): (files: readonly SchemaFile[]) => readonly SubgraphDocument[] {
  let known = new Map<string, { readonly of: string; readonly document: SubgraphDocument }>()
  return (files) => {
    const read = files.map((file) => {
      const of = JSON.stringify(file)
      const found = known.get(file.name)
      return found?.of === of ? found : { of, document: parseProposed(file) }
    })
    known = new Map(read.map((one) => [one.document.name, one]))
    return read.map(({ document }) => document)
  }
}

/** The parser calls itself for each bracket: a text of nothing else would end the process. */
function refuseDeep(file: string, sdl: string): void {
  let depth = 0
  for (const char of sdl) {
    if (char === '[' || char === '{' || char === '(') depth++
    else if (char === ']' || char === '}' || char === ')') depth--
    if (depth > MOST_DEPTH)
      throw new UnusableInput(`${file}: expected brackets at most ${MOST_DEPTH} deep; got more.`)
  }
}

function refuseMany({ file, types }: SubgraphDocument): void {
  const members = [...types.values()].map(({ fields, inputFields, values, related }) => {
    const args = fields.reduce((sum, { arguments: given = [] }) => sum + given.length, 0)
    return 1 + fields.length + args + inputFields.length + values.length + related.length
  })
  const names = members.reduce((sum, count) => sum + count, 0)
  if (names > MOST_NAMES)
    throw new UnusableInput(
      `${file}: expected at most ${MOST_NAMES} types, fields, arguments and values; got ${names}.`,
    )
}
