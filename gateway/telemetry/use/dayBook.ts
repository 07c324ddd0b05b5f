import type { FieldRow, OperationRow, UseBatch, UsedDocument, UseKey } from './batch.ts'
import { addCounts, createCounts, type MutableCounts } from './counts.ts'
import type { Client, FieldUse, MonthUse, WantedUse } from './useStore.ts'

/** What is kept of one day. */
export interface DayRecord {
  readonly documents: readonly UsedDocument[]
  readonly operations: readonly OperationRow[]
  readonly fields: readonly FieldRow[]
}

/** A day's counts in memory, summed up as batches come. */
export interface DayBook {
  add(record: DayRecord): void
  record(): DayRecord
  /** Rows that found no room. */
  readonly dropped: number
}

/** Of fields and of operations each. */
const MOST_ROWS = 50_000

export function createDayBook(mostRows = MOST_ROWS): DayBook {
  const documents = new Map<string, UsedDocument>()
  const operations: Summed<OperationRow> = new Map()
  const fields: Summed<FieldRow> = new Map()
  let dropped = 0

  const addRow = <Row extends OperationRow | FieldRow>(
    rows: Summed<Row>,
    subject: string,
    row: Row,
  ): void => {
    const id = idOf(subject, row)
    const known = rows.get(id)
    if (known === undefined && rows.size >= mostRows) {
      dropped++
      return
    }
    const { counts } = known ?? { counts: createCounts() }
    addCounts(counts, row)
    if (known === undefined) rows.set(id, { row, counts })
  }

  return {
    add(record) {
      for (const document of record.documents) documents.set(document.hash, document)
      for (const row of record.operations) addRow(operations, row.hash, row)
      for (const row of record.fields) addRow(fields, row.coordinate, row)
    },
    record: () => ({
      documents: [...documents.values()],
      operations: listRows(operations),
      fields: listRows(fields),
    }),
    get dropped() {
      return dropped
    },
  }
}

type Summed<Row> = Map<string, { readonly row: Row; readonly counts: MutableCounts }>

function listRows<Row extends OperationRow | FieldRow>(rows: Summed<Row>): readonly Row[] {
  return [...rows.values()].map(({ row, counts }) => ({ ...row, ...counts }))
}

/** A batch by its days: around midnight it has two. */
export function splitByDay({ documents, operations, fields }: UseBatch): ReadonlyMap<string, DayRecord> {
  const days = new Set([...operations, ...fields].map(({ day }) => day))
  return new Map(
    [...days].map((day) => [
      day,
      {
        documents,
        operations: operations.filter((row) => row.day === day),
        fields: fields.filter((row) => row.day === day),
      },
    ]),
  )
}

export function sumFields(days: Iterable<Pick<DayRecord, 'fields'>>, wanted: WantedUse): readonly FieldUse[] {
  const sums = new Map<string, FieldUse & MutableCounts & { firstDay: string; lastDay: string }>()
  for (const { fields } of days)
    for (const row of fields) {
      if (row.day < wanted.from || row.day > wanted.to) continue
      if (wanted.coordinate !== undefined && row.coordinate !== wanted.coordinate) continue
      if (wanted.client !== undefined && row.client !== wanted.client) continue
      const { coordinate, tier, day } = row
      const id = `${coordinate}\n${tier}\n${clientId(row)}`
      const sum = sums.get(id) ?? {
        ...createCounts(),
        ...clientOf(row),
        coordinate,
        tier,
        firstDay: day,
        lastDay: day,
      }
      addCounts(sum, row)
      if (day < sum.firstDay) sum.firstDay = day
      if (day > sum.lastDay) sum.lastDay = day
      sums.set(id, sum)
    }
  return [...sums.values()]
}

export function sumMonths(
  days: Iterable<Pick<DayRecord, 'documents' | 'operations'>>,
  from: string,
  to: string,
): readonly MonthUse[] {
  const sums = new Map<string, MonthUse & MutableCounts & { lastDay: string }>()
  for (const { documents, operations } of days) {
    const known = new Map(documents.map((document) => [document.hash, document]))
    for (const row of operations) {
      if (row.day < from || row.day > to) continue
      const { day, hash } = row
      const month = day.slice(0, 7)
      const id = `${month}\n${hash}\n${clientId(row)}`
      const { name = null, coordinates = [] } = known.get(hash) ?? {}
      const sum = sums.get(id) ?? {
        ...createCounts(),
        ...clientOf(row),
        month,
        hash,
        name,
        coordinates,
        lastDay: day,
      }
      addCounts(sum, row)
      if (day > sum.lastDay) sum.lastDay = day
      sums.set(id, sum)
    }
  }
  return [...sums.values()]
}

function idOf(subject: string, { day, client, version, isVerified, tier, isSample }: UseKey): string {
  return [day, subject, client, version, isVerified, tier, isSample].join('\n')
}

function clientId({ client, isVerified, isSample }: Client): string {
  return `${isVerified}\n${isSample}\n${client}`
}

function clientOf({ client, isVerified, isSample }: Client): Client {
  return { client, isVerified, isSample }
}
