import { readConfig } from '../../gateway/config.ts'
import { startGateway } from '../../gateway/gateway.ts'
import type { SubgraphCall } from '../../gateway/request/fetch/fetch.ts'
import { createLocalTransport } from '../../gateway/request/fetch/local.ts'
import type { Environment } from '../../kit/config.ts'
import { createLog } from '../../kit/log.ts'
import { createSubgraph, type Subgraph } from '../../subgraphs/_kit/subgraph.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { createDefinition as createCatalogue } from '../../subgraphs/catalogue/server.ts'
import { definition as culture } from '../../subgraphs/culture/server.ts'
import { definition as health } from '../../subgraphs/health/server.ts'
import { definition as tourism } from '../../subgraphs/tourism/server.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'
import { createClient, type Client } from './client.ts'

export interface RecordedCall {
  readonly subgraph: string
  readonly query: string
  /** How many entities it asks about; 0 for a question to the root. */
  readonly entities: number
}

export interface RecordedGateway extends Client {
  readonly subgraphs: readonly Subgraph[]
  /** The subgraph calls made while `ask` ran, in the order in which they began. */
  callsOf(ask: () => Promise<unknown>): Promise<readonly RecordedCall[]>
  stop(): Promise<void>
}

/** The whole system in this process, as in `startTestGateway`, with every call to a subgraph written down. */
export async function startRecordedGateway(environment: Environment = {}): Promise<RecordedGateway> {
  const log = createLog('test', 'silent')
  const subgraphs = createSubgraphs(environment)
  await Promise.all(subgraphs.map((subgraph) => subgraph.start()))
  const calls: RecordedCall[] = []
  const recorded =
    (next: SubgraphCall): SubgraphCall =>
    (request) => {
      calls.push({ subgraph: request.subgraph, query: request.query, entities: request.entities })
      return next(request)
    }
  const gateway = await startGateway(
    readConfig({ ...environment, PORT: '0' }),
    log,
    new Map(subgraphs.map((subgraph) => [subgraph.name, recorded(createLocalTransport(subgraph))])),
    environment,
  )
  return {
    ...createClient(gateway.url),
    subgraphs,
    async callsOf(ask) {
      calls.length = 0
      await ask()
      return [...calls]
    },
    async stop() {
      await gateway.stop()
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop()))
    },
  }
}

function createSubgraphs(environment: Environment): readonly Subgraph[] {
  const surroundings = {
    environment,
    clock: () => TEST_NOW,
    random: () => 0.5,
    log: createLog('test', 'silent'),
  }
  return [
    createSubgraph(createCatalogue([]), surroundings),
    createSubgraph(culture, surroundings),
    createSubgraph(health, surroundings),
    createSubgraph(tourism, surroundings),
    createSubgraph(transport, surroundings),
  ]
}
