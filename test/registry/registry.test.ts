import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { createLog } from '../../kit/log.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../kit/digest.ts'
import { openSignedRelease } from '../../schema/signedRelease.ts'
import { openFolderStore } from '../../registry/store/folderStore.ts'
import { signAct } from '../../registry/store/signedAct.ts'
import { startPostgres, type StartedPostgres } from '../kit/postgres.ts'
import {
  ITEMS,
  makeFolder,
  STARS,
  starsAdding,
  starsWith,
  startTestRegistry,
  type TestRegistry,
} from './testRegistry.ts'

let postgres: StartedPostgres | null = null
const stops: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  postgres = await startPostgres()
}, 180_000)
afterAll(() => postgres?.stop())
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

async function start(
  given: Parameters<typeof startTestRegistry>[1] = {},
  folder?: string,
): Promise<TestRegistry> {
  const registry = await startTestRegistry(folder ?? (await newFolder()), given)
  stops.push(registry.stop)
  return registry
}

async function newFolder(): Promise<string> {
  const { folder, remove } = await makeFolder()
  stops.push(remove)
  return folder
}

/** A database of its own for each test. */
async function newDatabase(): Promise<Readonly<Record<string, string>>> {
  if (postgres === null) throw new Error('There is no PostgreSQL here.')
  const name = `r${randomUUID().replaceAll('-', '')}`
  const client = new Client({ connectionString: postgres.url })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  return { REGISTRY_DATABASE_URL: postgres.url.replace(/[^/]*$/, name) }
}

function publish(registry: TestRegistry, key: string, sdl: string, more: object = {}) {
  return registry.ask('POST', '/v1/subgraphs/stars/publish', { key, body: { sdl, message: 'why', ...more } })
}

async function releaseOf(registry: TestRegistry) {
  const { body } = await registry.ask('GET', '/v1/supergraph')
  return openSignedRelease(JSON.stringify(body), [registry.publicKey])
}

async function kindsOf(registry: TestRegistry): Promise<readonly unknown[]> {
  const { body } = await registry.ask('GET', '/v1/history')
  const acts = Array.isArray(body.acts) ? body.acts : []
  return acts.map((act) => act.kind)
}

