import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { schema } from '../../gateway/process/config/variables.ts'
import { fromRoot } from '../../kit/root.ts'
import { createClient, type Client } from '../kit/client.ts'
import { serveSubgraph, type ServedOverHttp } from '../kit/federation/serveSubgraph.ts'
import { defineSubgraph, findBy } from '../kit/federation/subgraph.ts'
import { build, runProcess, startProcess, type RunningProcess } from '../kit/process.ts'

const GUIDE = readFileSync(fromRoot('docs/guides/own-supergraph.md'), 'utf8')
const OPERATIONS = readFileSync(fromRoot('docs/guides/operations.md'), 'utf8')

const products = defineSubgraph(
  'products',
  'type Query { product(id: ID!): Product } type Product @key(fields: "id") { id: ID! name: String }',
  {
    Query: { product: (_: unknown, { id }: { id: string }) => ({ id, name: 'Tea' }) },
    Product: { __resolveReference: findBy([{ id: '1', name: 'Tea' }]) },
  },
)
const reviews = defineSubgraph(
  'reviews',
  'type Product @key(fields: "id") { id: ID! reviews: [Review] } type Review { stars: Int }',
  { Product: { __resolveReference: findBy([{ id: '1', reviews: [{ stars: 5 }, { stars: 4 }] }]) } },
)

describe('the guide to a supergraph of one’s own', () => {
  let folder: string
  let served: readonly [ServedOverHttp, ServedOverHttp]
  let gateway: RunningProcess
  let client: Client
  let supergraph: string
  const environment = { PORT: '0', NODE_ENV: 'production', GATEWAY_SECRET: 'a secret of the guide' }

  beforeAll(async () => {
    await build()
    folder = await mkdtemp(join(tmpdir(), 'own-'))
    served = [await serveSubgraph(products), await serveSubgraph(reviews)]
    const { supergraphSdl } = composeServices(
      [products, reviews].map(({ name, sdl }, at) => ({
        name,
        typeDefs: parse(sdl),
        url: `http://localhost:400${at + 1}/graphql`,
      })),
    )
    // As the guide has it, but for ports that are free here.
    supergraph = supergraphSdl ?? ''
    await writeFile(join(folder, 'supergraph.graphql'), toThisMachine(supergraph))
    await writeFile(join(folder, 'gateway.yaml'), toThisMachine(blocks('yaml')[0] ?? ''))
    const [, start = []] = commands()
    gateway = await startProcess(fromRoot('dist/gateway/main.js'), environment, folder, start)
    client = createClient(gateway.url)
  }, 120_000)
  afterAll(async () => {
    await gateway.stop()
    for (const subgraph of served) await subgraph.stop()
    await rm(folder, { recursive: true })
  })

  function toThisMachine(text: string): string {
    return text.replaceAll(
      /http:\/\/localhost:400([12])\/graphql/g,
      (_, port) => served[port === '1' ? 0 : 1].url,
    )
  }

  it('shows what composition writes', () => {
    const [, block = ''] = /(enum join__Graph \{[^}]*\})/.exec(blocks('graphql')[0] ?? '') ?? []
    expect(block).not.toBe('')
    expect(supergraph).toContain(block)
  })

  it('has its settings checked', async () => {
    const [check = []] = commands()
    expect(await runProcess(fromRoot('dist/gateway/main.js'), environment, check, folder)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^The settings can be used\.$/m),
    })
  })

  it('ends with the answer that it shows', async () => {
    expect(await client.ask(blocks('graphql')[1] ?? '')).toEqual(JSON.parse(blocks('json')[0] ?? ''))
  })

  it('says who gets the secret and the header', async () => {
    await client.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'pt' },
      body: JSON.stringify({ query: '{ product(id: "1") { name reviews { stars } } }' }),
    })
    expect(served[0].received.at(-1)).not.toHaveProperty('x-gateway-secret')
    expect(served[0].received.at(-1)).not.toHaveProperty('accept-language')
    expect(served[1].received.at(-1)).toMatchObject({
      'x-gateway-secret': environment.GATEWAY_SECRET,
      'accept-language': 'pt',
    })
  })

  it('leaves nothing of Macao, in no answer and in no line of the log', async () => {
    const paths = [
      '/',
      '/schema.graphql',
      '/graph.json',
      '/access.json',
      '/status.json',
      '/q/museums.csv',
      '/x',
    ]
    const answers = await Promise.all(paths.map((path) => client.send(path)))
    const refused = await client.ask('{ museum { id } product(id: 1.5) { nam } }')
    const said = [...answers.map(({ body }) => body), JSON.stringify(refused.errors), gateway.output()].join(
      '\n',
    )
    // The map of the graph has a key of this name.
    expect(said.replace('"bureaus":', '')).not.toMatch(/maca[uo]|澳門|bureau|mgto|mo\.gov|tourism|culture/i)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 404, 404])
  })

  it('warns of the one address that is not listed, and of nothing else', () => {
    const warnings = gateway
      .output()
      .split('\n')
      .filter((line) => line.includes('"level":40'))
      .map((line) => JSON.parse(line))
    expect(warnings).toMatchObject([{ subgraph: 'products', origin: new URL(served[0].url).origin }])
  })
})

describe('the guide to operations', () => {
  it('shows a file that can be used', () => {
    const [, text = ''] = /```yaml\n(# yaml-language-server[^`]*)```/.exec(OPERATIONS) ?? []
    const { port, subgraphs } = readConfig({}, { name: 'gateway.yaml', text })
    expect(port).toBe(4_000)
    expect([...subgraphs.keys()]).toEqual(['tourism', 'transport', 'culture'])
    expect(subgraphs.get('transport')).toMatchObject({
      addresses: [{}, {}],
      headers: { set: { 'x-api-key': 'abc' } },
    })
  })

  it('names every variable', () => {
    const missing = Object.keys(schema.shape).filter((name) => !OPERATIONS.includes(`\`${name}\``))
    expect(missing).toEqual([])
  })
})

function blocks(language: string): readonly string[] {
  return [...GUIDE.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``, 'g'))].map(
    ([, text]) => text ?? '',
  )
}

/** The arguments of the commands that run the gateway. */
function commands(): readonly (readonly string[])[] {
  return [...(blocks('sh')[0] ?? '').matchAll(/main\.js (.*)/g)].map(([, args]) => (args ?? '').split(' '))
}
