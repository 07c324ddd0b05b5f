import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { findRowLists, type Cell, type Row, type RowList } from '../../../kit/tables/rows.ts'
import { inAddress, type Choice } from '../app/route.ts'
import { answer as benchAnswer, awaited, chosenView, histories, running } from '../ask/workbench.ts'
import { loadPart } from '../failure/loadPart.ts'
import type { AnswerField } from '../format/answerField.ts'
import { columnsInUse, fieldsOfList, layColumns, valueAt, type AnswerColumn } from '../format/columns.ts'
import { guessAnswerFields } from '../format/guessAnswerFields.ts'
import { nameInGraph } from '../format/names.ts'
import { plainValue } from '../format/values.ts'
import type { Answer, Question } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import { loadNames } from '../graph/names/names.ts'
import { loadSchema } from '../graph/schema.ts'
import { createSelection, type Selected, type Selection } from './selection.ts'
import { findInnerLists, openRows } from './table/openRows.ts'

/** Of the bench it is the answer of the document that is in sight, of a page its own; who reads it follows it. */
export interface AnswerHolder {
  readonly value: Answer | null
}

/** What the views show: an answer, the list of it that is looked at, and its rows and columns in the reader's words. */
export interface Shown {
  readonly answer: AnswerHolder
  /** The lists of the answer, the nearest to the root first. */
  readonly lists: ReadonlySignal<readonly RowList[]>
  /** The way to the list that the reader chose, joined by dots; null for the first. */
  readonly chosenPath: Choice
  readonly chosenList: ReadonlySignal<RowList | null>
  /** What the schema, or without it the answer itself, says of the rows of the chosen list. */
  readonly fields: ReadonlySignal<readonly AnswerField[]>
  /** The lists within its rows, as "place.nearbyCarParks", and those within the items of opened ones. */
  readonly innerLists: ReadonlySignal<readonly string[]>
  /** Of these the ones whose items have a row each. */
  readonly opened: ReadonlySignal<readonly string[]>
  /** The rows, one for each item of the opened lists. */
  readonly rows: ReadonlySignal<readonly unknown[]>
  /** What each of the rows is a row of. */
  readonly places: ReadonlySignal<readonly Selected[]>
  readonly columns: ReadonlySignal<readonly AnswerColumn[]>
  /** Whether some of the values are still to come. */
  readonly isPartial: ReadonlySignal<boolean>
  /** The values by the names of the columns; of a text in three languages the reader's. */
  readonly cells: ReadonlySignal<readonly Row[]>
  /** What the reader points at, in table and map alike. */
  readonly selection: Selection
}

const chosenPath = inAddress('list')
/** Names of inner lists with commas between; empty where the reader wants none opened. */
const openedLists = inAddress('open')

export function openLists(names: readonly string[]): void {
  openedLists.value = names.join(',')
}

/** Which inner lists have a row for each item, where the reader has not said so. */
export type OpenByItself = (inner: readonly string[]) => readonly string[]

export const openNone: OpenByItself = () => []

const WHOLE = computed(() => false)

/** `listsOf` tells what the rows of an answer are. Null instead of a choice: this view shows each row once. */
export function createShown(
  answer: AnswerHolder,
  listsOf = findRowLists,
  openByItself: () => OpenByItself | null = () => openNone,
  isPartial: ReadonlySignal<boolean> = WHOLE,
): Shown {
  const lists = computed<readonly RowList[]>(() => {
    const data = answer.value?.data
    return data === null || data === undefined ? [] : listsOf(data)
  })
  const chosenList = computed(
    () => lists.value.find(({ path }) => path.join('.') === chosenPath.value) ?? lists.value[0] ?? null,
  )
  const schemaFields = readSchemaFields(answer)
  const fields = computed(() => findFields(chosenList.value, schemaFields.value))
  const opened = computed(() => {
    const choose = openByItself()
    if (choose === null) return []
    const asked = openedLists.value?.split(',') ?? choose(findInnerLists(fields.value))
    return findInnerLists(fields.value, new Set(asked)).filter((name) => asked.includes(name))
  })
  const innerLists = computed(() => findInnerLists(fields.value, new Set(opened.value)))
  const openedRows = computed(() => openRows(chosenList.value?.rows ?? [], opened.value))
  const rows = computed(() => openedRows.value.map(({ row }) => row))
  const places = computed(() => openedRows.value.map(({ at }) => at))
  const columns = computed(() => {
    const all = layColumns(fields.value, nameInGraph, new Set(opened.value))
    return isPartial.value ? all : columnsInUse(all, rows.value)
  })
  const cells = computed(() => rows.value.map((row) => readCells(row, columns.value)))
  const selection = createSelection(computed(() => keyOfList(answer.value?.question, chosenList.value)))
  return {
    answer,
    lists,
    chosenPath,
    chosenList,
    fields,
    innerLists,
    opened,
    rows,
    places,
    columns,
    isPartial,
    cells,
    selection,
  }
}

