import type { IncomingMessage } from 'node:http'
import { GatewayError } from '../../errors.ts'
import { findList, type Listed } from '../../../kit/tables/lists.ts'

/** The list that a client names: in the address, `?list=museums.nodes`, or in the header `x-list`. */
export function readWantedList({
  url = '',
  headers,
}: Pick<IncomingMessage, 'url' | 'headers'>): string | undefined {
  const named = new URL(url, 'http://gateway').searchParams.get('list')
  if (named !== null) return named
  return typeof headers['x-list'] === 'string' ? headers['x-list'] : undefined
}

/**
 * The list that is wanted, or the first; throws GatewayError BAD_USER_INPUT, naming the lists, where it is none of
 * them.
 */
export function chooseList<T extends Listed>(lists: readonly T[], wanted: string | undefined): T | undefined {
  if (wanted === undefined) return lists[0]
  const found = findList(lists, wanted)
  if (found) return found
  const names = lists.map(({ path }) => path.join('.')).filter((name) => name !== '')
  const expected = names.length === 0 ? 'none, since the answer has no list' : names.join(' or ')
  throw new GatewayError('BAD_USER_INPUT', `list: expected ${expected}; got ${JSON.stringify(wanted)}.`)
}
