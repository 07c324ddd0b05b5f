import { readFileSync, statSync } from 'node:fs'
import type { SubgraphDocument } from '../../schema/compose/document.ts'
import { shortLine } from '../../kit/shortLine.ts'
import { parseUsable } from '../live/readLive.ts'
import { UnusableInput } from '../unusableInput.ts'

/** Twenty-five times the largest of ours; composing takes time that grows faster than the text. */
const MOST_BYTES = 1_000_000
const MOST_DEPTH = 200
const MOST_NAMES = 5_000

/** Reads a subgraph's SDL, which anybody may have written; messages call the file as it was given. Throws UnusableInput. */
export function readSchema(name: string, file: string, path: string): SubgraphDocument {
  const sdl = readText(file, MOST_BYTES, path)
  refuseDeep(file, sdl)
  const subgraph = parseUsable({ name, file, sdl })
  refuseMany(subgraph)
  return subgraph
}

/** Reads a file of UTF-8. Throws UnusableInput. */
export function readText(file: string, mostBytes: number, path: string): string {
  const bytes = readBytes(file, mostBytes, path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UnusableInput(`${file}: expected UTF-8; got another encoding.`)
  }
}

function readBytes(file: string, mostBytes: number, path: string): Buffer {
  try {
    refuseLarge(file, statSync(path).size, mostBytes)
    const bytes = readFileSync(path)
    // What is no file of the disk, such as standard input, says its size only afterwards.
    refuseLarge(file, bytes.length, mostBytes)
    return bytes
  } catch (error) {
    if (error instanceof UnusableInput) throw error
    throw new UnusableInput(
      `Expected a file that can be read; got ${file}: ${shortLine(error instanceof Error ? error.message : '')}`,
    )
  }
}

function refuseLarge(file: string, bytes: number, mostBytes: number): void {
  if (bytes > mostBytes)
    throw new UnusableInput(`${file}: expected at most ${mostBytes} bytes; got ${bytes}.`)
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
