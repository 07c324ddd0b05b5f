import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { packageRoot } from '../../kit/root.ts'
import { bureaus } from '../../schema/bureaus/register.ts'
import { createClient, type Client } from '../kit/client.ts'
import { startPostgres } from '../kit/postgres.ts'
import { build, runProcess, startProcess, type RunningProcess } from '../kit/process.ts'
import { startRedis } from '../kit/redis.ts'
import { startHostileServer } from '../kit/subgraph.ts'

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()).optional(),
    }),
  ),
})

/** Last the one that asks the others. */
const BUREAUS = [
  ...bureaus.filter(({ describesDataSets }) => describesDataSets === undefined),
  ...bureaus.filter(({ describesDataSets }) => describesDataSets !== undefined),
].map(({ subgraph }) => subgraph)
const SECRETS = {
  GATEWAY_SECRET: 'a secret of at least sixteen',
  GATEWAY_PREVIOUS_SECRET: '',
  POSTGRES_PASSWORD: 'unused',
}

beforeAll(build, 60_000)

describe('the services of docker-compose.yml, as processes of this machine', () => {
  const { services } = composeFile.parse(
    parse(readFileSync(new URL('docker-compose.yml', packageRoot), 'utf8'), { merge: true }),
  )
  const running: { stop(): Promise<unknown> }[] = []
  const urls = new Map<string, string>()
  let client: Client

  beforeAll(async () => {
    const postgres = await startPostgres()
    if (postgres) {
      running.push(postgres)
      const migrated = await runProcess(
        'dist/subgraphs/culture/migrate.js',
        { CULTURE_DATABASE_URL: postgres.url },
        ['--seed'],
      )
      if (migrated.code !== 0) throw new Error(`The migrations failed: ${migrated.errorOutput}`)
    }
    const redis = await startRedis()
    if (redis) running.push(redis)
    for (const name of [...BUREAUS, 'gateway']) {
      const started = await startService(name, {
        CULTURE_DATABASE_URL: postgres?.url ?? '',
        REDIS_URL: redis?.url ?? '',
      })
      running.push(started)
      urls.set(name, started.url)
    }
    client = createClient(urls.get('gateway') ?? '')
  }, 60_000)
  afterAll(async () => {
    for (const part of running.toReversed()) await part.stop()
  })

  function startService(name: string, servers: Readonly<Record<string, string>>): Promise<RunningProcess> {
    const service = services[name]
    const script = service?.command?.at(-1)
    if (!service || script === undefined)
      throw new Error(`docker-compose.yml has no service ${name} with a command.`)
    const environment = Object.fromEntries(
      Object.entries(service.environment ?? {}).map(([key, value]) => [key, toThisMachine(value)]),
    )
    return startProcess(script, {
      ...environment,
      HOST: '127.0.0.1',
      PORT: '0',
      // Nobody balances requests here who would have to see that it ends.
      DRAIN_DELAY_MS: '0',
      // A service that names a server gets the one that stands for it here.
      ...Object.fromEntries(Object.entries(servers).filter(([server]) => server in environment)),
    })
  }

  /** Secrets filled in, and the addresses of services replaced by those of the processes that stand for them. */
  function toThisMachine(value: string): string {
    const filled = value.replaceAll(
      /\$\{(\w+)(?::[?-][^}]*)?\}/g,
      (_, name: string) => Object.entries(SECRETS).find(([key]) => key === name)?.[1] ?? '',
    )
    return filled.replaceAll(/http:\/\/([\w-]+):4001/g, (_, name: string) => urls.get(name) ?? '')
  }

  it('answer a question across bureaus together', async () => {
    const answer = await client.ask(
      '{ attraction(id: "ruins-st-paul") { heritage { ... on Monument { classifiedCode } } place { nearbyStops(first: 1) { stop { id } } } } }',
    )
    expect(answer).toEqual({
      data: {
        attraction: {
          heritage: { classifiedCode: 'MM008' },
          place: { nearbyStops: [{ stop: { id: 'M122/1' } }] },
        },
      },
    })
  })

  it("tell the catalogue of each other's feeds", async () => {
    const { data } = await client.ask('{ feeds { subgraph state } }')
    const feeds = z
      .object({ feeds: z.array(z.object({ subgraph: z.string(), state: z.string() })) })
      .parse(data).feeds
    expect(new Set(feeds.map(({ subgraph }) => subgraph))).toEqual(new Set(BUREAUS))
    expect(feeds.filter(({ state }) => state === 'FAILED')).toEqual([])
  })

  it('let nobody past the gateway', async () => {
    const answer = await createClient(urls.get('health') ?? '').send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{__typename}"}',
    })
    expect(answer.status).toBe(403)
  })

  it('say that they are live and ready', async () => {
    for (const url of urls.values()) {
      expect((await createClient(url).send('/health/live')).status).toBe(200)
      expect((await createClient(url).send('/health/ready')).status).toBe(200)
    }
  })
})

