import type { AnswerError } from '../graph/ask.ts'

/** Whether it is at the list, in it, or at something above that took the list along. */
export function isWithin({ path }: Pick<AnswerError, 'path'>, list: readonly string[]): boolean {
  return path !== undefined && list.every((key, index) => index >= path.length || path[index] === key)
}

/** What stands outside the list comes with each page again. */
export function isOfPage(error: AnswerError, list: readonly string[]): boolean {
  return error.path === undefined || isWithin(error, list)
}

/** An error of a later page at its place in the whole list: `nodes.3` of a page that `offset` rows come before. */
export function moveBy(offset: number, error: AnswerError, list: readonly string[]): AnswerError {
  const index = error.path?.[list.length]
  if (error.path === undefined || typeof index !== 'number') return error
  return { ...error, path: error.path.with(list.length, index + offset) }
}
