import { connectRedis, type Redis } from '../../../kit/redis.ts'
import { findFreePort, startRedis, type StartedRedis } from '../../kit/redis.ts'

export interface StartedCluster {
  readonly nodes: readonly StartedRedis[]
  readonly urls: readonly string[]
  /** Sends a command to each node, one after the other. */
  sendToAll(command: readonly string[]): Promise<readonly unknown[]>
  untilWell(): Promise<void>
  stop(): Promise<void>
}

const NODES = 3
const SLOTS = 16_384
/** Each node has several shares of the slots, so that keys that are near each other lie apart. */
const SHARES = 12

/** Three servers on free ports, which share the slots; each may have options of its own. Null without `redis-server`. */
export async function startRedisCluster(
  options: readonly (readonly string[])[] = [],
): Promise<StartedCluster | null> {
  const nodes: StartedRedis[] = []
  const busPorts: number[] = []
  for (let index = 0; index < NODES; index++) {
    const busPort = await findFreePort()
    const asNode = `--cluster-enabled yes --cluster-port ${busPort} --cluster-node-timeout 2000`
    const node = await startRedis([...asNode.split(' '), ...(options[index] ?? [])])
    if (node === null) return null
    nodes.push(node)
    busPorts.push(busPort)
  }
  const clients = nodes.map(({ url }) => connectRedis(url, () => {}))
  await until(async () => clients.every(({ isReady }) => isReady))
  await join(
    clients,
    nodes.map(({ url }, index) => ({ port: new URL(url).port, busPort: String(busPorts[index]) })),
  )
  return {
    nodes,
    urls: nodes.map(({ url }) => url),
    async sendToAll(command) {
      const replies = []
      for (const client of clients) replies.push(await client.send(command))
      return replies
    },
    untilWell: () => untilWell(clients),
    async stop() {
      for (const client of clients) client.close()
      for (const node of nodes) await node.stop()
    },
  }
}

/** As `redis-cli --cluster create` does, which knows nothing of bus ports other than its own. */
async function join(
  clients: readonly Redis[],
  ports: readonly { readonly port: string; readonly busPort: string }[],
): Promise<void> {
  for (const [index, client] of clients.entries()) {
    await client.send(['CLUSTER', 'ADDSLOTSRANGE', ...rangesOf(index).map(String)])
    await client.send(['CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1)])
  }
  // Only now: a node that has been met may no longer be given an epoch.
  for (const client of clients)
    for (const { port, busPort } of ports) await client.send(['CLUSTER', 'MEET', '127.0.0.1', port, busPort])
  await untilWell(clients)
}

/** First and last slot of each share of a node. */
function rangesOf(node: number): readonly number[] {
  const beginOf = (share: number) => Math.floor((share * SLOTS) / SHARES)
  return Array.from({ length: SHARES }, (_, share) => share)
    .filter((share) => share % NODES === node)
    .flatMap((share) => [beginOf(share), beginOf(share + 1) - 1])
}

async function untilWell(clients: readonly Redis[]): Promise<void> {
  await until(async () => {
    if (!clients.every(({ isReady }) => isReady)) return false
    const states = await Promise.all(clients.map((client) => client.send(['CLUSTER', 'INFO'])))
    return states.every((state) => /cluster_state:ok[^]*cluster_known_nodes:3/.test(String(state)))
  })
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await isDone())) {
    if (performance.now() > deadline) throw new Error('The cluster was not ready in time.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
