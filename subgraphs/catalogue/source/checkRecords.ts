import { z } from 'zod'
import type { SetAside } from '../../_kit/feed.ts'

export interface Checked<R> {
  readonly records: readonly R[]
  readonly setAside: readonly SetAside[]
}

/**
 * The items that `schema` accepts, as it reads them; each other one with the field, what was expected and what came.
 * The messages of `schema` are what was expected. Of two records with one id the first stands.
 */
export function checkRecords<S extends z.ZodType<{ readonly id: string }>>(
  items: readonly unknown[],
  schema: S,
): Checked<z.output<S>> {
  const records = new Map<string, z.output<S>>()
  const setAside: SetAside[] = []
  items.forEach((item, index) => {
    const result = schema.safeParse(item)
    const record = result.success ? result.data.id : nameItem(item, index)
    if (!result.success) setAside.push({ record, reason: describeIssue(result.error, item) })
    else if (records.has(record))
      setAside.push({ record, reason: 'id: expected one record for each id; got another' })
    else records.set(record, result.data)
  })
  return { records: [...records.values()], setAside }
}

function nameItem(item: unknown, index: number): string {
  const id: unknown = valueAt(item, ['id'])
  return typeof id === 'string' && id !== '' ? id : `item ${index + 1}`
}

function describeIssue({ issues }: z.ZodError, item: unknown): string {
  const [issue] = issues
  if (!issue) return 'expected a record; got something else'
  const came = valueAt(item, issue.path)
  return `${issue.path.join('.') || 'record'}: expected ${issue.message}; got ${shorten(came)}`
}

function valueAt(item: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    item,
  )
}

function shorten(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
