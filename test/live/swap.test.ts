import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fromRoot } from '../../kit/root.ts'
import { startSmallGateway } from '../cache/documents/smallGateway.ts'
import { startTestGateway } from '../kit/gateway.ts'
import { createEventMaker, SECRET } from './eventMaker.ts'
import { openStream, parseSse } from './readStream.ts'

it('a new version of the graph takes over what fits it, without a cut, and ends the rest with a reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'live-'))
  const file = join(folder, 'supergraph.graphql')
  await cp(fromRoot('schema/supergraph.graphql'), file)
  const gateway = await startTestGateway({ SUPERGRAPH_FILE: file, GATEWAY_SECRET: SECRET })
  try {
    const events = createEventMaker(gateway.url, 'transport')
    const open = async (fields: string) => {
      const stream = await openStream(`${gateway.url}/graphql`, {
        body: { query: `subscription { carParkChanged { ${fields} } }` },
        headers: { accept: 'text/event-stream' },
      })
      await stream.until((text) => text.includes('\n\n'))
      return stream
    }
    const stays = await open('id underMaintenance')
    const ends = await open('id occupancyRate')
    await events.tell('carParks', '6001')
    await Promise.all([stays, ends].map((stream) => stream.until((text) => text.includes('6001'))))
    // In one go, as a publication is.
    const sdl = await readFile(file, 'utf8')
    await writeFile(`${file}.new`, sdl.replaceAll(/\boccupancyRate\b/g, 'shareTaken'))
    await rename(`${file}.new`, file)
    const ended = parseSse(await ends.ended)
    expect(ended.slice(1)).toEqual([
      { id: undefined, event: 'next', data: expect.stringContaining('GRAPHQL_VALIDATION_FAILED') },
      { id: undefined, event: 'complete', data: '' },
    ])
    expect(ended[1]?.data).toContain('occupancyRate')
    await events.tell('carParks', '6002')
    const text = await stays.until((got) => got.includes('6002'))
    expect(parseSse(text)).toHaveLength(2)
    stays.close()
  } finally {
    await gateway.stop()
    await rm(folder, { recursive: true })
  }
})

it('a client has so many subscriptions at once, and may open another when one has ended', async () => {
  const gateway = await startTestGateway({ MAX_SUBSCRIPTIONS_PER_CLIENT: '2' })
  try {
    const open = () =>
      openStream(`${gateway.url}/graphql`, {
        body: { query: 'subscription { warningChanged { group } }' },
        headers: { accept: 'text/event-stream' },
      })
    const streams = [await open(), await open()]
    const refused = await open()
    expect([refused.status, await refused.ended]).toEqual([
      429,
      expect.stringContaining('at most 2 subscriptions'),
    ])
    expect(refused.headers['retry-after']).toBe('10')
    streams[0]?.close()
    await streams[0]?.ended
    const another = await open()
    expect(another.status).toBe(200)
    for (const stream of [...streams, another]) stream.close()
  } finally {
    await gateway.stop()
  }
})

it('a GET changes nothing, in whatever form its answer is wanted', async () => {
  const gateway = await startSmallGateway()
  try {
    const path = `/graphql?${new URLSearchParams({ query: 'mutation { visit(id: "a") { id } }' }).toString()}`
    const { status } = await gateway.send(path, { headers: { accept: 'text/event-stream' } })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(gateway.calls).toEqual([])
  } finally {
    await gateway.stop()
  }
})

it('the metrics tell how many are open', async () => {
  const gateway = await startTestGateway({ METRICS: 'true' })
  try {
    const streams = await Promise.all(
      Array.from({ length: 3 }, () =>
        openStream(`${gateway.url}/graphql`, {
          body: { query: 'subscription { warningChanged { group } }' },
          headers: { accept: 'text/event-stream' },
        }),
      ),
    )
    const { body } = await gateway.send('/metrics')
    expect(body).toMatch(/^gateway_subscriptions 3$/m)
    expect(body).toMatch(/^gateway_broadcasts 1$/m)
    for (const stream of streams) stream.close()
  } finally {
    await gateway.stop()
  }
})
