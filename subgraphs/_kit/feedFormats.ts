import { parse as parseCsv } from 'csv-parse/sync'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { isRecord } from '../../kit/isRecord.ts'

/** A document that is not what the source promises: the whole reading is refused and the last good state stays. */
export class FeedFormatError extends Error {
  constructor(expected: string, came: string) {
    super(`expected ${expected}; got ${came}`)
    this.name = 'FeedFormatError'
  }
}

export interface XmlList {
  /** The elements asked for, as nested objects: attributes and text are strings. */
  readonly items: readonly unknown[]
  /** What else the root holds: its attributes are strings. */
  readonly root: Readonly<Record<string, unknown>>
  readonly remarks: readonly string[]
}

/** Larger than its source may become; `limit` in bytes. */
export class OversizedDocument extends FeedFormatError {
  constructor(limit: number) {
    super(`at most ${limit} bytes`, 'more')
  }
}

/**
 * The elements named `element` of an XML document whose root is `root`. Rejects HTML, JSON, truncated XML, and a root
 * that holds other elements only: their name may have changed.
 */
export function parseXmlList(body: string, root: string, element: string): XmlList {
  const content = parseXmlRoot(body, root, element)
  const items = content[element]
  const others = Object.keys(content)
    .filter((name) => name !== element && typeof content[name] === 'object')
    .map((name) => `<${name}>`)
  if (items === undefined && others.length > 0)
    throw new FeedFormatError(`elements <${element}> in <${root}>`, others.join(', '))
  return {
    // An element without attributes or content.
    items: Array.isArray(items) ? items.map((item: unknown) => (item === '' ? {} : item)) : [],
    root: content,
    remarks: others.length > 0 ? [`Elements not known here: ${others.join(', ')}.`] : [],
  }
}

function parseXmlRoot(body: string, root: string, element: string): Readonly<Record<string, unknown>> {
  assertNotErrorBody(body)
  const wellFormed = `well-formed XML with the root <${root}>`
  const validity = XMLValidator.validate(body)
  if (validity !== true)
    throw new FeedFormatError(wellFormed, `${validity.err.msg} in line ${validity.err.line}`)
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
    // For references such as "&#28595;".
    htmlEntities: true,
    isArray: (name, path) => name === element && path === `${root}.${element}`,
  })
  const content = readRoot(() => parser.parse(body), root, wellFormed)
  if (content === '') return {}
  if (isRecord(content)) return content
  throw new FeedFormatError(`the root element <${root}>`, describeBody(body))
}

/** The validator lets pass what the parser does not, such as a declaration with one quotation mark missing. */
function readRoot(parse: () => Record<string, unknown>, root: string, expected: string): unknown {
  try {
    return parse()[root]
  } catch (cause) {
    throw new FeedFormatError(expected, cause instanceof Error ? cause.message : String(cause))
  }
}

/** The items under `key` of a JSON document that is an object with that list; refuses every other document. */
export function parseJsonList(body: string, key: string): readonly unknown[] {
  const document = parseJsonDocument(body)
  const items = isRecord(document) ? document[key] : undefined
  if (Array.isArray(items)) return items
  throw new FeedFormatError(`an object with the list "${key}"`, describeBody(body))
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
