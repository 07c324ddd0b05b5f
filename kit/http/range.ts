/** Part of a body: both ends are in it. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * The one range that a `Range` header asks for (RFC 9110, 14.2); null where the whole is to be sent, as for several or for
 * another unit; `unsatisfiable` where nothing of it is in a body of that length.
 */
export function parseRange(header: string | undefined, length: number): ByteRange | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') return lastBytes(Number(last), length)
  if (last !== '' && Number(last) < Number(first)) return null
  if (Number(first) >= length) return 'unsatisfiable'
  return { first: Number(first), last: last === '' ? length - 1 : Math.min(Number(last), length - 1) }
}

function lastBytes(count: number, length: number): ByteRange | 'unsatisfiable' {
  return count === 0 || length === 0
    ? 'unsatisfiable'
    : { first: Math.max(0, length - count), last: length - 1 }
}