describe("a bureau's definition", () => {
  it('is imported without a server', async () => {
    const folders = ['_template', ...BUREAUS]
    const script = `import { Server } from 'node:net'
      Server.prototype.listen = () => { throw new Error('It listens.') }
      for (const folder of ${JSON.stringify(folders)}) {
        const { definition } = await import(\`./dist/subgraphs/\${folder}/server.js\`)
        console.log(folder, typeof definition.createSource)
      }`
    // That it ends at all shows that nothing is left open.
    expect(await runProcess('--input-type=module', { PORT: '0' }, ['-e', script])).toEqual({
      code: 0,
      output: folders.map((folder) => `${folder} function\n`).join(''),
      errorOutput: '',
    })
  })
})

describe('a gateway process', () => {
  it.each([
    ['PORT', 'http', 'PORT: expected a port from 0 to 65535; got "http".'],
    [
      'SUBGRAPH_URLS',
      'stock',
      'SUBGRAPH_URLS: expected name=address pairs separated by commas, such as "stock=http://stock:4001/graphql"; got "stock".',
    ],
    [
      'GATEWAY_SECRET',
      'short',
      'GATEWAY_SECRET: expected at least 16 characters; got a value of 5 characters.',
    ],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL: expected one of trace, debug, info, warn, error, silent; got "loud".'],
    ['AUTH_FILE', 'nowhere.json', 'AUTH_FILE: expected a file that can be read; got "nowhere.json"'],
  ])('does not start with a bad %s, and says why', async (variable, value, sentence) => {
    const { code, errorOutput } = await runProcess('dist/gateway/main.js', { PORT: '0', [variable]: value })
    expect(code).toBe(2)
    expect(errorOutput).toContain(sentence)
  })

  it('refuses development tokens in production and on open addresses', async () => {
    for (const more of [{ NODE_ENV: 'production' }, { HOST: '0.0.0.0' }]) {
      const { code, errorOutput } = await runProcess('dist/gateway/main.js', {
        PORT: '0',
        DEVELOPMENT_TOKENS: 'true',
        ...more,
      })
      expect([code, errorOutput]).toEqual([
        2,
        expect.stringContaining('DEVELOPMENT_TOKENS: expected false in production'),
      ])
    }
  })

  it('loses no request when it is told to stop', async () => {
    const slow = await startHostileServer({ status: 200, body: '{"data":{"museum":{"id":"mam"}}}' }, 400)
    const gateway = await startProcess('dist/gateway/main.js', {
      PORT: '0',
      SUBGRAPH_URLS: `culture=${slow.url}/graphql`,
    })
    const ask = createClient(gateway.url).ask
    // Different variables: identical requests under way would be one.
    const answers = Promise.all(
      ['a', 'b', 'c'].map((id) => ask('query ($id: ID!) { museum(id: $id) { id } }', { id })),
    )
    await slow.untilAsked(3)
    const code = await gateway.stop()
    expect(await answers).toEqual(Array.from({ length: 3 }, () => ({ data: { museum: { id: 'mam' } } })))
    expect(code).toBe(0)
    await slow.stop()
  })
})
