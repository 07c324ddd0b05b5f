import type { ServerResponse } from 'node:http'

/** Adds header names to the answer's `Vary`, whose earlier ones still hold. */
export function addVary(response: ServerResponse, names: string): void {
  const before = response.getHeader('vary')
  response.setHeader('vary', before === undefined ? names : `${String(before)}, ${names}`)
}
