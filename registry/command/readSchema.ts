import { readFileSync, statSync } from 'node:fs'
import type { SubgraphDocument } from '../../schema/compose/document.ts'
import { shortLine } from '../../kit/shortLine.ts'
import { MOST_SCHEMA_BYTES, parseProposed, refuseLarge } from '../live/parseProposed.ts'
import { UnusableInput } from '../unusableInput.ts'

/** Reads a subgraph's SDL, which anybody may have written; messages call the file as it was given. Throws UnusableInput. */
export function readSchema(name: string, file: string, path: string): SubgraphDocument {
  return parseProposed({ name, file, sdl: readText(file, MOST_SCHEMA_BYTES, path) })
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
