import { isRecord } from '../graph/ask.ts'

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

/** Null where the gateway does not answer. */
export async function readStatus(signal: AbortSignal): Promise<GatewayStatus | null> {
  try {
    const response = await fetch('/status.json', { signal })
    const value: unknown = await response.json()
    if (!isRecord(value) || !Array.isArray(value.subgraphs)) return null
    return {
      startedAt: String(value.startedAt),
      cache: value.cache === true,
      subgraphs: value.subgraphs.filter(isRecord).map(readHealth),
    }
  } catch {
    return null
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
