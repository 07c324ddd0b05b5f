import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson } from '../../kit/serve.ts'
import type { VersionStatus } from '../graph/currentGraph.ts'
import type { Breakers, CircuitStatus } from '../subgraphs/breaker/breakers.ts'
import type { Probe } from '../subgraphs/health/probe.ts'
import type { Tallies, Tally } from '../subgraphs/health/tally.ts'

export const STATUS_PATH = '/status.json'

export interface StatusParts {
  readonly tallies: Tallies
  readonly breakers: Breakers
  readonly probe: Probe
  /** Where a subgraph's address comes from. */
  readonly addressOf: (subgraph: string) => string
  readonly startedAt: Date
  readonly version: () => VersionStatus
  /** Whether there is a cache, and so a hit rate. */
  readonly hasCache: boolean
}

/**
 * Which version of the graph is served and how many could not be, and how the subgraphs are, as this gateway sees them:
 * whether they answer, how often they did not, and how much the cache spared them. Names and numbers that anybody may
 * read; no address, no word of a subgraph's own, and of a refused version the step alone: the log has its reason. Without
 * `details` it tells which subgraphs answer and no more.
 */
export async function answerStatus(
  { tallies, breakers, probe, addressOf, startedAt, version, hasCache }: StatusParts,
  subgraphs: readonly string[],
  details: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    const message = `${STATUS_PATH} answers GET; got ${request.method}.`
    return answerJson(response, 405, { errors: [{ message, extensions: { code: 'METHOD_NOT_ALLOWED' } }] })
  }
  await probe(subgraphs)
  if (!details)
    return answerJson(response, 200, {
      startedAt,
      cache: hasCache,
      subgraphs: subgraphs.map((name) => ({ name, state: tallies.of(name).state })),
    })
  answerJson(response, 200, {
    startedAt,
    supergraph: version(),
    cache: hasCache,
    subgraphs: subgraphs.map((name) => ({
      name,
      address: addressOf(name),
      ...describeTally(tallies.of(name)),
      breaker: describeCircuit(breakers.of(name)),
    })),
  })
}

function describeTally({ since, lastFailureAt, lastSuccessAt, ...counts }: Tally): object {
  return {
    ...counts,
    since: timeOf(since),
    lastFailureAt: timeOf(lastFailureAt),
    lastSuccessAt: timeOf(lastSuccessAt),
  }
}

function describeCircuit({ state, since }: CircuitStatus): object {
  return { state, since: timeOf(since) }
}

function timeOf(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString()
}
