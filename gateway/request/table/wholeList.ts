import { isRecord } from '../../../kit/isRecord.ts'
import { statusOfListError, TableRefusal } from './tableRefusal.ts'

/** An entry of `errors`, as far as tables look at it. */
export interface AnswerError {
  readonly message: string
  readonly code: unknown
  /** Empty where the entry names no place. */
  readonly path: readonly (string | number)[]
}

export function readErrors(body: unknown): readonly AnswerError[] {
  if (!isRecord(body) || !Array.isArray(body.errors)) return []
  return body.errors.filter(isRecord).map(({ message, path, extensions }) => ({
    message: String(message),
    code: isRecord(extensions) ? extensions.code : undefined,
    path: Array.isArray(path) ? path.filter(isPathPart) : [],
  }))
}

function isPathPart(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number'
}

/**
 * Throws TableRefusal where an answer lacks the list at `path`, or a part of the way to it: a table has no place to say
 * that it is not whole. Without a path the whole answer is the row.
 */
export function assertWholeList(body: unknown, path: readonly string[]): void {
  const errors = readErrors(body)
  const missing = isRecord(body) ? firstMissing(body.data, path) : undefined
  // Null may have come up from a field within that may not be null.
  const fault =
    errors.find((error) => liesOnTheWay(error.path, path)) ??
    (missing && errors.find((error) => missing.every((part, at) => part === error.path[at])))
  if (fault) throw new TableRefusal(statusOfListError(fault.code), errorsOf(body), fault.message)
  if (missing === undefined) return
  const message = `${missing.join('.')}: expected what a table is made of; got null.`
  throw new TableRefusal(404, { errors: [{ message, extensions: { code: 'NOT_FOUND' } }] }, message)
}

function errorsOf(body: unknown): object {
  return { errors: isRecord(body) ? body.errors : [] }
}

function liesOnTheWay(error: AnswerError['path'], path: readonly string[]): boolean {
  if (error.length === 0) return false
  if (path.length === 0) return error.length === 1
  return error.length <= path.length && error.every((part, at) => part === path[at])
}

/** The beginning of the path as far as the first null; undefined where the list is there. */
function firstMissing(data: unknown, path: readonly string[]): readonly string[] | undefined {
  let value = data
  for (const [at, key] of path.entries()) {
    value = isRecord(value) ? value[key] : undefined
    if (value === null || value === undefined) return path.slice(0, at + 1)
  }
  return undefined
}