describe.each(['a folder', 'PostgreSQL'])('a registry in %s', (place) => {
  const settings = async () => (place === 'PostgreSQL' ? newDatabase() : {})

  it('begins with what the repository has, publishes, and goes back by a new number', async (context) => {
    if (place === 'PostgreSQL' && postgres === null) return context.skip()
    const registry = await start({ environment: await settings() })
    expect(await releaseOf(registry)).toMatchObject({ number: 1 })
    const key = await registry.keyFor('stars')
    const published = await publish(registry, key, starsWith('moons'))
    expect([published.status, published.body]).toMatchObject([200, { outcome: 'published', release: 2 }])
    expect((await releaseOf(registry)).supergraph).toContain('moons: Int')
    expect((await publish(registry, key, starsWith('moons'))).body).toMatchObject({ outcome: 'unchanged' })
    const back = await registry.ask('POST', '/v1/rollback', {
      key: registry.operatorKey,
      body: { to: 1, message: 'moons are wrong' },
    })
    expect(back.body).toEqual({ release: 3 })
    const { number, supergraph } = await releaseOf(registry)
    expect([number, supergraph.includes('moons')]).toEqual([3, false])
    expect(await kindsOf(registry)).toEqual(['seeded', 'key-added', 'key-added', 'published', 'rolled-back'])
  })

  it('is the same after it was started anew', async (context) => {
    if (place === 'PostgreSQL' && postgres === null) return context.skip()
    const environment = await settings()
    const registry = await start({ environment })
    const key = await registry.keyFor('stars')
    await publish(registry, key, starsWith('moons'))
    const before = await registry.ask('GET', '/v1/supergraph')
    await registry.stop()
    const again = await start({ environment }, registry.folder)
    expect((await again.ask('GET', '/v1/supergraph')).body).toEqual(before.body)
    expect(again.operatorKeyFile).toBeUndefined()
    expect((await publish(again, key, starsWith('moons'))).body).toMatchObject({ outcome: 'unchanged' })
  })

  it('lets one of two publications at once win, at two registries with clocks a day apart, and tells the other', async (context) => {
    if (place === 'PostgreSQL' && postgres === null) return context.skip()
    const environment = await settings()
    const one = await start({ environment })
    const other = await start({ environment, now: () => new Date('2026-11-28T01:00:00Z') }, one.folder)
    const key = await one.keyFor('stars')
    const answers = await Promise.all([
      publish(one, key, starsWith('moons')),
      publish(other, key, starsWith('suns')),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toEqual({
      error: {
        code: 'CONFLICT',
        message:
          'Expected release 1 to be the last; got release 2 by stars (published). Nothing was done: look at it, and try again.',
      },
    })
    expect(await releaseOf(other)).toEqual(await releaseOf(one))
    const { status, body } = await publish(other, key, STARS, { after: 1 })
    expect([status, body]).toMatchObject([409, { error: { code: 'CONFLICT' } }])
    // The clock goes back between them, and the number rises all the same.
    await other.ask('POST', '/v1/rollback', { key: one.operatorKey, body: { to: 1, message: 'back' } })
    expect((await releaseOf(one)).number).toBe(3)
  })
})

describe.each(['a folder', 'PostgreSQL'])('a store in %s that loses its end', (place) => {
  /** Whoever can write to the store takes out of it what came after act `last`; `put back` undoes it. */
  async function cutOff(registry: TestRegistry, settings: Readonly<Record<string, string>>, last: number) {
    const address = settings['REGISTRY_DATABASE_URL']
    if (address === undefined) {
      const folder = join(registry.folder, 'store', 'acts')
      const names = (await readdir(folder)).toSorted().slice(last)
      for (const name of names) await rename(join(folder, name), join(registry.folder, name))
      return async () => {
        for (const name of names) await rename(join(registry.folder, name), join(folder, name))
      }
    }
    const client = new Client({ connectionString: address })
    await client.connect()
    stops.push(() => client.end())
    await client.query('ALTER TABLE registry_acts DISABLE TRIGGER ALL')
    const { rows } = await client.query('DELETE FROM registry_acts WHERE number > $1 RETURNING *', [last])
    return async () => {
      for (const { number, content } of rows)
        await client.query('INSERT INTO registry_acts VALUES ($1, $2)', [number, content])
    }
  }

  async function startWithRevokedKey() {
    const settings = place === 'PostgreSQL' ? await newDatabase() : {}
    const registry = await start({ environment: settings })
    const key = await registry.keyFor('stars')
    await publish(registry, key, starsWith('moons'))
    await registry.ask('POST', `/v1/keys/${key.slice(6, 14)}/revoke`, { key: registry.operatorKey })
    return { settings, registry, key }
  }

  it('is not built upon while the registry runs, and is again when it is put right', async (context) => {
    if (place === 'PostgreSQL' && postgres === null) return context.skip()
    const { settings, registry, key } = await startWithRevokedKey()
    const putBack = await cutOff(registry, settings, 3)
    const message =
      'Expected the store as this registry has left it; got another. Its log says where. Nothing is published until it is put right.'
    const refusal = { status: 503, body: { error: { code: 'STORE_DAMAGED', message } } }
    expect(await publish(registry, key, starsWith('suns'))).toMatchObject(refusal)
    expect(await registry.ask('GET', '/v1/supergraph')).toMatchObject(refusal)
    expect((await registry.ask('GET', '/health/ready')).body).toMatchObject({
      reason: 'the store is damaged',
    })
    expect(registry.logged.join('')).toContain(
      'act 5: expected the one that this registry has seen; got none.',
    )
    await putBack()
    expect(await releaseOf(registry)).toMatchObject({ number: 2 })
    expect((await registry.ask('GET', '/health/ready')).status).toBe(200)
  })

  it('does not give a revoked key back at the next start', async (context) => {
    if (place === 'PostgreSQL' && postgres === null) return context.skip()
    const { settings, registry, key } = await startWithRevokedKey()
    await registry.stop()
    await cutOff(registry, settings, 3)
    await expect(startTestRegistry(registry.folder, { environment: settings })).rejects.toThrow(
      /The store is damaged: expected the act 5 that this registry has seen \(.*head\.json\); got a store that ends with act 3\. Whoever has put back an older store on purpose starts it once with --accept-store: what was done since is lost, and the next release is 3, so that gateways take it\./,
    )
    // Whoever runs it may accept that: then numbers go on after what gateways have served.
    const accepted = await start({ environment: settings, args: ['--accept-store'] }, registry.folder)
    expect((await publish(accepted, key, starsWith('suns'))).body).toMatchObject({ release: 3 })
    await accepted.stop()
    expect(await releaseOf(await start({ environment: settings }, registry.folder))).toMatchObject({
      number: 3,
    })
  })
})

describe('a registry', () => {
  it('refuses what would break somebody, keeps the check, and lets pass what is allowed for a reason', async () => {
    const registry = await start()
    const key = await registry.keyFor('stars')
    const refused = await publish(registry, key, starsWith('moons').replace('stars: Int', 'suns: Int'))
    expect([refused.status, refused.body]).toMatchObject([
      422,
      {
        error: { code: 'CHECK_FAILED' },
        report: { subgraph: 'stars', passed: false },
      },
    ])
    expect((await releaseOf(registry)).number).toBe(1)
    const { body } = await registry.ask('GET', '/v1/history?subgraph=stars&refused=true')
    expect(body.acts).toMatchObject([{ kind: 'refused', code: 'CHECK_FAILED', by: { bureau: 'stars' } }])
    const report = await registry.ask('GET', '/v1/checks/4')
    expect(report.body).toEqual(refused.body.report)
    const allowances = [{ id: 'field-removed:Rating.stars', reason: 'nobody asked' }]
    const passed = await publish(registry, key, STARS.replace('stars: Int', 'suns: Int'), { allowances })
    expect(passed.body).toMatchObject({ outcome: 'published', release: 2 })
  })

  it('takes no key of another bureau, none that was revoked, and none at all', async () => {
    const registry = await start()
    const key = await registry.keyFor('items')
    expect(await publish(registry, key, starsWith('moons'))).toMatchObject({
      status: 403,
      body: {
        error: {
          code: 'FORBIDDEN',
          message: `Expected the key of stars or of the operator; got the key ${key.slice(6, 14)}, which is for items alone.`,
        },
      },
    })
    const own = await registry.keyFor('stars')
    for (const path of ['/v1/rollback', '/v1/keys', '/v1/subgraphs/stars/delete'])
      expect(
        await registry.ask('POST', path, {
          key: own,
          body:
            path === '/v1/keys'
              ? { id: '0'.repeat(8), hash: '0'.repeat(64), bureau: null }
              : path === '/v1/rollback'
                ? { to: 1, message: 'x' }
                : { message: 'x' },
        }),
      ).toMatchObject({ status: 403 })
    await registry.ask('POST', `/v1/keys/${own.slice(6, 14)}/revoke`, { key: registry.operatorKey })
    const unknown = { error: { code: 'UNAUTHENTICATED' } }
    expect(await publish(registry, own, starsWith('moons'))).toMatchObject({ status: 401, body: unknown })
    expect(await publish(registry, '', starsWith('moons'))).toMatchObject({ status: 401, body: unknown })
    const forged = `${key.slice(0, 20)}${'x'.repeat(key.length - 20)}`
    expect(await publish(registry, forged, ITEMS)).toMatchObject({ status: 401, body: unknown })
    expect((await releaseOf(registry)).number).toBe(1)
  })

  it('keeps keys as hashes, and tells neither', async () => {
    const registry = await start()
    const key = await registry.keyFor('stars')
    const acts = join(registry.folder, 'store', 'acts')
    const kept = await Promise.all((await readdir(acts)).map((file) => readFile(join(acts, file), 'utf8')))
    const told = JSON.stringify((await registry.ask('GET', '/v1/history')).body)
    expect(kept.join()).toContain('"hash":')
    expect(kept.join()).not.toContain(key)
    expect(told).not.toMatch(/"hash"|graph_/)
  })

  it('keeps no key that was put where an id or nothing belongs', async () => {
    const registry = await start()
    const key = await registry.keyFor('stars')
    const revoked = await registry.ask('POST', `/v1/keys/${key}/revoke`, { key: registry.operatorKey })
    expect([revoked.status, JSON.stringify(revoked.body)]).toEqual([400, expect.not.stringContaining(key)])
    expect(JSON.stringify((await registry.ask('GET', '/v1/history')).body)).not.toContain(key)
    await publish(registry, '', STARS)
    await registry.ask('POST', `/v1/subgraphs/stars/publish?key=${key}`, { body: {} })
    await registry.ask('GET', `/v1/${key}`)
    expect(registry.logged.join('')).toContain(`?key=graph_${key.slice(6, 14)}_…`)
    expect(registry.logged.join('')).not.toContain(key)
  })

  it('keeps one act of what a bureau agrees to twice', async () => {
    const registry = await start()
    const key = await registry.keyFor('items')
    const agree = () =>
      registry.ask('POST', '/v1/subgraphs/stars/consent', { key, body: { sdl: sha256Hex(STARS) } })
    expect([(await agree()).status, (await agree()).status]).toEqual([200, 200])
    expect((await kindsOf(registry)).filter((kind) => kind === 'consented')).toHaveLength(1)
  })

  it('has a change of an origin wait for the operator', async () => {
    const registry = await start()
    const key = await registry.keyFor('stars')
    const address = 'https://stars.example/graphql'
    const waiting = await publish(registry, key, starsWith('moons'), { address })
    expect([waiting.status, waiting.body]).toMatchObject([202, { outcome: 'waiting', act: 4 }])
    expect((await releaseOf(registry)).number).toBe(1)
    const approve = (by: string, act: number) =>
      registry.ask('POST', '/v1/subgraphs/stars/approve', { key: by, body: { act } })
    expect((await approve(key, 4)).status).toBe(403)
    expect((await approve(registry.operatorKey, 3)).status).toBe(409)
    expect((await approve(registry.operatorKey, 4)).body).toMatchObject({ outcome: 'published', release: 2 })
    const { subgraphs, supergraph } = await releaseOf(registry)
    expect(subgraphs.stars).toMatchObject({ address })
    expect(supergraph).toContain(`STARS @join__graph(name: "stars", url: "${address}")`)
    // Another path of the same origin is the bureau's own matter.
    const moved = await publish(registry, key, starsWith('moons'), { address: `${address}/v2` })
    expect(moved.body).toMatchObject({ outcome: 'published', release: 3 })
    expect((await approve(registry.operatorKey, 4)).status).toBe(404)
  })

  it('has an entry that claims more wait for the operator, and refuses one that is none', async () => {
    const registry = await start()
    const key = await registry.keyFor('stars')
    const entry = (more: string) =>
      `bureau: stars\nname: { zh: 星, pt: Estrelas, en: Stars }\nowner: '@stars'\ncontact: https://stars.example\ncolour: { light: '#1d4f91', dark: '#7fb2ff' }\nfeeds: {}\n${more}`
    const claimed = await publish(registry, key, STARS, { bureau: entry('owns: [Item]\n') })
    expect(claimed.status).toBe(202)
    expect((await publish(registry, key, STARS, { bureau: 'bureau: [' })).status).toBe(422)
    expect((await publish(registry, registry.operatorKey, STARS, { bureau: entry('') })).status).toBe(200)
    const recoloured = await publish(registry, key, STARS, {
      bureau: entry('').replace('#1d4f91', '#000000'),
    })
    expect(recoloured.body).toMatchObject({ outcome: 'published', release: 3 })
    const tagging = await publish(registry, key, STARS, { bureau: entry('mayTag: [internal]\n') })
    expect(tagging.status).toBe(202)
  })

  it('asks the owner of an entity before another bureau adds to it', async () => {
    const registry = await start()
    const stars = await registry.keyFor('stars')
    const items = await registry.keyFor('items')
    const sdl = starsAdding('moons')
    const consents = await registry.ask('POST', '/v1/subgraphs/stars/check', { key: stars, body: { sdl } })
    expect(JSON.stringify(consents.body)).toContain('contribution-needs-consent')
    expect((await publish(registry, stars, sdl)).status).toBe(422)
    await registry.ask('POST', '/v1/subgraphs/stars/consent', { key: items, body: { sdl: sha256Hex(sdl) } })
    expect((await publish(registry, stars, sdl)).body).toMatchObject({ outcome: 'published', release: 2 })
    expect((await publish(registry, stars, starsAdding('suns'))).status).toBe(422)
  })

  it('does not bring back a deleted subgraph by the way', async () => {
    const registry = await start()
    const key = await registry.keyFor('stars')
    const gone = await registry.ask('POST', '/v1/subgraphs/stars/delete', {
      key: registry.operatorKey,
      body: { message: 'the bureau is closed' },
    })
    expect(gone.body).toEqual({ release: 2 })
    expect((await publish(registry, key, STARS)).status).toBe(401)
    const back = (more: object) =>
      registry.ask('POST', '/v1/rollback', {
        key: registry.operatorKey,
        body: { to: 1, message: 'back', ...more },
      })
    expect(await back({})).toMatchObject({
      status: 409,
      body: {
        error: {
          message:
            'Release 1 has stars; release 2 took stars out. Expected each to be named by --revive, or a later release.',
        },
      },
    })
    expect((await back({ revive: ['stars'] })).body).toEqual({ release: 3 })
    expect((await releaseOf(registry)).supergraph).toContain('stars: Int')
  })

  it('is as before when it dies between composing and publishing', async () => {
    const folder = await newFolder()
    const registry = await start({}, folder)
    const key = await registry.keyFor('stars')
    const before = await registry.ask('GET', '/v1/supergraph')
    await registry.stop()
    let died: (() => void) | undefined
    const death = new Promise<void>((resolve) => {
      died = resolve
    })
    const dying = await start(
      {
        async openStore({ folder: path }) {
          const store = await openFolderStore(path, createLog('test', 'silent'))
          return {
            ...store,
            /** All texts are on the disk, and the act is not. */
            async append(_, act, texts) {
              const taken = (await store.readActs(0)).length
              await store.append(taken, act, texts)
              died?.()
              return new Promise<boolean>(() => {})
            },
          }
        },
      },
      folder,
    )
    void publish(dying, key, starsWith('moons')).catch(() => {})
    await death
    const again = await start({}, folder)
    expect((await again.ask('GET', '/v1/supergraph')).body).toEqual(before.body)
    expect(await kindsOf(again)).toEqual(['seeded', 'key-added', 'key-added'])
    expect((await publish(again, key, starsWith('moons'))).body).toMatchObject({ release: 2 })
  })

  it('does not start on a store from which an act was taken, or in which one was changed', async () => {
    const registry = await start()
    await registry.keyFor('stars')
    await registry.stop()
    const file = join(registry.folder, 'store', 'acts', '0000000002.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('"message":""', '"message":"x"'))
    await expect(startTestRegistry(registry.folder)).rejects.toThrow(
      /The store is damaged: act 2: expected one signed by this registry's key .*; got one that was changed/,
    )
  })

  it('does not believe an act that whoever writes to the store has added', async () => {
    const registry = await start()
    await registry.keyFor('stars')
    await registry.stop()
    const folder = join(registry.folder, 'store', 'acts')
    const last = await readFile(join(folder, '0000000003.json'), 'utf8')
    const forged = {
      number: 4,
      previous: sha256Hex(last),
      at: '2026-11-29T01:00:00.000Z',
      by: { key: 'registry', bureau: null },
      message: '',
      kind: 'key-added',
      id: 'forged',
      hash: sha256Hex('a key of the forger'),
      bureau: null,
    }
    const file = join(folder, '0000000004.json')
    await writeFile(file, JSON.stringify(forged))
    await expect(startTestRegistry(registry.folder)).rejects.toThrow(
      'act 4: expected a signature, as the act before has',
    )
    const { privateKey } = generateKeyPairSync('ed25519')
    await writeFile(file, signAct(JSON.stringify(forged), privateKey))
    await expect(startTestRegistry(registry.folder)).rejects.toThrow(
      /act 4: .*; got one that was changed, or of another key/,
    )
  })

  it('does not go on with an older copy of its store that another has written on', async () => {
    const registry = await start()
    const acts = join(registry.folder, 'store', 'acts')
    const copy = await newFolder()
    await cp(join(registry.folder, 'store'), join(copy, 'store'), { recursive: true })
    for (const name of ['signing-key.pem', 'operator.key'])
      await cp(join(registry.folder, name), join(copy, name))
    const other = await start({}, copy)
    await other.keyFor('items')
    await registry.keyFor('stars')
    await other.stop()
    await cp(join(copy, 'store', 'acts'), acts, { recursive: true })
    expect((await registry.ask('GET', '/v1/subgraphs')).body).toMatchObject({
      error: { code: 'STORE_DAMAGED' },
    })
    await registry.stop()
    await expect(startTestRegistry(registry.folder)).rejects.toThrow('; got another act 3. Whoever')
  })

  it('goes on with a store from before acts were signed, and signs what comes', async () => {
    const registry = await start()
    await registry.keyFor('stars')
    await registry.stop()
    const folder = join(registry.folder, 'store', 'acts')
    let previous = ''
    for (const name of (await readdir(folder)).toSorted()) {
      const { signature: _, ...act }: Record<string, unknown> = JSON.parse(
        await readFile(join(folder, name), 'utf8'),
      )
      const text = JSON.stringify({ ...act, previous })
      previous = sha256Hex(text)
      await writeFile(join(folder, name), text)
    }
    await rm(join(registry.folder, 'store', 'head.json'))
    const again = await start({}, registry.folder)
    await again.keyFor('items')
    expect(await readFile(join(folder, '0000000004.json'), 'utf8')).toMatch(/,"signature":"[\w-]{86}"\}$/)
    await again.stop()
    expect(await kindsOf(await start({}, registry.folder))).toHaveLength(4)
  })

  it('sets a torn last act aside that nobody was told of, and says what is wrong with one before others', async () => {
    const registry = await start()
    await registry.keyFor('stars')
    await registry.stop()
    const folder = join(registry.folder, 'store', 'acts')
    const third = await readFile(join(folder, '0000000003.json'), 'utf8')
    await writeFile(join(folder, '0000000004.json'), third.slice(0, 40))
    const again = await start({}, registry.folder)
    expect(await kindsOf(again)).toEqual(['seeded', 'key-added', 'key-added'])
    expect(await readdir(folder)).toContain('0000000004.json.torn')
    await again.keyFor('stars')
    await again.stop()
    await writeFile(join(folder, '0000000002.json'), '{')
    await expect(startTestRegistry(registry.folder)).rejects.toThrow(
      /The store is damaged: act 2: expected an act of the registry/,
    )
  })

  it('does not start on a release that it has not signed', async () => {
    const registry = await start()
    await registry.stop()
    const environment = { REGISTRY_SIGNING_KEY_FILE: join(registry.folder, 'another.pem') }
    await expect(startTestRegistry(registry.folder, { environment })).rejects.toThrow(
      /act 1: expected one signed by this registry's key or a former one \(REGISTRY_FORMER_KEYS\)/,
    )
    const known = { ...environment, REGISTRY_FORMER_KEYS: registry.publicKey }
    const rotated = await start({ environment: known }, registry.folder)
    await rotated.ask('POST', '/v1/rollback', {
      key: rotated.operatorKey,
      body: { to: 1, message: 'signed by the new key' },
    })
    expect((await releaseOf(rotated)).number).toBe(2)
  })

  it('takes changes from this machine alone while it keeps them in a folder', async () => {
    const registry = await start()
    const key = await registry.keyFor('stars')
    const proxied = await registry.ask('POST', '/v1/subgraphs/stars/publish', {
      key,
      body: { sdl: starsWith('moons'), message: 'why' },
      headers: { 'x-forwarded-for': '203.0.113.7' },
    })
    expect(proxied).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('got one from a proxy.') } },
    })
  })

  it('answers 304 for what the gateway has', async () => {
    const registry = await start()
    const first = await registry.ask('GET', '/v1/supergraph')
    const tag = first.headers.get('etag') ?? ''
    const again = await registry.ask('GET', '/v1/supergraph', { headers: { 'if-none-match': tag } })
    expect(again.status).toBe(304)
  })
})

