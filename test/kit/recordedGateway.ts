import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import type { FetchWrapper, GatewayFetcher } from '../../gateway/subgraphs/subgraphFetcher.ts'
import { createLocalTransport } from '../../gateway/subgraphs/localTransport.ts'
import type { Environment } from '../../kit/config.ts'
import { createLog } from '../../kit/log.ts'
import { bureaus } from '../../schema/bureaus/register.ts'
import { importBureaus } from '../../subgraphs/_kit/importBureaus.ts'
import { createSubgraph, type Subgraph } from '../../subgraphs/_kit/subgraph.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { createClient, type Client } from './client.ts'
import { watchLoaders, type LoaderBatch } from './loaderBatches.ts'
import { planHere } from './planHere.ts'

export interface RecordedCall {
  readonly subgraph: string
  readonly query: string
  /** How many entities it asks about; 0 for a question to the root. */
  readonly entities: number
}

export interface Work {
  readonly calls: readonly RecordedCall[]
  readonly batches: readonly LoaderBatch[]
}

export interface RecordedGateway extends Client {
  readonly url: string
  readonly subgraphs: readonly Subgraph[]
  /** What was done while `ask` ran, in the order in which it began. */
  workOf(ask: () => Promise<unknown>): Promise<Work>
  stop(): Promise<void>
}

/**
 * The whole system in this process, as in `startTestGateway`, with every call and every batch written down. Nothing is
 * kept from one question to the next, unless the environment says so. `spoil` stands around all calls.
 */
export async function startRecordedGateway(
  given: Environment = {},
  spoil: FetchWrapper = (next) => next,
): Promise<RecordedGateway> {
  const environment = { CACHE: 'off', ...given }
  const log = createLog('test', 'silent')
  const subgraphs = await createSubgraphs(environment)
  await Promise.all(subgraphs.map((subgraph) => subgraph.start()))
  const calls: RecordedCall[] = []
  const batches: LoaderBatch[] = []
  const transportOf = (subgraph: Subgraph): GatewayFetcher => {
    const { name, schema } = subgraph
    const createContext = () => watchLoaders(name, subgraph.createContext(), batches)
    const transport = spoil(createLocalTransport({ name, schema, createContext }))
    return (request, context) => {
      calls.push({ subgraph: name, query: request.query, entities: request.entities })
      return transport(request, context)
    }
  }
  const gateway = await startGateway(
    readConfig({ ...environment, PORT: '0' }),
    log,
    new Map(subgraphs.map((subgraph) => [subgraph.name, transportOf(subgraph)])),
    environment,
    planHere,
  )
  return {
    ...createClient(gateway.url),
    url: gateway.url,
    subgraphs,
    async workOf(ask) {
      calls.length = 0
      batches.length = 0
      await ask()
      return { calls: [...calls], batches: [...batches] }
    },
    async stop() {
      await gateway.stop()
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop()))
    },
  }
}

async function createSubgraphs(environment: Environment): Promise<readonly Subgraph[]> {
  const surroundings = {
    environment,
    clock: () => TEST_NOW,
    random: () => 0.5,
    log: createLog('test', 'silent'),
  }
  const modules = await importBureaus(bureaus)
  return modules.map(({ definition }) => createSubgraph(definition, surroundings))
}
