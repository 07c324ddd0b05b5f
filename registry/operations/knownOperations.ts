import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { GraphQLError, Kind, parse, separateOperations, Source, type DocumentNode } from 'graphql'
import { isRecord } from '../../kit/isRecord.ts'
import type { Place } from '../findings.ts'
import { UnusableInput } from '../unusableInput.ts'

/** An operation that somebody is known to send: an example, a saved query, a trusted document. */
export interface KnownOperation {
  readonly name: string
  readonly place: Place
  /** The operation with the fragments that it spreads. */
  readonly document: DocumentNode
}

/** What the repository itself knows: its examples, and the questions that its guides show. */
const KNOWN = ['examples', 'explorer/examples', 'explorer/questions', 'README.md', 'docs', 'docs/guides']

/** Reads the live repository's own operations. Text in the guides that is no operation is left out. */
export function readKnownOperations(root: URL): readonly KnownOperation[] {
  return KNOWN.filter((path) => existsSync(new URL(path, root))).flatMap((path) =>
    listFiles(fileURLToPath(new URL(path, root)), path).flatMap(({ name, path: file }) =>
      readOperations(name, readFileSync(file, 'utf8')),
    ),
  )
}

/**
 * Reads a file or a folder of operations that somebody names: `.graphql`, Markdown, or a manifest of trusted documents.
 * Throws UnusableInput for a path that is not there, and for a file that is none of these.
 */
export function readGivenOperations(given: string, path: string): readonly KnownOperation[] {
  if (!existsSync(path)) throw new UnusableInput(`Expected a file or folder of operations; got no ${given}.`)
  return listFiles(path, given).flatMap(({ name, path: file }) =>
    readOperations(name, readFileSync(file, 'utf8')),
  )
}

function listFiles(path: string, name: string): readonly { name: string; path: string }[] {
  if (!statSync(path).isDirectory()) return [{ name, path }]
  return readdirSync(path)
    .filter((file) => /\.(?:graphql|gql|md|json)$/.test(file))
    .toSorted()
    .map((file) => ({ name: `${name}/${file}`, path: `${path}/${file}` }))
}

function readOperations(file: string, text: string): readonly KnownOperation[] {
  if (file.endsWith('.md')) return readMarkdown(file, text)
  if (file.endsWith('.json')) return readManifest(file, text)
  return parseOperations(file, text)
}

/** The operations of a text, each with its line. Throws UnusableInput. */
export function parseOperations(file: string, text: string): readonly KnownOperation[] {
  return listOperations(parseDocument(file, text), file, 0)
}

/** A guide also shows schemas; what is no operation is not sent by anybody. */
function readMarkdown(file: string, text: string): readonly KnownOperation[] {
  return [...text.matchAll(/^```graphql\n([^]*?)^```$/gm)].flatMap(({ 1: block = '', index }) => {
    try {
      const linesAbove = text.slice(0, index).split('\n').length
      return listOperations(parse(new Source(block, file)), file, linesAbove)
    } catch (error) {
      if (error instanceof GraphQLError) return []
      throw error
    }
  })
}

/** Both forms in common use: Apollo's manifest, and texts by their hashes. */
function readManifest(file: string, text: string): readonly KnownOperation[] {
  const value = parseJson(file, text)
  const bodies = Array.isArray(value['operations'])
    ? value['operations'].flatMap((one: unknown) => (isRecord(one) ? [one['body']] : []))
    : Object.values(value)
  return bodies.flatMap((body) => {
    if (typeof body === 'string') return listOperations(parseDocument(file, body), file, 0)
    throw new UnusableInput(
      `${file}: expected {"format":"apollo-persisted-query-manifest","operations":[{"body"}]} or {"<hash>":"<text>"}; got a text that is none.`,
    )
  })
}

function parseJson(file: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {
    // Told below, as a list or a number is.
  }
  throw new UnusableInput(`${file}: expected a manifest of operations, a JSON object; got something else.`)
}

function parseDocument(file: string, text: string): DocumentNode {
  try {
    return parse(new Source(text, file))
  } catch (error) {
    if (error instanceof RangeError)
      throw new UnusableInput(`${file}: expected operations; got one that is nested too deeply to be read.`)
    if (!(error instanceof GraphQLError)) throw error
    const line = error.locations?.[0]?.line ?? 1
    throw new UnusableInput(`${file}:${line}: expected operations; got ${error.message}`)
  }
}

/** Each operation with the fragments that it spreads: they are sent apart, and one that breaks is no other's fault. */
function listOperations(document: DocumentNode, file: string, linesAbove: number): readonly KnownOperation[] {
  return Object.values(separateOperations(document)).flatMap((separate) =>
    separate.definitions
      .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
      .map((node) => ({
        name: node.name?.value ?? 'an operation without a name',
        place: { file, line: linesAbove + (node.loc?.startToken.line ?? 1) },
        document: separate,
      })),
  )
}
