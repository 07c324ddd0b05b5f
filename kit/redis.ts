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
  close(): void
}

const CONNECT_TIMEOUT_MS = 1_000
const LONGEST_PAUSE_MS = 1_000
const QUEUED_COMMANDS = 10_000

/** Connects behind, again and again; `onError` gets what goes wrong, each time. */
export function connectRedis(url: string, onError: (error: unknown) => void): Redis {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: QUEUED_COMMANDS,
    socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: pauseBefore },
  })
  client.on('error', onError)
  client.connect().catch(onError)
  const closers = [() => client.destroy()]
  return {
    get isReady() {
      return client.isReady
    },
    send: (command) =>
      client.sendCommand([...command], { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } }),
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
    close() {
      for (const close of closers) close()
    },
  }
}

/** Whether Redis itself refused a command, which says that it is there. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof ErrorReply
}

function pauseBefore(retries: number): number {
  return Math.min(50 * 2 ** retries, LONGEST_PAUSE_MS)
}