const ALIASES = [
  'a0: &a0 [x]',
  ...[1, 2, 3, 4, 5, 6].map((at) => `a${at}: &a${at} [${`*a${at - 1},`.repeat(10)}]`),
].join('\n')

describe('what a registry cannot use', () => {
  let registry: TestRegistry
  let key: string
  let remove: () => Promise<void>
  beforeAll(async () => {
    const made = await makeFolder()
    remove = made.remove
    registry = await startTestRegistry(made.folder)
    key = await registry.keyFor('stars')
  })
  afterAll(async () => {
    await registry.stop()
    await remove()
  })

  it.each([
    [
      '5 MB',
      JSON.stringify({ sdl: '# x\n'.repeat(1_300_000), message: 'x' }),
      413,
      'Expected a body of at most 3000000 bytes; got ',
    ],
    [
      'a schema of 2 MB',
      JSON.stringify({ sdl: '#234567\n'.repeat(250_000), message: 'x' }),
      422,
      'stars.graphql: expected at most 1000000 bytes; got 2000000.',
    ],
    ['no JSON', 'sdl', 400, 'Expected a body of JSON; got something else.'],
    ['no message', JSON.stringify({ sdl: STARS }), 400, 'Expected another body; at message: '],
    [
      'an address with credentials',
      JSON.stringify({ sdl: STARS, message: 'x', address: 'https://a:b@c.example/' }),
      400,
      'at address: expected an address',
    ],
    [
      'brackets without end',
      JSON.stringify({ sdl: `type Query { a: ${'['.repeat(9_999)}Int }`, message: 'x' }),
      422,
      'expected brackets at most 200 deep',
    ],
    [
      'a cycle of inputs',
      JSON.stringify({
        sdl: `${STARS}\n"A."\ninput A {"b." b: B!}\n"B."\ninput B {"a." a: A!}`,
        message: 'x',
      }),
      422,
      'Cannot reference Input Object "A" within itself',
    ],
    [
      'an address that moves the cursor',
      JSON.stringify({ sdl: STARS, message: 'x', address: 'https://c.example/\u001b[2J' }),
      400,
      'at address: expected an address',
    ],
    [
      'an entry whose aliases stand for a million words',
      JSON.stringify({ sdl: STARS, message: 'x', bureau: ALIASES }),
      422,
      'bureau.yaml:1: Excessive alias count',
    ],
    ['a query', JSON.stringify({ sdl: '{ item }', message: 'x' }), 422, 'Expected a schema; got'],
  ])('is %s, and has a sentence', async (_, body, status, says) => {
    const answer = await registry.ask('POST', '/v1/subgraphs/stars/publish', { key, body })
    expect([answer.status, answer.body]).toEqual([
      status,
      { error: { code: expect.any(String), message: expect.stringContaining(says) } },
    ])
    expect((await releaseOf(registry)).number).toBe(1)
  })

  it.each([
    ['GET', '/v1/nothing', 404],
    ['GET', '/v1/subgraphs/nobody', 404],
    ['GET', '/v1/subgraphs/constructor', 404],
    ['GET', '/v1/schema?release=9', 404],
    ['GET', '/v1/schema?release=x', 400],
    ['GET', '/v1/checks/1', 404],
    ['DELETE', '/v1/subgraphs', 405],
    ['POST', '/v1/subgraphs', 405],
  ])('is %s %s: %i and a sentence', async (method, path, status) => {
    const answer = await registry.ask(method, path)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ error: { message: expect.stringMatching(/got .+\.$/) } })
  })
})
