import { randomBytes, timingSafeEqual } from 'node:crypto'
import { sha256Hex } from '../../kit/digest.ts'
import type { Actor } from '../store/act.ts'
import type { RegistryState } from './state.ts'

/** A key as its holder has it; the registry keeps `id` and `hash` alone. */
export interface MadeKey {
  readonly text: string
  readonly id: string
  readonly hash: string
}

const KEY = /^graph_([0-9a-f]{8})_[\w-]{43}$/

export function makeKey(): MadeKey {
  const id = randomBytes(4).toString('hex')
  const text = `graph_${id}_${randomBytes(32).toString('base64url')}`
  return { text, id, hash: sha256Hex(text) }
}

export function isKey(text: string): boolean {
  return KEY.test(text)
}

/** A text in which whoever sent it may have put a key where none belongs, with its id alone. */
export function hideKeys(text: string): string {
  return text.replace(/graph_([0-9a-f]{8})_[\w-]+/g, 'graph_$1_…')
}

/** Whose key it is; null for one that is not known or was revoked. */
export function findActor({ keys }: RegistryState, text: string): Actor | null {
  const [, id = ''] = KEY.exec(text) ?? []
  const known = keys.get(id)
  if (known === undefined) return null
  const isSame = timingSafeEqual(Buffer.from(known.hash, 'hex'), Buffer.from(sha256Hex(text), 'hex'))
  return isSame ? { key: id, bureau: known.bureau } : null
}

export function nameActor({ bureau }: Actor): string {
  return bureau ?? 'the operator'
}
