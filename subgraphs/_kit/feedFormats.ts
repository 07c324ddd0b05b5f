import { parse as parseCsv } from 'csv-parse/sync'
import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** A document that is not what the source promises: the whole reading is refused and the last good state stays. */
export class FeedFormatError extends Error {
  constructor(expected: string, came: string) {
    super(`expected ${expected}; got ${came}`)
    this.name = 'FeedFormatError'
  }
}

/**
 * An XML document whose root element is `root`, as nested objects: attributes and text are strings, each element
 * named in `lists` is an array however often it occurs. Rejects HTML, JSON and truncated XML.
 */
export function parseXmlDocument(
  body: string,
  root: string,
  lists: readonly string[],
): Readonly<Record<string, unknown>> {
  assertNotErrorBody(body)
  const validity = XMLValidator.validate(body)
  if (validity !== true) {
    throw new FeedFormatError(
      `well-formed XML with the root <${root}>`,
      `${validity.err.msg} in line ${validity.err.line}`,
    )
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
    isArray: (name) => lists.includes(name),
  })
  const content: unknown = parser.parse(body)[root]
  if (content === '') return {}
  if (isRecord(content)) return content
  throw new FeedFormatError(`the root element <${root}>`, describeBody(body))
}

/** A JSON document. Rejects HTML and the portal's error body, which comes with HTTP 200. */
export function parseJsonDocument(body: string): unknown {
  assertNotErrorBody(body)
  try {
    return JSON.parse(body)
  } catch {
    throw new FeedFormatError('JSON', describeBody(body))
  }
}

/** The rows of a CSV with a heading line that holds at least `columns`; every value is a string, "" where empty. */
export function parseCsvDocument(
  body: string,
  columns: readonly string[],
): readonly Readonly<Record<string, string>>[] {
  assertNotErrorBody(body)
  const rows = readCsv(body)
  const heading = rows[0] ?? []
  const missing = columns.filter((column) => !heading.includes(column))
  if (missing.length > 0)
    throw new FeedFormatError(
      `a CSV with the columns ${columns.join(', ')}`,
      `none named ${missing.join(', ')}`,
    )
  return rows
    .slice(1)
    .map((row) => Object.fromEntries(heading.map((name, index) => [name, row[index] ?? ''])))
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readCsv(body: string): string[][] {
  try {
    return parseCsv(body, { bom: true, skip_empty_lines: true, relax_column_count: false })
  } catch (cause) {
    throw new FeedFormatError('CSV', cause instanceof Error ? cause.message : String(cause))
  }
}

/** The portal and the API gateway answer failures with HTTP 200 and `{"msg":…,"code":1}`, or with a page. */
function assertNotErrorBody(body: string): void {
  const start = body.trimStart().slice(0, 300)
  if (start === '') throw new FeedFormatError('a document', 'an empty body')
  if (/^<(!doctype html|html)/i.test(start)) throw new FeedFormatError('data', 'an HTML page')
  if (/^\{\s*"msg"\s*:/.test(start) && /"code"\s*:\s*[^0"]/.test(start))
    throw new FeedFormatError('data', `the error body ${start.slice(0, 120)}`)
}

function describeBody(body: string): string {
  return JSON.stringify(body.trimStart().slice(0, 60))
}