/** Pages that are fetched later lengthen a list; the question being another, it is another list. */
function keyOfList(question: Question | undefined, list: RowList | null): string {
  return `${JSON.stringify(question)} ${list?.path.join('.')}`
}

/** The views within show this; without it what is on the bench. */
export const ShownContext = createContext<Shown>(
  createShown(
    benchAnswer,
    findBenchLists,
    () => (chosenView.value === 'map' ? null : openNone),
    computed(() => running.value && (awaited.value ?? []).length > 0),
  ),
)

/** A subscription that tells of one thing after the other has a row for each, as it was last. */
function findBenchLists(data: unknown): readonly RowList[] {
  const lists = findRowLists(data)
  const isOfOne = lists[0]?.path.length === 0
  return isOfOne && histories.value.length > 1
    ? [{ path: [], rows: histories.value.map(({ rows }) => rows.at(-1)) }]
    : lists
}

export function useShown(): Shown {
  return useContext(ShownContext)
}

/** Null until the schema is there; it and the names are fetched with the first answer. */
function readSchemaFields(answer: AnswerHolder): ReadonlySignal<readonly AnswerField[] | null> {
  const question = computed(() => answer.value?.question ?? null)
  return computed(() => {
    if (question.value === null) return null
    if (reader.value === null) void loadReader()
    return reader.value?.(question.value) ?? null
  })
}

const reader = signal<((question: Question) => readonly AnswerField[] | null) | null>(null)
let loading: Promise<void> | undefined

/** Without a schema the values tell what they can: it is tried again with the next answer. */
function loadReader(): Promise<void> {
  loading ??= Promise.all([
    loadSchema(),
    loadPart(() => import('../format/readAnswerFields.ts')),
    loadNames(),
  ]).then(
    ([schema, { readAnswerFields }]) => {
      reader.value = (question) => readAnswerFields(schema, question)
    },
    () => {
      loading = undefined
    },
  )
  return loading
}

function findFields(
  list: RowList | null,
  schemaFields: readonly AnswerField[] | null,
): readonly AnswerField[] {
  if (list === null) return []
  if (schemaFields !== null) {
    const known = list.path.length > 0 ? fieldsOfList(schemaFields, list.path) : fieldsOfRow(schemaFields)
    if (known !== null && known.length > 0) return known
  }
  return list.rows.some(isRecord)
    ? guessAnswerFields(list.rows)
    : guessAnswerFields([{ value: list.rows[0] }])
}

/** An answer without a list is one row; of one part alone it is that part. */
function fieldsOfRow(root: readonly AnswerField[]): readonly AnswerField[] {
  const [only, second] = root
  return only && !second && only.fields.length > 0 ? only.fields : root
}

/** What a row has in these columns; nothing in those of a list whose items are other rows. */
export function readCells(row: unknown, columns: readonly AnswerColumn[]): Row {
  const record = isRecord(row) ? row : { value: row }
  const cells = new Map<string, Cell>()
  for (const { name, path, field } of columns) {
    const value = valueAt(record, path)
    if (value !== undefined) cells.set(name, toCell(plainValue(value, field)))
  }
  return cells
}

function toCell(value: unknown): Cell {
  if (Array.isArray(value)) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return value === null ? null : JSON.stringify(value)
}
