import { isRecord } from '../graph/isRecord.ts'
import { reachJson } from '../graph/reach.ts'

/** What the gateway tells of its registry. */
export interface Registry {
  /** "none" where the graph comes from a file. */
  readonly state: 'none' | 'unreachable' | 'reached'
  readonly versions: readonly Version[]
}

export interface Version {
  readonly release: number
  /** The release before, with which it is compared; null for the first that is told. */
  readonly before: number | null
  readonly kind: string
  readonly subgraph: string | null
  readonly at: string
  readonly check: { readonly passed: boolean; readonly findings: Readonly<Record<string, number>> } | null
}

export async function readRegistry(signal: AbortSignal): Promise<Registry> {
  const { state, versions } = await reachJson('/registry.json', { signal })
  const told = Array.isArray(versions) ? versions.filter(isRecord).map(readVersion) : []
  return {
    state: state === 'reached' || state === 'unreachable' ? state : 'none',
    versions: told.map((version, index) => ({ ...version, before: told[index - 1]?.release ?? null })),
  }
}

/** Those that concern a subgraph, the latest first: its own, and those of the whole. */
export function versionsOf({ versions }: Registry, subgraph: string): readonly Version[] {
  return versions.filter((one) => one.subgraph === null || one.subgraph === subgraph).toReversed()
}

/** Rejects with Refused where this gateway does not show it. */
export async function readSchemaOf(release: number, signal: AbortSignal): Promise<string> {
  const { schema } = await reachJson(`/registry/${release}.json`, { signal })
  if (typeof schema === 'string') return schema
  throw new Error(`release ${release}: expected a schema.`)
}

function readVersion(one: Readonly<Record<string, unknown>>): Omit<Version, 'before'> {
  return {
    release: Number(one.release),
    kind: String(one.kind),
    subgraph: typeof one.subgraph === 'string' ? one.subgraph : null,
    at: String(one.at),
    check: isRecord(one.check) ? readCheck(one.check) : null,
  }
}

function readCheck({ passed, findings }: Readonly<Record<string, unknown>>): Version['check'] {
  const counts = Object.entries(isRecord(findings) ? findings : {})
  return {
    passed: passed === true,
    findings: Object.fromEntries(counts.map(([name, count]) => [name, Number(count)])),
  }
}
