import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { setImmediate as soon } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { HttpStream } from './httpStream.ts'

it('writes nothing behind its end to a client that has not read it yet', async () => {
  let client: Socket | undefined
  const server = createServer()
  const response = await new Promise<ServerResponse>((resolve) => {
    server.once('request', (_request, outgoing) => resolve(outgoing))
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      client = connect(port, '127.0.0.1').on('error', () => undefined)
      client.pause()
      client.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
    })
  })
  try {
    const stream = new HttpStream(response, 'sse')
    stream.begin('0-0', {})
    // Until the system takes no more.
    while (response.writableLength === 0) {
      response.write('x'.repeat(10_000))
      await soon()
    }
    const errors: unknown[] = []
    response.on('error', (error) => errors.push(error))
    stream.end(undefined, () => 0)
    stream.beat()
    await soon()
    expect(errors).toEqual([])
  } finally {
    client?.destroy()
    server.close()
  }
})
