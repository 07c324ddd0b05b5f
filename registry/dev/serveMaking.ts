import { startAllInOne, type GraphInTheMaking } from '../../gateway/allInOne.ts'
import type { Environment } from '../../kit/config.ts'
import { createLog } from '../../kit/log.ts'
import { createMaking, type Making } from './making.ts'

export interface ServedMaking extends Making {
  readonly url: string
  stop(): Promise<void>
}

/** Serves a graph in the making on this machine, as `npm start` serves the graph. Rejects with ConfigError. */
export async function serveMaking(
  supergraphSdl: string,
  others: GraphInTheMaking['others'],
  port: number,
  environment: Environment,
): Promise<ServedMaking> {
  const making = createMaking(supergraphSdl, others)
  const log = createLog('graph-dev', environment['LOG_LEVEL'] ?? 'warn')
  const { SUPERGRAPH_SOURCE: _source, ...own } = environment
  const surroundings = { clock: () => new Date(), random: Math.random, log }
  const gateway = await startAllInOne(
    { ...own, PORT: String(port) },
    surroundings,
    undefined,
    undefined,
    undefined,
    making.graph,
  )
  await gateway.ready
  return { ...making, url: gateway.url, stop: () => gateway.stop() }
}
