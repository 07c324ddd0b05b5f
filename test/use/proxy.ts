import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A way to a TCP server that can be cut and opened again, as when a database dies and comes back. */
export interface Proxy {
  readonly port: number
  cut(): void
  open(): void
  stop(): Promise<void>
}

export async function startProxy(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>()
  let isOpen = true
  const server = createServer((near) => {
    if (!isOpen) {
      near.destroy()
      return
    }
    const far = connect(target, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
      one.pipe(other)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const cut = () => {
    isOpen = false
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    open: () => void (isOpen = true),
    async stop() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
