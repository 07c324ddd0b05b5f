const LONGEST = 48

/** What an operation is called, or its first words. */
export function nameOf(query: string): string {
  const named = /\b(?:query|mutation)\s+(\w+)/.exec(query)?.[1]
  if (named !== undefined) return named.slice(0, LONGEST).replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
  const bare = query.replaceAll(/^\s*#.*$/gm, '').replaceAll(/\s+/g, ' ')
  return bare.trim().slice(0, LONGEST) || '…'
}
