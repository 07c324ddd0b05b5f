import { createHmac } from 'node:crypto'

/** Secrets that seal lines, the newest first; without one anybody could have written a line. */
export type AuditKeys = readonly string[]

/** The hash of a line, with the MAC that only the holder of a key can make. */
export interface Sealed {
  readonly hash: string
  readonly mac: string | undefined
}

export function sealHash([newest]: AuditKeys, hash: string): string | undefined {
  return newest === undefined ? undefined : macOf(newest, hash)
}

/** The place of the key by which a line is sealed; -1 for none of them. */
export function findSealingKey(keys: AuditKeys, { hash, mac }: Sealed): number {
  return mac === undefined ? -1 : keys.findIndex((key) => macOf(key, hash) === mac)
}

function macOf(key: string, hash: string): string {
  return createHmac('sha256', key).update(hash).digest('hex')
}
