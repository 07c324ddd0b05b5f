/** A subgraph that asks for more time than this is given up: a client waits. */
const LONGEST_MS = 1_000

/** The milliseconds that `Retry-After` asks for, as seconds or a date; undefined without it and for a long time. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const asked = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now
  return asked <= LONGEST_MS ? Math.max(0, asked) : undefined
}
