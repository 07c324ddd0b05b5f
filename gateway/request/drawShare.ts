import { createHash } from 'node:crypto'
import type { OverrideLabel, Share } from '../../engine/index.ts'
import type { Caller } from '../access/caller.ts'
import { nameCaller } from '../cache/caching.ts'
import type { HttpRequest } from './http.ts'

/** Whom a share is drawn for: a caller with a token by name, anybody else by the client's address. */
export function nameDrawn(caller: Caller, { headers, connection }: DrawnRequest): string {
  return nameCaller(caller) ?? firstOf(headers['x-forwarded-for']) ?? connection.remoteAddress ?? ''
}

export type DrawnRequest = Pick<HttpRequest, 'headers' | 'connection'>

/** A forged address chooses a side for its forger, and nothing else: what may be seen is the same on both. */
function firstOf(forwardedFor: string | readonly string[] | undefined): string | undefined {
  return forwardedFor?.toString().split(',')[0]?.trim() || undefined
}

/**
 * Whether somebody is in a share: the same at every gateway and for every version of a graph. The percentage is not drawn
 * with, so that a larger one only ever adds callers; the two subgraphs are, so that each migration has callers of its own.
 */
export function isInShare({ percent, migration }: Share, drawn: string): boolean {
  const hash = createHash('sha256').update(`${migration}\n${drawn}`).digest()
  return (hash.readUIntBE(0, 6) / 2 ** 48) * 100 < percent
}

/** Whether some callers are on one side of a label and some on the other. */
export function isDrawn({ share }: OverrideLabel): boolean {
  return share !== undefined && share.percent > 0 && share.percent < 100
}
