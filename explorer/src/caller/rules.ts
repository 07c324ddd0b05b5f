import { signal } from '@preact/signals'
import { isRecord } from '../graph/isRecord.ts'
import { parseObject, reach } from '../graph/reach.ts'
import { claims } from './token.ts'

type AnyOf = readonly (readonly string[])[]

interface Requirement {
  readonly kind: 'authenticated' | 'scopes' | 'policy'
  readonly anyOf: AnyOf
}

const rules = new Map<string, readonly Requirement[]>()

/** Turns true when the gateway has told its rules. */
export const rulesLoaded = signal(false)

/** Fulfilled when it is known whether the gateway tells its rules. */
export const rulesRead = readRules()

async function readRules(): Promise<void> {
  const { isOk, ...reached } = await reach('/access.json')
  const value = parseObject(reached)
  // A gateway that does not show its schema shows no rules on it.
  if (!isOk) return
  for (const [coordinate, list] of Object.entries(value)) {
    if (Array.isArray(list)) rules.set(coordinate, list.filter(isRequirement))
  }
  rulesLoaded.value = true
}

/** The rule that keeps this caller from one of these coordinates, in words; null where nothing does. */
export function ruleFor(coordinates: readonly string[]): string | null {
  const denying = coordinates
    .flatMap((coordinate) => rules.get(coordinate) ?? [])
    .filter((requirement) => !isMet(requirement))
  return denying.length === 0 ? null : denying.map(describe).join(' + ')
}

/** Every rule on a coordinate, met or not, in words. */
export function describeRules(coordinate: string): string | null {
  const found = rules.get(coordinate) ?? []
  return found.length === 0 ? null : found.map(describe).join(' + ')
}

function isMet({ kind, anyOf }: Requirement): boolean {
  const caller = claims.value
  if (caller === null || (caller.expires !== null && caller.expires < Date.now())) return false
  if (kind === 'authenticated') return true
  const held = widen(caller.scopes)
  return kind === 'scopes' && anyOf.some((all) => all.every((scope) => held.has(scope)))
}

const TIERS = ['developer', 'partner', 'staff']

/** A higher tier holds the lower ones. */
function widen(scopes: readonly string[]): ReadonlySet<string> {
  const highest = Math.max(...scopes.map((scope) => TIERS.indexOf(scope)), -1)
  return new Set([...scopes, ...TIERS.slice(0, highest + 1)])
}

function describe({ kind, anyOf }: Requirement): string {
  return kind === 'authenticated' ? 'token' : anyOf.map((all) => all.join(' + ')).join(' / ')
}

function isRequirement(value: unknown): value is Requirement {
  return isRecord(value) && typeof value.kind === 'string' && Array.isArray(value.anyOf)
}
