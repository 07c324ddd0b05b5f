import { startAllInOne } from '../../gateway/allInOne.ts'
import type { Environment } from '../../kit/config.ts'
import { createLog } from '../../kit/log.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { createClient, type Client } from './client.ts'
import { planHere } from './planHere.ts'

export interface TestGateway extends Client {
  readonly url: string
  stop(): Promise<void>
}

/** The whole system in this process on a free port, on its bundled data, at the moment `TEST_NOW`. */
export async function startTestGateway(environment: Environment = {}): Promise<TestGateway> {
  const running = await startAllInOne(
    { ...environment, PORT: '0' },
    { clock: () => TEST_NOW, random: () => 0.5, log: createLog('test', 'silent') },
    planHere,
  )
  await Promise.all(running.subgraphs.map((subgraph) => subgraph.tried()))
  return { ...createClient(running.url), url: running.url, stop: running.stop }
}
