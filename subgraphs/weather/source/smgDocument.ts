import { isRecord } from '../../../kit/isRecord.ts'
import type { FeedDocument } from '../../_kit/feedDescriptor.ts'
import { FeedFormatError, parseXmlList } from '../../_kit/feedFormats.ts'
import { dashedTime, day, observed, text, type FieldType } from '../../_kit/fieldTypes.ts'

export interface SmgDocument {
  /** Of each element the texts by their path in it: "Temperature/dValue", "station/code". */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** When the head of the document says that it was made; to be spread into what is read of it. */
  readonly published: { readonly sourceUpdatedAt?: string }
}

type Element = Readonly<Record<string, unknown>>

/**
 * What the bureau's XML documents have in common: a head that says when they were made, and elements below `<Custom>`,
 * here those at `path`, such as ["WeatherReport", "station"]; `<Custom>` itself where it is empty. Of the elements named
 * in `typed` there is one for each type, by which they are told apart: "Temperature[1]/Value".
 */
export function parseSmgDocument(
  document: FeedDocument,
  root: string,
  path: readonly string[],
  typed: readonly string[] = [],
): SmgDocument {
  const { items, root: content } = parseXmlList(document.body, root, 'Custom')
  if (items.length === 0) throw new FeedFormatError(`an element <Custom> in <${root}>`, 'none')
  const elements = path.reduce(findChildren, { parents: elementsOf(items), name: 'Custom' }).parents
  return {
    rows: elements.map((element) => Object.fromEntries(fieldsOf(element, new Set(typed), ''))),
    published: readPublished(content.System, document),
  }
}

interface Level {
  readonly parents: readonly Element[]
  readonly name: string
}

/** None may be right, but not where there are others: the name may have changed. */
function findChildren({ parents, name: parent }: Level, name: string): Level {
  const children = parents.flatMap((element) => elementsOf(element[name] ?? []))
  const others = parents.flatMap((element) => Object.keys(element).filter((key) => isElement(element[key])))
  if (children.length === 0 && others.length > 0)
    throw new FeedFormatError(
      `elements <${name}> in <${parent}>`,
      [...new Set(others)].map((other) => `<${other}>`).join(', '),
    )
  return { parents: children, name }
}

function isElement(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** One of its kind comes alone, several as a list, an empty one as a text. */
function elementsOf(value: unknown): readonly Element[] {
  return (Array.isArray(value) ? value : [value]).map((element: unknown) =>
    isRecord(element) ? element : {},
  )
}

/** What the bureau writes where it has nothing to say, besides "-" and nothing. */
const MISSING = new Set(['X', 'NIL', '-99'])

function* fieldsOf(element: Element, typed: ReadonlySet<string>, path: string): Generator<[string, unknown]> {
  for (const [name, value] of Object.entries(element)) {
    if (name === 'Type') continue
    for (const [index, part] of (Array.isArray(value) ? value : [value]).entries()) {
      if (!isRecord(part)) yield [`${path}${name}`, MISSING.has(String(part)) ? '' : part]
      else
        yield* fieldsOf(
          part,
          typed,
          `${path}${name}${typed.has(name) ? `[${String(part.Type)}]` : numbered(index)}/`,
        )
    }
  }
}

/** Of elements of one name and no type the second is "Temperature[2]". */
function numbered(index: number): string {
  return index === 0 ? '' : `[${index + 1}]`
}

/** "2026-11-28 16:05", in some documents with seconds, in some with "GMT+8" behind it. */
export const smgTime: FieldType<string> = {
  expected: dashedTime.expected,
  read: (value) => dashedTime.read(text.read(value)?.replace(/ ?GMT\+8$/, '')),
}

function readPublished(head: unknown, document: FeedDocument): SmgDocument['published'] {
  const sourceUpdatedAt = isRecord(head) ? observed(smgTime, document).read(head.SysPubdate) : undefined
  return sourceUpdatedAt === undefined ? {} : { sourceUpdatedAt }
}

const DAY_MS = 86_400_000

/** A day, moved with a replayed recording. */
export function movedDay({ shiftMilliseconds }: FeedDocument): FieldType<string> {
  return {
    expected: day.expected,
    read(value) {
      const read = day.read(value)
      if (read === undefined) return undefined
      const days = Math.round(shiftMilliseconds / DAY_MS)
      return new Date(Date.parse(read) + days * DAY_MS).toISOString().slice(0, 10)
    },
  }
}
