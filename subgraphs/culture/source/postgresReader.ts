import type { FeedSurroundings } from '../../_kit/feed.ts'
import { groupBy, indexBy } from '../../_kit/loader.ts'
import type { Near } from '../../_kit/nearby.ts'
import { metresBetween } from '../../_kit/place.ts'
import { fulfilsAll } from './condition.ts'
import type { Database } from './database.ts'
import { DatabaseFeed } from './databaseFeed.ts'
import { createKeysetPage, readKeyset, sortBy } from './keyset.ts'
import { createStatement, findOpen, writeCompared, writeOrder, writeWhere } from './statement.ts'
import {
  BY_ID,
  readRows,
  type NearRequest,
  type Register,
  type RegisterReader,
  type RegisterRecord,
  type Row,
  type Table,
  type TableReader,
  type TableRecord,
} from './table.ts'
import type { ReaderFactory } from './tables.ts'

/** Reads the tables from PostgreSQL. */
export function createPostgresReaders(database: Database, surroundings: FeedSurroundings): ReaderFactory {
  return {
    createReader: (table) => createReader(table, new DatabaseFeed(table, database, surroundings)),
    createRegisterReader: (register) =>
      createRegisterReader(register, new DatabaseFeed(register, database, surroundings)),
  }
}

function createReader<R extends TableRecord>(table: Table<R>, feed: DatabaseFeed): TableReader<R> {
  const columns = table.columns.join(', ')
  const parse = createRowParser(table, feed)
  return {
    feed,

    async find(ids) {
      const rows = await feed.ask(`SELECT ${columns} FROM ${table.name} WHERE id = ANY($1::text[])`, [ids])
      return indexBy(parse(rows), ({ id }) => id)
    },

    async list(conditions, order, page) {
      const keyset = readKeyset(table.name, order, page)
      const { after, before, fromEnd } = keyset
      const open = await findOpen(table.name, conditions, feed.ask)
      const counted = createStatement()
      const paged = createStatement()
      const whole = writeWhere(conditions, open, counted.bind)
      const where = [
        writeWhere(conditions, open, paged.bind),
        writeCompared(order, '>', after, paged.bind, 'true'),
        writeCompared(order, '<', before, paged.bind, 'true'),
      ].join(' AND ')
      const [[counts], rows] = await Promise.all([
        feed.ask(
          `SELECT count(*) AS total,
             count(*) FILTER (WHERE ${writeCompared(order, '<=', after, counted.bind, 'false')}) AS preceding,
             count(*) FILTER (WHERE ${writeCompared(order, '>=', before, counted.bind, 'false')}) AS following
           FROM ${table.name} WHERE ${whole}`,
          counted.values,
        ),
        feed.ask(
          `SELECT ${columns} FROM ${table.name} WHERE ${where}
           ORDER BY ${writeOrder(order, fromEnd, paged.bind)} LIMIT ${paged.bind(keyset.limit)}`,
          paged.values,
        ),
      ])
      const records = parse(rows)
      return createKeysetPage(fromEnd ? records.toReversed() : records, keyset, order, {
        total: Number(counts?.total ?? 0),
        preceding: Number(counts?.preceding ?? 0),
        following: Number(counts?.following ?? 0),
      })
    },

    async group(grouping, keys, limit) {
      // Each key is read to its limit by an index; LIMIT NULL is none.
      const { values, bind } = createStatement()
      const rows = await feed.ask(
        `SELECT found.* FROM unnest(${bind(keys)}::text[]) AS wanted (key) CROSS JOIN LATERAL (
           SELECT ${columns} FROM ${table.name} WHERE ${grouping.column} = wanted.key
           ORDER BY ${writeOrder(grouping.order, false, bind)} LIMIT ${bind(limit)}::int) AS found`,
        values,
      )
      return groupBy(sortBy(parse(rows), grouping.order), (record) => grouping.of(record) ?? '')
    },
  }
}

function createRegisterReader<R extends RegisterRecord>(
  register: Register<R>,
  feed: DatabaseFeed,
): RegisterReader<R> {
  const columns = register.columns.join(', ')
  const parse = createRowParser(register, feed)
  return {
    ...createReader(register, feed),
    async near(requests) {
      const rows = await feed.ask(
        `SELECT box.request, ${columns} FROM
           unnest($1::int[], $2::float8[], $3::float8[], $4::float8[], $5::float8[])
             AS box (request, south, north, west, east)
           JOIN ${register.name} ON lat BETWEEN south AND north AND lng BETWEEN west AND east`,
        boxColumns(requests),
      )
      const byRequest = groupBy(rows, ({ request }) => Number(request))
      return requests.map((request, index) => chooseNear(parse(byRequest.get(index) ?? []), request))
    },
  }
}

function createRowParser<R extends TableRecord>(
  table: Table<R>,
  feed: DatabaseFeed,
): (rows: readonly Row[]) => readonly R[] {
  return (rows) => {
    const parsed = readRows(rows, table)
    feed.note(parsed)
    return parsed.records
  }
}

/** Less than a degree has anywhere in the territory, so that a box holds all of its circle. */
const METRES_PER_DEGREE_LAT = 111_000
const METRES_PER_DEGREE_LNG = 102_000

/** The boxes around the circles asked for, as one array for each column: the index is read by box. */
function boxColumns<R>(requests: readonly NearRequest<R>[]): readonly unknown[] {
  const boxes = requests.map(({ centre, withinMetres }) => {
    const height = withinMetres / METRES_PER_DEGREE_LAT
    const width = withinMetres / METRES_PER_DEGREE_LNG
    return [centre.lat - height, centre.lat + height, centre.lng - width, centre.lng + width] as const
  })
  return [
    requests.map((_, index) => index),
    boxes.map(([south]) => south),
    boxes.map(([, north]) => north),
    boxes.map(([, , west]) => west),
    boxes.map(([, , , east]) => east),
  ]
}

/** Of the records in a box those in the circle, nearest first, ties by id. */
function chooseNear<R extends RegisterRecord>(
  candidates: readonly R[],
  { centre, withinMetres, first, conditions }: NearRequest<R>,
): readonly Near<R>[] {
  return sortBy(candidates, BY_ID)
    .filter((record) => fulfilsAll(record, conditions))
    .flatMap((item) => (item.place ? [{ item, exact: metresBetween(centre, item.place) }] : []))
    .filter(({ exact }) => exact <= withinMetres)
    .toSorted((a, b) => a.exact - b.exact)
    .slice(0, first)
    .map(({ item, exact }) => ({ item, metres: Math.round(exact) }))
}
