import type { Deadlines } from '../../../kit/concurrency/deadlines.ts'
import { isOutage, SubgraphFailure, unavailable } from '../failures.ts'
import type { FetchWrapper } from '../subgraphFetcher.ts'
import { Circuit, type CircuitSettings, type CircuitState } from './circuit.ts'

export interface CircuitChange {
  readonly subgraph: string
  readonly before: CircuitState
  readonly state: CircuitState
}

export interface CircuitStatus {
  readonly state: CircuitState
  /** Milliseconds since 1970. */
  readonly since: number
}

export interface Breakers {
  of(subgraph: string): CircuitStatus
  /** Refuses calls of subgraphs that do not answer, and counts how all others end. */
  readonly breakCircuit: FetchWrapper
  /** Knows nothing any more of a subgraph that is called elsewhere from now on. */
  forget(subgraph: string): void
  stop(): void
}

export interface BreakerParts {
  readonly settings: CircuitSettings
  readonly deadlines: Deadlines
  readonly now: () => number
  /** Sends a subgraph the gateway's own query; rejects as other calls do. */
  readonly probe: (subgraph: string) => Promise<unknown>
  readonly onChange: (change: CircuitChange) => void
}

export const CIRCUIT_SETTINGS: CircuitSettings = { openMs: 1_000, longestOpenMs: 30_000 }

/** A circuit breaker for each subgraph. */
export function createBreakers({ settings, deadlines, now, probe, onChange }: BreakerParts): Breakers {
  const circuits = new Map<string, Circuit>()
  const circuitOf = (subgraph: string): Circuit => {
    const known = circuits.get(subgraph)
    if (known !== undefined) return known
    const circuit = new Circuit({
      settings,
      deadlines,
      now,
      answers: () => probe(subgraph).then(yes, (error: unknown) => !isOutage(error)),
      onChange: (state, before) => onChange({ subgraph, before, state }),
    })
    circuits.set(subgraph, circuit)
    return circuit
  }
  return {
    of: circuitOf,
    breakCircuit: (next) => (request, context) => {
      const { subgraph, query, signal } = request
      const { client } = context
      const circuit = circuitOf(subgraph)
      if (context.call !== undefined) context.call.breaker = circuit.state
      if (!circuit.admits(client)) return Promise.reject(unavailable(subgraph, NO_ANSWER))
      const { era } = circuit
      const answering = next(request, context)
      answering.then(
        () => circuit.succeed(era, client, query),
        (error: unknown) => {
          if (signal.aborted) circuit.leave(era, client)
          else if (isOutage(error)) circuit.fail(era, client, query)
          else if (isAnswer(error)) circuit.succeed(era, client, query)
          else circuit.leave(era, client)
        },
      )
      return answering
    },
    forget(subgraph) {
      const circuit = circuits.get(subgraph)
      if (circuit === undefined) return
      circuit.stop()
      circuits.delete(subgraph)
      if (circuit.state !== 'closed') onChange({ subgraph, before: circuit.state, state: 'closed' })
    },
    stop() {
      for (const circuit of circuits.values()) circuit.stop()
    },
  }
}

/** What a client reads of a circuit that is open. */
export const NO_ANSWER = 'it did not answer of late'

function yes(): boolean {
  return true
}

/** What the subgraph said may be of no use, but it said something. */
function isAnswer(error: unknown): boolean {
  return error instanceof SubgraphFailure && error.code !== 'SUBGRAPH_UNAVAILABLE'
}
