import { createClient, ErrorReply, RESP_TYPES } from 'redis'

/** A connection to a Redis that may come and go. Nothing waits for it: while it is away, commands fail at once. */
export interface Redis {
  readonly isReady: boolean
  /** Sends one command; commands of one tick travel together. Texts in replies are bytes. */
  send(command: readonly (string | Buffer)[]): Promise<unknown>
  /**
   * Listens on a connection of its own. `onState` tells when what is said on the channels reaches us, and when it
   * does not any more: what was said in between is lost.
   */
  listen(
    channels: readonly string[],
    onMessage: (text: string, channel: string) => void,
    onState: (isHeard: boolean) => void,
  ): void
  /** How many hear a channel, where a message to it was answered by `told`. */
  countListeners(channel: string, told: number): Promise<number>
  /** Whether Redis itself refused a command, which says that it is there. */
  isRefusal(error: unknown): boolean
  /** Twice is as good as once. */
  close(): void
}

/** Whom to believe that it is our Redis, where it is reached over TLS. */
export interface RedisTrust {
  /** Certificates of the authorities that may vouch for it, as PEM; undefined for those that Node knows. */
  readonly ca: string | undefined
}

const CONNECT_TIMEOUT_MS = 1_000
const LONGEST_PAUSE_MS = 1_000
const QUEUED_COMMANDS = 10_000

/** Connects behind, again and again; `onError` gets what goes wrong, each time. */
export function connectRedis(
  url: string,
  onError: (error: unknown) => void,
  trust: RedisTrust = { ca: undefined },
): Redis {
  const client = createClient({ url, ...CLIENT_OPTIONS, socket: socketOptions(url, trust) })
  client.on('error', onError)
  client.connect().catch(onError)
  const closers = [() => client.destroy()]
  return {
    get isReady() {
      return client.isReady
    },
    send: (command) => client.sendCommand([...command], BYTES),
    listen(channels, onMessage, onState) {
      const listener = client.duplicate({ disableOfflineQueue: false })
      closers.push(() => listener.destroy())
      let isSubscribed = false
      listener.on('error', (error) => {
        onState(false)
        onError(error)
      })
      // Channels are subscribed to again before a connection that was lost counts as ready.
      listener.on('ready', () => isSubscribed && onState(true))
      const subscribe = async (): Promise<void> => {
        await listener.connect()
        await listener.subscribe([...channels], onMessage)
        isSubscribed = true
        onState(true)
      }
      subscribe().catch(onError)
    },
    countListeners: (_, told) => Promise.resolve(told),
    isRefusal,
    close() {
      for (const close of closers.splice(0)) close()
    },
  }
}

/** Options of each connection, to a Redis alone or to one of a cluster. */
export const CLIENT_OPTIONS = { disableOfflineQueue: true, commandsQueueMaxLength: QUEUED_COMMANDS } as const

/** Texts in replies as bytes. */
export const BYTES = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } }

export function socketOptions(url: string, { ca }: RedisTrust) {
  const socket = { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: pauseBefore }
  if (!url.startsWith('rediss:')) return socket
  return { ...socket, tls: true as const, ...(ca !== undefined && { ca }) }
}

export function isRefusal(error: unknown): boolean {
  return error instanceof ErrorReply
}

export function pauseBefore(retries: number): number {
  return Math.min(50 * 2 ** retries, LONGEST_PAUSE_MS)
}
