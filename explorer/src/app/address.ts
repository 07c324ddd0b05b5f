/**
 * A place within the page: `#/page/name?key=value`. A fragment stays in the browser, it is never sent. Everything that a
 * reader chooses and would miss after Back, a reload or in a link stands under a key.
 */
export interface Address {
  readonly page: string
  /** What the page shows: a question, a bureau, a text that is packed. */
  readonly name: string | null
  readonly state: AddressState
}

/** A map, since a link may name any key, `__proto__` too. */
export type AddressState = ReadonlyMap<string, string>

/** Longer than any choice that the page writes; a link is anybody's. */
const MAX_KEYS = 40
const MAX_VALUE = 2_000
const KEY = /^[\w.-]{1,60}$/

/** Never fails: of what is damaged so much is read as can be. */
export function parseAddress(hash: string): Address {
  const [path = '', query = ''] = splitOnce(hash.replace(/^#?\/?/, ''), '?')
  const [page = '', name = ''] = splitOnce(path, '/')
  return { page, name: name === '' ? null : decode(name), state: parseState(query) }
}

export function writeAddress({ page, name, state }: Address): string {
  const path = name === null ? `#/${page}` : `#/${page}/${encodeURIComponent(name)}`
  const query = new URLSearchParams([...state]).toString()
  return query === '' ? path : `${path}?${query}`
}

/** Null takes a key out. */
export function changeState(
  state: AddressState,
  changes: Readonly<Record<string, string | null>>,
): AddressState {
  const next = new Map(state)
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) next.delete(key)
    else next.set(key, value)
  }
  return next
}

function parseState(query: string): AddressState {
  const pairs = [...new URLSearchParams(query)].filter(
    ([key, value]) => KEY.test(key) && value.length <= MAX_VALUE,
  )
  return new Map(pairs.slice(0, MAX_KEYS))
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function splitOnce(text: string, by: string): readonly string[] {
  const at = text.indexOf(by)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
