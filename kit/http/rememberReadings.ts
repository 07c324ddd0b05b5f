const REMEMBERED = 200
const REMEMBERED_LENGTH = 200

/** Reads a header, of which clients send few different values again and again; null where it says nothing to the reader. */
export function rememberReadings<Reading>(
  read: (header: string) => Reading | null,
): (header: string | undefined) => Reading | null {
  const known = new Map<string, Reading | null>()
  return (header) => {
    if (header === undefined) return null
    const before = known.get(header)
    if (before !== undefined) return before
    const reading = read(header)
    if (known.size < REMEMBERED && header.length <= REMEMBERED_LENGTH) known.set(header, reading)
    return reading
  }
}
