import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const YEAR_MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** An instant, ISO 8601 with an offset ("2026-11-22T14:20:00+08:00"); ours are always written in Macao time. */
export const DateTime = textScalar(
  'DateTime',
  'An instant in ISO 8601 with its offset from UTC, for example "2026-11-22T14:20:00+08:00". Answers are in Macao time (+08:00).',
  'an ISO 8601 instant with an offset, such as "2026-11-22T14:20:00+08:00"',
  (text) => DATE_TIME.test(text) && isRealInstant(text),
)

/** A calendar day in Macao, ISO 8601 ("2026-11-22"). */
export const LocalDate = textScalar(
  'LocalDate',
  'A calendar day in Macao in ISO 8601, for example "2026-11-22".',
  'an ISO 8601 day, such as "2026-11-22"',
  (text) => DATE.test(text) && isRealDay(text),
)

/** A calendar month, ISO 8601 ("2026-05"). */
export const YearMonth = textScalar(
  'YearMonth',
  'A calendar month in ISO 8601, for example "2026-05".',
  'an ISO 8601 month, such as "2026-05"',
  (text) => YEAR_MONTH.test(text),
)

/** Writes an instant as the graph does: Macao time, to the second, "+08:00". */
export function formatDateTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19) + '+08:00'
}

function textScalar(
  name: string,
  description: string,
  expected: string,
  accepts: (text: string) => boolean,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && accepts(value)) return value
    throw new GraphQLError(`${name}: expected ${expected}; got ${JSON.stringify(value)}.`, {
      extensions: { code: 'BAD_USER_INPUT' },
    })
  }
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => parse(value instanceof Date ? formatDateTime(value) : value),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  })
}

function isRealInstant(text: string): boolean {
  return isRealDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))
}

function isRealDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day)
}
