import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reachJson, reachText, Refused, Unreachable } from './reach.ts'

const PAGES: Readonly<Record<string, readonly [number, string]>> = {
  '/good': [200, '{"a":1}'],
  '/text': [200, 'type Query'],
  '/no': [404, '{"errors":[{"message":"Nothing is served here."}]}'],
  '/nginx': [502, '<html><h1>502 Bad Gateway</h1></html>'],
  '/cloud': [503, '{"message":"no healthy upstream"}'],
  '/login': [200, '<html>Log in to the hotel’s network</html>'],
  '/list': [200, '[1]'],
}

describe('what is fetched', () => {
  let server: Server
  let url = ''
  beforeAll(async () => {
    server = createServer((request, response) => {
      const [status, body] = PAGES[request.url ?? ''] ?? [500, '']
      response.writeHead(status).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    url = `http://127.0.0.1:${port}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it('is what the gateway sent', async () => {
    expect(await reachJson(`${url}/good`)).toEqual({ a: 1 })
    expect(await reachText(`${url}/text`)).toBe('type Query')
  })

  it('is refused in the words of the gateway', async () => {
    await expect(reachText(`${url}/no`)).rejects.toEqual(new Refused('Nothing is served here.'))
    await expect(reachJson(`${url}/no`)).rejects.toEqual(new Refused('Nothing is served here.'))
  })

  it.each([
    ['/nginx', 502],
    ['/cloud', 503],
    ['/login', 200],
    ['/list', 200],
  ])('of %s is not from the gateway, and says its status', async (path, status) => {
    const failed = reachJson(url + path)
    await expect(failed).rejects.toBeInstanceOf(Unreachable)
    await expect(failed).rejects.toMatchObject({ status })
  })

  it('has no status where nobody answers', async () => {
    await expect(reachText('http://127.0.0.1:1/')).rejects.toMatchObject({ status: null })
  })

  it('is not unreachable where the reader gave up', async () => {
    const failed = reachText(`${url}/good`, { signal: AbortSignal.abort() })
    await expect(failed).rejects.toMatchObject({ name: 'AbortError' })
  })
})
