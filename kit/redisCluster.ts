import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, createCluster, type RedisClientOptions } from 'redis'
import {
  BYTES,
  CLIENT_OPTIONS,
  isRefusal,
  pauseBefore,
  socketOptions,
  type Redis,
  type RedisTrust,
} from './redis.ts'

/**
 * Connects to a cluster behind, again and again; `urls` are some of its nodes, of which the first that answers names
 * all. The keys of one command must lie in one slot.
 */
export function connectRedisCluster(
  urls: readonly string[],
  onError: (error: unknown) => void,
  trust: RedisTrust = { ca: undefined },
): Redis {
  const options = optionsOf(urls, trust)
  const cluster = createCluster({ rootNodes: urls.map((url) => ({ url })), defaults: options })
  cluster.on('error', onError)
  cluster.on('node-error', onError)
  const closing = new AbortController()
  const connected = keepTrying(async () => void (await cluster.connect()), onError, closing.signal)
  return {
    get isReady() {
      return cluster.isReady
    },
    send: (command) => cluster.sendCommand(routingKeyOf(command), false, [...command], BYTES),
    listen(channels, onMessage, onState) {
      // All nodes pass on what one of them is told, so that any will do, and another when it is lost.
      const listen = () => {
        const { host, port } = pickOne(cluster.masters)
        const socket = { ...options.socket, reconnectStrategy: false as const, host, port }
        const listener = { ...options, disableOfflineQueue: false, socket }
        return listenUntilLost(listener, channels, onMessage, onState, closing.signal)
      }
      void connected.then(() => keepTrying(listen, onError, closing.signal))
    },
    /** A node counts only those who listen to itself. */
    async countListeners(channel) {
      const nodes = await Promise.all(cluster.masters.map((node) => cluster.nodeClient(node)))
      const counts = await Promise.all(nodes.map((node) => node.sendCommand(['PUBSUB', 'NUMSUB', channel])))
      return counts.reduce((sum: number, count) => sum + readCount(count), 0)
    },
    isRefusal,
    close() {
      closing.abort()
      if (cluster.isOpen) cluster.destroy()
    },
  }
}

/** Nodes are found by their addresses alone: how to enter is said once for all, by the first. */
function optionsOf([first = '']: readonly string[], trust: RedisTrust) {
  const { username, password } = new URL(first)
  return {
    ...CLIENT_OPTIONS,
    socket: socketOptions(first, trust),
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
  }
}

async function keepTrying(
  work: () => Promise<void>,
  onError: (error: unknown) => void,
  closing: AbortSignal,
): Promise<void> {
  for (let retries = 0; !closing.aborted; retries++) {
    try {
      return await work()
    } catch (error) {
      if (closing.aborted) return
      onError(error)
    }
    await sleep(pauseBefore(retries), undefined, { signal: closing, ref: false }).catch(() => {})
  }
}

/** Listens on one connection; rejects when the connection is lost. */
async function listenUntilLost(
  options: RedisClientOptions,
  channels: readonly string[],
  onMessage: (text: string, channel: string) => void,
  onState: (isHeard: boolean) => void,
  closing: AbortSignal,
): Promise<void> {
  const client = createClient(options)
  const close = (): void => {
    if (client.isOpen) client.destroy()
  }
  const disconnected = new Promise<never>((_, reject) => {
    client.on('error', reject)
    client.on('end', () => reject(new Error('The connection was closed.')))
  })
  // Whoever waits for the connection hears of its failure first.
  disconnected.catch(() => {})
  closing.addEventListener('abort', close)
  try {
    await client.connect()
    await client.subscribe([...channels], onMessage)
    onState(true)
    await disconnected
  } finally {
    closing.removeEventListener('abort', close)
    onState(false)
    close()
  }
}

function pickOne<Item>(items: readonly Item[]): Item {
  const one = items[Math.floor(Math.random() * items.length)]
  if (one === undefined) throw new Error('The cluster has named no node.')
  return one
}

/** Where a command is to be sent: to the node of its first key; to any where it has none. */
function routingKeyOf([name, first, , scriptKey]: readonly (string | Buffer)[]): string | Buffer | undefined {
  switch (name) {
    case 'PING':
    case 'PUBLISH':
      return undefined
    case 'EVAL':
    case 'EVALSHA':
      return scriptKey
    default:
      return first
  }
}

function readCount(reply: unknown): number {
  const [, count]: readonly unknown[] = Array.isArray(reply) ? reply : []
  return Number(count ?? 0)
}
