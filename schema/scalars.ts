import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql'

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,3})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const YEAR_MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/**
 * An instant ("2026-11-22T14:20:00+08:00"): `date-time` of RFC 3339 without leap seconds, and to the millisecond, which is
 * what a JavaScript date holds: the specification asks to refuse a finer one. Ours are always written in Macao time.
 */
export const DateTime = textScalar({
  name: 'DateTime',
  description:
    'An instant in ISO 8601 with its offset from UTC, for example "2026-11-22T14:20:00+08:00". Answers are in Macao time (+08:00).',
  // Not andimarek/date-time, of the same place: it asks for exactly three digits of milliseconds.
  specifiedByURL: 'https://scalars.graphql.org/chillicream/date-time.html',
  expected: 'a date and time with an offset, such as 2026-03-01T09:00:00+08:00',
  accepts(text) {
    const [, day] = DATE_TIME.exec(text) ?? []
    return day !== undefined && isRealDay(day)
  },
})

/** A calendar day in Macao, ISO 8601 ("2026-11-22"). */
export const LocalDate = textScalar({
  name: 'LocalDate',
  description: 'A calendar day in Macao in ISO 8601, for example "2026-11-22".',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date.html',
  expected: 'a day of the calendar, such as 2026-03-01',
  accepts: (text) => DATE.test(text) && isRealDay(text),
})

/** A calendar month, ISO 8601 ("2026-05"). */
export const YearMonth = textScalar({
  name: 'YearMonth',
  description: 'A calendar month in ISO 8601, for example "2026-05".',
  specifiedByURL: 'https://scalars.graphql.org/apollographql/yearmonth-v0.1.html',
  expected: 'a year and month, such as 2026-03',
  accepts: (text) => YEAR_MONTH.test(text),
})

/** The scalars that bureaus share; a bureau's schema says by `@specifiedBy` that it means one of them. */
export const SHARED_SCALARS: readonly GraphQLScalarType[] = [DateTime, LocalDate, YearMonth]

/** Writes an instant as the graph does: Macao time, to the second, "+08:00". */
export function formatDateTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19) + '+08:00'
}

interface TextScalar {
  readonly name: string
  readonly description: string
  readonly specifiedByURL: string
  /** Completes "Expected …". */
  readonly expected: string
  readonly accepts: (text: string) => boolean
}

function textScalar(scalar: TextScalar): GraphQLScalarType<string, string> {
  const { expected, accepts, ...described } = scalar
  const parse = (value: unknown, got = JSON.stringify(value), node?: ValueNode): string => {
    if (typeof value === 'string' && accepts(value)) return value
    throw new GraphQLError(`Expected ${expected}; got ${got}.`, {
      nodes: node ?? null,
      extensions: { code: 'BAD_USER_INPUT' },
    })
  }
  return new GraphQLScalarType<string, string>({
    ...described,
    serialize: (value) => parse(value instanceof Date ? formatDateTime(value) : value),
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined, print(node), node),
  })
}

function isRealDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day)
}
