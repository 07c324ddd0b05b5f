import { Client } from 'undici'

export interface ConnectionSettings {
  /** The most that are open at once. */
  readonly max: number
  /** Milliseconds after which a connection takes no further request. */
  readonly lifetimeMs: number
  readonly tls?: TlsMaterial
  readonly now: () => number
}

/** PEM: who vouches for the subgraph, and by what it recognises this gateway. */
export interface TlsMaterial {
  readonly ca?: string | undefined
  readonly cert?: string
  readonly key?: string
}

/** What one request at a time is sent on. */
export interface Connection {
  readonly client: Client
  readonly expiresAt: number
  /** How many requests were answered since it was last opened: a peer closes none on which it has not answered yet. */
  answers: number
}

/** Each call has a deadline of its own. */
const CLIENT_OPTIONS: Client.Options = {
  pipelining: 1,
  keepAliveTimeout: 60_000,
  // Shorter than a call may take, so that one to a machine that is gone can go to another.
  connectTimeout: 3_000,
  headersTimeout: 0,
  bodyTimeout: 0,
}

/** Connections that were opened together do not end together. */
const SPREAD = 16

/**
 * The connections to one address. undici's own pool looks through all that are busy for one that is not, and does not
 * tell whether a request came upon a connection that had been used before, which alone makes it safe to send it again.
 */
export class Connections {
  readonly #origin: string
  readonly #settings: ConnectionSettings
  readonly #all = new Set<Connection>()
  readonly #idle: Connection[] = []
  readonly #waiting: ((connection: Connection) => void)[] = []
  #opened = 0

  constructor(origin: string, settings: ConnectionSettings) {
    this.#origin = origin
    this.#settings = settings
  }

  /** Hands a connection to `send`, at once where one is free; `release` or `discard` has to follow. */
  use(send: (connection: Connection) => void): void {
    const idle = this.#takeIdle()
    if (idle !== undefined) send(idle)
    else if (this.#all.size < this.#settings.max) send(this.#open())
    else this.#waiting.push(send)
  }

  release(connection: Connection): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#idle.push(connection)
    else if (connection.expiresAt > this.#settings.now()) next(connection)
    else {
      this.#retire(connection)
      next(this.#open())
    }
  }

  /** Closes a connection on which a request failed. */
  discard(connection: Connection): void {
    this.#all.delete(connection)
    void connection.client.destroy()
    const next = this.#waiting.shift()
    if (next !== undefined) next(this.#open())
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map(({ client }) => client.destroy()))
  }

  /** The one that was used last, so that those of a busy hour are left to end. */
  #takeIdle(): Connection | undefined {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.expiresAt > this.#settings.now()) return idle
      this.#retire(idle)
    }
    return undefined
  }

  #open(): Connection {
    const { lifetimeMs, tls = {}, now } = this.#settings
    const share = 1 - (this.#opened++ % SPREAD) / SPREAD / 4
    const client = new Client(this.#origin, { ...CLIENT_OPTIONS, connect: { ...tls } })
    const connection: Connection = { client, expiresAt: now() + lifetimeMs * share, answers: 0 }
    client.on('disconnect', () => {
      connection.answers = 0
    })
    this.#all.add(connection)
    return connection
  }

  #retire(connection: Connection): void {
    this.#all.delete(connection)
    void connection.client.close()
  }
}
