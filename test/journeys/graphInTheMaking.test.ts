import { expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { createLog } from '../../kit/log.ts'
import { createMaking } from '../../registry/dev/making.ts'
import { composeGraph } from '../../schema/compose.ts'
import { createClient } from '../kit/client.ts'
import { startTestGateway } from '../kit/gateway.ts'
import { planHere } from '../kit/planHere.ts'

function composeWith(field: string): string {
  const sdl = `type Query {\n  "A tide."\n  ${field}: Int\n}`
  const graph = composeGraph([{ name: 'tides', file: 'tides.graphql', sdl }])
  if ('problems' in graph) throw new Error(graph.problems.join('\n'))
  return graph.supergraphSdl
}

it('serves what comes next of a graph in the making, and tells what is wrong beside what it serves', async () => {
  const making = createMaking(composeWith('high'), new Map())
  const config = readConfig({ PORT: '0' })
  const log = createLog('test', 'silent')
  const gateway = await startGateway(config, log, new Map(), {}, planHere, making.graph)
  try {
    const { send, ask } = createClient(gateway.url)
    const read = async () => JSON.parse((await send('/problems.json')).body)
    const typeOf = async (field: string) =>
      (await ask(`{ __type(name: "Query") { fields { name } } ${field}: __typename }`)).data
    expect((await send('/')).body).toContain('<html data-in-the-making')
    const first = await read()
    expect(first).toEqual({ graph: expect.any(String), problems: [] })

    making.tell(['tides.graphql:3: Expected a name; got "}".'])
    expect(await read()).toEqual({
      graph: first.graph,
      problems: ['tides.graphql:3: Expected a name; got "}".'],
    })
    expect(await typeOf('a')).toMatchObject({ __type: { fields: [{ name: 'high' }] } })

    expect(await making.take(composeWith('low'))).toBe(true)
    const next = await read()
    expect(next.problems).toEqual([])
    expect(next.graph).not.toBe(first.graph)
    expect(await typeOf('b')).toMatchObject({ __type: { fields: [{ name: 'low' }] } })

    expect(await making.take('type Query')).toBe(false)
    expect(await typeOf('c')).toMatchObject({ __type: { fields: [{ name: 'low' }] } })
  } finally {
    await gateway.stop()
  }
  // Whoever stopped it may still save.
  expect(await making.take(composeWith('ebb'))).toBe(false)
})

it('says nothing of problems where nobody changes the graph', async () => {
  const { send, stop } = await startTestGateway()
  try {
    expect((await send('/problems.json')).status).toBe(404)
    expect((await send('/')).body).not.toContain('data-in-the-making')
  } finally {
    await stop()
  }
})
