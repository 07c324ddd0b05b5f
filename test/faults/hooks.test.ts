import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

/** What came, as it came; `next` waits for one of a type. */
const received: { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[] = []
const listeners: (() => void)[] = []

function next(type: string): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve) => {
    const look = () => {
      const found = received.find((event) => event.type === type)
      if (found) resolve(found.data)
    }
    listeners.push(look)
    look()
  })
}

let receiver: Server
let gateway: TestGateway
let folder = ''
let sdl = ''
beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    received.push(JSON.parse(await text(request)))
    response.writeHead(204).end()
    for (const look of listeners) look()
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const { port } = receiver.address() as AddressInfo
  folder = await mkdtemp(join(tmpdir(), 'hooks-'))
  sdl = await readFile(new URL('schema/supergraph.graphql', packageRoot), 'utf8')
  await writeFile(join(folder, 'supergraph.graphql'), sdl)
  gateway = await startTestGateway({
    SUPERGRAPH_FILE: join(folder, 'supergraph.graphql'),
    HOOK_URLS: `http://127.0.0.1:${port}/`,
    HOOK_PRIVATE_HOSTS: `127.0.0.1:${port}`,
    HOOK_SECRETS: 'sixteen letters or more',
  })
})
afterAll(async () => {
  await gateway.stop()
  receiver.closeAllConnections()
  receiver.close()
  await rm(folder, { recursive: true })
})

it('a gateway tells of a version that it cannot serve, of the next that it serves, and of what that deprecates', async () => {
  await writeFile(join(folder, 'supergraph.graphql'), 'type Query { broken: Int }')
  const failed = await next('graph.swap-failed')
  expect(failed).toEqual({ step: 'check', serving: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const later = sdl.replace(
    /^ {2}plate: String .*$/m,
    (line) => `${line} @deprecated(reason: "Use id; goes on 2027-06-30.")`,
  )
  await writeFile(join(folder, 'supergraph.graphql'), later)
  const published = await next('graph.published')
  expect(published).toEqual({ supergraph: expect.stringMatching(/^[0-9a-f]{64}$/), before: failed.serving })
  expect(await next('graph.deprecated')).toEqual({
    ...published,
    deprecated: [{ coordinate: 'Bus.plate', reason: 'Use id; goes on 2027-06-30.', lastDay: '2027-06-30' }],
  })
})
