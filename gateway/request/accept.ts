import Negotiator from 'negotiator'

/**
 * Of the media types that are offered the one that the client prefers. Parameters other than `q` do not count: ours are
 * what clients name, such as `charset=utf-8`, or nothing that could be chosen.
 */
export function preferredType(accept: string, offered: readonly string[]): string | undefined {
  return new Negotiator({ headers: { accept: accept.replaceAll(PARAMETER, '') } }).mediaType([...offered])
}

const PARAMETER = /;\s*(?!q\s*=)[^\s;,="]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^;,"]*)/gi
