import { isRecord } from '../graph/isRecord.ts'
import { reachJson, Unreachable } from '../graph/reach.ts'

/** How one subgraph is, as the gateway sees it. */
export interface Health {
  readonly name: string
  readonly state: string
  readonly since: string | null
  readonly calls: number
  readonly failures: number
  readonly lastFailure: string | null
  readonly lastFailureAt: string | null
  readonly wanted: number
  readonly known: number
}

export interface GatewayStatus {
  readonly startedAt: string
  readonly cache: boolean
  readonly subgraphs: readonly Health[]
}

/** Rejects with Unreachable. */
export async function readStatus(signal: AbortSignal): Promise<GatewayStatus> {
  const value = await reachJson('/status.json', { signal })
  if (!Array.isArray(value.subgraphs)) throw new Unreachable(200)
  return {
    startedAt: String(value.startedAt),
    cache: value.cache === true,
    subgraphs: value.subgraphs.filter(isRecord).map(readHealth),
  }
}

function readHealth(one: Readonly<Record<string, unknown>>): Health {
  const text = (key: string) => (typeof one[key] === 'string' ? one[key] : null)
  const number = (key: string) => (typeof one[key] === 'number' ? one[key] : 0)
  return {
    name: text('name') ?? '',
    state: text('state') ?? '',
    since: text('since'),
    calls: number('calls'),
    failures: number('failures'),
    lastFailure: text('lastFailure'),
    lastFailureAt: text('lastFailureAt'),
    wanted: number('wanted'),
    known: number('known'),
  }
}
