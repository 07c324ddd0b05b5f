import { GraphQLError } from 'graphql'
import type { ParsedFeed, SetAside } from '../../_kit/feed.ts'

/** One record of a source that cannot be used: names the field, what was expected and what came. */
export class RecordError extends Error {
  constructor(field: string, expected: string, came: unknown) {
    super(`${field}: expected ${expected}; got ${JSON.stringify(came) ?? 'nothing'}`)
    this.name = 'RecordError'
  }
}

/** Parses each item; one that is bad, or repeats an id that came before, is set aside with the reason. */
export function parseRecords<I, R>(
  items: readonly I[],
  nameOf: (item: I) => string,
  parse: (item: I) => R,
  idOf: (record: R) => string,
): ParsedFeed<R> {
  const records = new Map<string, R>()
  const setAside: SetAside[] = []
  items.forEach((item, index) => {
    try {
      const record = parse(item)
      const id = idOf(record)
      if (records.has(id)) throw new RecordError('id', 'each record once', id)
      records.set(id, record)
    } catch (error) {
      setAside.push({ record: nameOf(item) || `record ${index + 1}`, reason: reasonOf(error) })
    }
  })
  return { records: [...records.values()], setAside }
}

/** The kit's checks of a coordinate speak in `GraphQLError`; anything else is a fault of ours and goes on. */
function reasonOf(error: unknown): string {
  if (error instanceof RecordError || error instanceof GraphQLError) return error.message
  throw error
}
