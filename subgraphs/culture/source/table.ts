import type { Page, PageArgs } from '../../_kit/connection.ts'
import type { Feed } from '../../_kit/feed.ts'
import type { Near } from '../../_kit/nearby.ts'
import type { Confidential, DocumentLimits, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import type { OpeningHoursValue } from '../../_kit/openingHours.ts'
import type { BoundingBoxInput } from '../../_kit/lists/listArgs.ts'
import type { PlaceValue, Position } from '../../_kit/place.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'

/** What both roads to a table, CSV and PostgreSQL, need to know of it. */
export interface Table<R extends TableRecord> {
  /** Its name in the database. */
  readonly name: string
  readonly feedId: string
  /** What of it is not for everybody; without it, all is. */
  readonly confidential?: Confidential
  readonly title: TextValue
  /** Its file in data/. */
  readonly file: string
  /** Its columns in both; the first is `id`. */
  readonly columns: readonly string[]
  readonly limits: DocumentLimits
  readonly parse: (record: RecordReader) => R
}

/** One row as text, "" where there is no value: the same from a CSV and from the database. */
export type Row = Readonly<Record<string, string>>

export function readRows<R extends TableRecord>(rows: readonly Row[], { parse }: Table<R>): ParsedFeed<R> {
  return readRecords(rows, { namedBy: ['id'], parse, keyOf: ({ id }) => id })
}

export interface TableRecord {
  readonly id: string
}

/** A table of things that stand somewhere: it has the columns `area`, `lat` and `lng`. */
export interface Register<R extends RegisterRecord> extends Table<R> {
  readonly kind: 'register'
}

export interface RegisterRecord extends TableRecord {
  readonly place: PlaceValue | null
  readonly area: string | null
}

/** How a table is read; the answers are the same wherever it lies. */
export interface TableReader<R extends TableRecord> {
  readonly feed: Feed<unknown>
  find(ids: readonly string[]): Promise<ReadonlyMap<string, R>>
  list(conditions: readonly Condition<R>[], order: Order<R>, page: PageArgs): Promise<Page<R>>
  /** The records of each key in the grouping's order, at most `limit` of each where one is given. */
  group(
    grouping: Grouping<R>,
    keys: readonly string[],
    limit: number | null,
  ): Promise<ReadonlyMap<string, readonly R[]>>
}

/** What a list in the grammar of lists is answered by. */
export type ListReader<R extends TableRecord> = Pick<TableReader<R>, 'find' | 'list' | 'group'>

export interface RegisterReader<R extends RegisterRecord> extends TableReader<R> {
  /** For each request, in their order, the records within its radius, nearest first. */
  near(requests: readonly NearRequest<R>[]): Promise<readonly (readonly Near<R>[])[]>
}

export interface NearRequest<R> {
  readonly centre: PlaceValue
  readonly withinMetres: number
  readonly first: number
  readonly conditions: readonly Condition<R>[]
}

/** What a record must fulfil to be listed: as SQL over a column and as a test of the record. */
export type Condition<R> =
  | {
      readonly kind: 'oneOf'
      readonly column: string
      readonly values: readonly string[]
      readonly of: (record: R) => string | null
    }
  | {
      readonly kind: 'atLeast' | 'atMost'
      readonly column: string
      readonly value: number
      readonly of: (record: R) => number | null
    }
  | {
      /** Days YYYY-MM-DD, of which the first and last count. */
      readonly kind: 'lastsOn'
      readonly columns: readonly [first: string, last: string]
      readonly day: string
      readonly of: (record: R) => readonly [first: string, last: string]
    }
  | {
      readonly kind: 'within'
      readonly box: BoundingBoxInput
      readonly of: (record: R) => Position | null
    }
  | {
      readonly kind: 'near'
      readonly centre: Position
      readonly withinMetres: number
      readonly of: (record: R) => Position | null
    }
  | {
      readonly kind: 'openAt'
      readonly instant: Date
      readonly of: (record: R) => OpeningHoursValue | null
    }

/** By numbers, the least first, one after the other; then by id. */
export interface Order<R> {
  readonly keys: readonly OrderKey<R>[]
  readonly idDirection: 'ASC' | 'DESC'
}

/** `sql` says of a row what `of` says of a record. */
export interface OrderKey<R> {
  readonly sql: (bind: Bind) => string
  readonly of: (record: R) => number
}

/** Keeps a value for a statement and gives the parameter that stands for it. */
export type Bind = (value: unknown) => string

/** A number of a row and of its record, which may be unknown. */
export interface TableNumber<R> {
  readonly isAlwaysKnown: boolean
  readonly sql: (bind: Bind) => string
  readonly of: (record: R) => number | null
}

export interface Grouping<R> {
  readonly column: string
  readonly of: (record: R) => string | null
  readonly order: Order<R>
}

export const BY_ID: Order<TableRecord> = { keys: [], idDirection: 'ASC' }

/** The number in a column. */
export function numberIn<R>(column: string, of: (record: R) => number | null): TableNumber<R> {
  return { isAlwaysKnown: false, sql: () => `${column}::float8`, of }
}

/** The day in a column, in days since 1970. */
export function dayIn<R>(column: string, of: (record: R) => string): TableNumber<R> {
  return {
    isAlwaysKnown: true,
    sql: () => `((${column} - date '1970-01-01')::float8)`,
    of: (record) => Date.parse(of(record)) / 86_400_000,
  }
}

/** By a number; what is unknown comes last in both directions. The indexes of the tables are of these expressions. */
export function orderKey<R>(
  { isAlwaysKnown, sql, of }: TableNumber<R>,
  direction: 'ASC' | 'DESC',
): OrderKey<R> {
  const sign = direction === 'ASC' ? 1 : -1
  return {
    sql: (bind) => {
      const signed = `${sign === 1 ? '' : '-'}${sql(bind)}`
      return isAlwaysKnown ? signed : `coalesce(${signed}, 'Infinity')`
    },
    of: (record) => {
      const value = of(record)
      return value === null ? Infinity : sign * value
    },
  }
}

/** The records of an area, by id. */
export const BY_AREA: Grouping<RegisterRecord> = {
  column: 'area',
  of: ({ area }) => area,
  order: BY_ID,
}

/** Only records of this area; all where none is given. */
export function inArea(area: string | null | undefined): readonly Condition<RegisterRecord>[] {
  return area ? [{ kind: 'oneOf', column: 'area', values: [area], of: (record) => record.area }] : []
}

export interface OpeningRecord {
  readonly openingHours: OpeningHoursValue | null
}

/** Only records that are open at the instant; all where none is given. */
export function openAt(at: string | null | undefined): readonly Condition<OpeningRecord>[] {
  return at ? [{ kind: 'openAt', instant: new Date(at), of: ({ openingHours }) => openingHours }] : []
}
