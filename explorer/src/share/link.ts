import { isRecord } from '../graph/isRecord.ts'
import { changeState, writeAddress, type AddressState } from '../app/address.ts'
import type { Asked } from '../ask/asked.ts'
import { pack, unpack } from './pack.ts'
import { parseView, type ViewName } from '../results/views.ts'

/**
 * What a link holds: never a token, and no header, for a purpose is said by the one who asks. How the answer is shown
 * stands beside it, as in any address.
 */
export interface Shared extends Asked {
  /** Links of before had the view in here. */
  readonly view: ViewName | null
}

/** A link that anybody can open; `state` is how the answer is shown. */
export async function writeLink(asked: Asked, state: AddressState): Promise<string> {
  const url = new URL(location.href)
  // Which document of this browser it is says nothing to another.
  const shown = changeState(state, { doc: null })
  url.hash = writeAddress({ page: 'ask', name: await packQuestion(asked), state: shown })
  return url.href
}

/** A question as a name in an address. */
export async function packQuestion({ query, variables, operation }: Asked): Promise<string> {
  return pack([query, variables, null, ...(operation === null ? [] : [operation])])
}

/** What a name in an address holds; null where it is damaged. */
export async function unpackQuestion(name: string): Promise<Shared | null> {
  return parseShared(await unpack(name))
}

function parseShared(value: unknown): Shared | null {
  if (!Array.isArray(value) || isRecord(value)) return null
  const [query, variables, view, operation]: readonly unknown[] = value
  if (typeof query !== 'string' || typeof variables !== 'string') return null
  const named = typeof operation === 'string' ? operation : null
  return { query, variables, operation: named, view: parseView(view) }
}
