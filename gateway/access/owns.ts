import type { Caller } from './caller.ts'

export type Owns = (claim: string, value: unknown) => boolean

/** Answers for `@ownedBy`: whether a claim of the caller's token lists a value of an object. */
export function createOwns(caller: Caller): Owns {
  return caller.kind === 'verified' ? (claim, value) => lists(caller.claims, claim, value) : ownsNothing
}

function ownsNothing(): boolean {
  return false
}

/** Numbers and strings are the same identifier in two spellings; nothing else identifies. */
function lists(claims: Readonly<Record<string, unknown>>, claim: string, value: unknown): boolean {
  if (!isIdentifier(value) || !Object.hasOwn(claims, claim)) return false
  const listed = claims[claim]
  const entries: readonly unknown[] = Array.isArray(listed) ? listed : [listed]
  return entries.some((entry) => isIdentifier(entry) && String(entry) === String(value))
}

function isIdentifier(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}
