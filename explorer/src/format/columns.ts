import { isRecord } from '../graph/isRecord.ts'
import type { AnswerField } from './answerField.ts'
import { upperFirst } from './names.ts'

/** A column of a list as a reader sees it: texts in three languages are one, and a list within is one until it is opened. */
export interface AnswerColumn {
  /** The way to its value from the row, joined by dots: "place.nearbyCarParks". */
  readonly name: string
  readonly path: readonly string[]
  /** What stands above it, in the reader's words. */
  readonly head: string
  readonly field: AnswerField
  /** Whether it is of the row's thing itself, and not of another one, which several rows may have. */
  readonly isOwn: boolean
}

/** What the parts of the graph are called: "CarPark.freeSpaces" is "Free spaces". */
export type Namer = (coordinate: string) => string

/** Each thing in the row gives its own words to its columns: "Area: population", but "Free spaces: cars" of the row's own. */
export function layColumns(
  fields: readonly AnswerField[],
  nameOf: Namer,
  opened: ReadonlySet<string> = new Set(),
): readonly AnswerColumn[] {
  const columns: AnswerColumn[] = []
  const lay = (
    level: readonly AnswerField[],
    path: readonly string[],
    above: readonly string[],
    isOwn: boolean,
  ): void => {
    for (const field of level) {
      const own = [...path, field.key]
      const name = own.join('.')
      if (isPaging(field)) continue
      if (isOpen(field, opened.has(name))) {
        const isPart = !field.isThing && !field.isList
        lay(field.fields, own, wordsBelow(field, above, nameOf), isOwn && isPart)
      } else columns.push({ name, path: own, head: writeHead(field, above, nameOf), field, isOwn })
    }
  }
  lay(fields, [], [], true)
  return tellApart(columns)
}

function isOpen(field: AnswerField, isOpened: boolean): boolean {
  return field.kind === 'object' && field.fields.length > 0 && (!field.isList || isOpened)
}

/** How a list goes on is told elsewhere. */
function isPaging({ key, typeName }: AnswerField): boolean {
  return typeName === 'PageInfo' || key === 'pageInfo' || key === '_pageInfo'
}

function wordsBelow(field: AnswerField, above: readonly string[], nameOf: Namer): readonly string[] {
  // Items of an opened list are called by their type: one of "nearby car parks" is a nearby car park.
  if (field.isList) return [nameOf(field.typeName || field.coordinate)]
  if (isWrapper(field)) return above
  return field.isThing ? [nameOf(field.coordinate)] : [...above, nameOf(field.coordinate)]
}

/** A place only says where what it is of stands; a node is what its list is of. */
function isWrapper({ key, typeName }: AnswerField): boolean {
  return typeName === 'Place' || key === 'place' || key === 'node'
}

/** A thing's name needs no word but the thing's own: "Car park", not "Car park: name"; nor does a text as it is stated. */
function writeHead(field: AnswerField, above: readonly string[], nameOf: Namer): string {
  const isName = /(?:^|\.)(?:name|asStated)$/.test(field.coordinate) && above.length > 0
  const isNodes = (field.key === 'nodes' || field.key === 'edges') && field.isList && above.length > 0
  const words = isName || isNodes ? above : [...above, nameOf(field.coordinate)]
  return upperFirst(joinWords(words))
}

/** Chinese brings its own blank: its colon is a wide one. */
function joinWords(words: readonly string[]): string {
  return words.reduce(
    (joined, word) => `${joined}${/\p{Script=Han}$/u.test(joined) ? '：' : ': '}${lowerFirst(word)}`,
  )
}

function lowerFirst(word: string): string {
  // Not of "ID" or "LRT line".
  return /^\p{Lu}\p{Lu}/u.test(word) ? word : word.slice(0, 1).toLowerCase() + word.slice(1)
}

/** Two columns of one head are told apart by the keys that the question itself gave them. */
function tellApart(columns: readonly AnswerColumn[]): readonly AnswerColumn[] {
  const counts = new Map<string, number>()
  for (const { head } of columns) counts.set(head, (counts.get(head) ?? 0) + 1)
  return columns.map((column) =>
    (counts.get(column.head) ?? 0) > 1 ? { ...column, head: `${column.head} (${column.name})` } : column,
  )
}

/** Only what the rows have: a part that a fragment or a directive left out everywhere is no column. */
export function columnsInUse(
  columns: readonly AnswerColumn[],
  rows: readonly unknown[],
): readonly AnswerColumn[] {
  return columns.filter(({ path }) => rows.some((row) => valueAt(row, path) !== undefined))
}

/** Undefined where there is nothing on the way. */
export function valueAt(row: unknown, path: readonly string[]): unknown {
  let value = row
  for (const key of path) {
    if (!isRecord(value)) return value === null ? null : undefined
    value = value[key]
  }
  return value
}

/** The fields of the items of the list at this path of the answer. */
export function fieldsOfList(
  root: readonly AnswerField[],
  path: readonly string[],
): readonly AnswerField[] | null {
  let level = root
  let last: AnswerField | undefined
  for (const key of path) {
    last = level.find((field) => field.key === key)
    if (!last) return null
    level = last.fields
  }
  if (last && !last.isList) return null
  const node = last?.key === 'edges' ? level.find(({ key }) => key === 'node') : undefined
  return node ? node.fields : level
}
