import type { HttpAnswer } from './client.ts'

/** What differs between two answers of the same question by its nature: when, by which connection and with how much left it came. */
const OF_ITS_OWN = new Set(['date', 'x-request-id', 'connection', 'keep-alive', 'ratelimit'])

/** Status, body byte by byte, and the headers that may not differ between two answers of the same question. */
export function comparable({ status, headers, body }: HttpAnswer) {
  const kept = Object.entries(headers).filter(([name]) => !OF_ITS_OWN.has(name))
  return { status, body, headers: Object.fromEntries(kept) }
}
