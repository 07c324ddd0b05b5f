import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { Server } from 'node:net'
import { createServer as createSocketServer, type Socket } from 'node:net'

export interface Listening {
  /** Of its `/graphql`. */
  readonly url: string
  readonly server: Server
  stop(): Promise<void>
}

/** An HTTP server on a free port of loopback. */
export function startListener(listener: RequestListener): Promise<Listening> {
  return listen(createServer(listener), 0)
}

/** A server that speaks through bare sockets; `port` 0 is any that is free. */
export function startSocketListener(onConnection: (socket: Socket) => void, port = 0): Promise<Listening> {
  return listen(createSocketServer(onConnection), port)
}

async function listen(server: Server, port: number): Promise<Listening> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.')
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    server,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
