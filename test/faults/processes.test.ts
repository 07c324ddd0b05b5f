import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway } from '../../gateway/process/gateway.ts'
import { runAudit } from '../../gateway/audit/command.ts'
import { loadDevelopmentKey } from '../../gateway/process/development/key.ts'
import { signDevelopmentToken } from '../../gateway/process/development/sign.ts'
import { createLog } from '../../kit/log.ts'
import { createClient } from '../kit/client.ts'
import { planHere } from '../kit/planHere.ts'
import { build, runProcess, startLimitedProcess, startProcess } from '../kit/process.ts'
import { startHostileServer } from '../kit/subgraph.ts'

const GATEWAY = 'dist/gateway/main.js'
const SECRET = 'a secret of the tests'
const MUSEUM = '{ museum(id: "mam") { name { pt } } }'
const ANSWERED = { data: { museum: { name: { pt: 'Museu de Arte de Macau' } } } }

let folder = ''
const leftOver: (() => unknown)[] = []
beforeAll(build, 60_000)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faults-'))
})
afterEach(async () => {
  for (const stop of leftOver.splice(0).toReversed()) await stop()
  await rm(folder, { recursive: true })
})

async function start(script: string, environment: Readonly<Record<string, string>>) {
  const running = await startProcess(script, { PORT: '0', ...environment })
  leftOver.push(() => running.signal('SIGKILL'))
  return running
}

function startCulture() {
  return start('dist/subgraphs/culture/server.js', { GATEWAY_SECRETS: SECRET })
}

/** Each starts several processes. */
const PATIENT = { timeout: 120_000 }

describe('a process', PATIENT, () => {
  it('that is frozen costs its own fields, and answers again when it goes on', async () => {
    const culture = await startCulture()
    const gateway = await start(GATEWAY, {
      GATEWAY_SECRET: SECRET,
      SUBGRAPH_URLS: `culture=${culture.url}/graphql`,
      SUBGRAPH_DEADLINE_MS: '500',
      CACHE: 'off',
    })
    const { ask } = createClient(gateway.url)
    expect(await ask(MUSEUM)).toEqual(ANSWERED)
    culture.signal('SIGSTOP')
    expect(await ask(MUSEUM)).toEqual({
      data: { museum: null },
      errors: [expect.objectContaining({ extensions: { code: 'SUBGRAPH_TIMEOUT', subgraph: 'culture' } })],
    })
    culture.signal('SIGCONT')
    await expect.poll(() => ask(MUSEUM), { timeout: 30_000 }).toEqual(ANSWERED)
  })

  it('that has no descriptors left resets new connections, and answers when some are closed', async () => {
    const culture = await startCulture()
    const gateway = await startLimitedProcess(
      GATEWAY,
      { PORT: '0', GATEWAY_SECRET: SECRET, SUBGRAPH_URLS: `culture=${culture.url}/graphql` },
      240,
    )
    leftOver.push(() => gateway.signal('SIGKILL'))
    const { ask } = createClient(gateway.url)
    await expect.poll(() => ask(MUSEUM), { timeout: 30_000 }).toEqual(ANSWERED)
    const { hostname, port } = new URL(gateway.url)
    const sockets = Array.from({ length: 300 }, () => connect(Number(port), hostname))
    leftOver.push(() => closeAll(sockets))
    const ends = await Promise.all(sockets.slice(200).map(untilEnded))
    expect(ends).toContain('ended by the gateway')
    closeAll(sockets)
    await expect
      .poll(() => createClient(gateway.url).ask(MUSEUM).catch(String), { timeout: 30_000 })
      .toEqual(ANSWERED)
    expect(await gateway.stop()).toBe(0)
  })

  it('ends at once by a second signal, with the requests that it waited for', async () => {
    const silent = await startHostileServer(null)
    leftOver.push(() => silent.stop())
    const gateway = await start(GATEWAY, { SUBGRAPH_URLS: `culture=${silent.url}/graphql` })
    const asking = createClient(gateway.url)
      .ask(MUSEUM)
      .catch(() => 'cut')
    await silent.untilAsked(1)
    gateway.signal('SIGTERM')
    await untilUnready(gateway.url)
    gateway.signal('SIGTERM')
    expect(await gateway.ended).toBe(1)
    expect(await asking).toBe('cut')
  })

  it('is not ended by an answer that nobody reads', async () => {
    const gateway = await start(GATEWAY, {})
    const { hostname, port } = new URL(gateway.url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.write('GET /schema.graphql HTTP/1.1\r\nhost: gateway\r\n\r\n'.repeat(50))
    socket.resetAndDestroy()
    expect((await createClient(gateway.url).send('/health/live')).status).toBe(200)
  })
})

describe('an audit trail', PATIENT, () => {
  const environment = async () => ({
    AUDIT_FILE: join(folder, 'audit.jsonl'),
    AUDIT_ON_FAILURE: 'refuse',
    DEVELOPMENT_TOKENS: 'true',
    DEVELOPMENT_KEY_FILE: join(folder, 'key.json'),
  })
  const askForPlate = async (url: string) => {
    const key = await loadDevelopmentKey(join(folder, 'key.json'))
    const token = await signDevelopmentToken(key, { subject: 'u-1', scopes: ['staff'], hours: 1 })
    return createClient(url).ask('{ bus(id: "S0001") { plate } }', {}, { authorization: `Bearer ${token}` })
  }

  it('of another process keeps a second one from starting, which says whose it is', async () => {
    const settings = await environment()
    await start(GATEWAY, settings)
    const { code, errorOutput } = await runProcess(GATEWAY, { PORT: '0', ...settings })
    expect([code, errorOutput]).toEqual([
      2,
      expect.stringMatching(
        /AUDIT_FILE: .*\(expected a file that no other process writes to; got .*, the one of process \d+ at /,
      ),
    ])
  })

  it('of a process that was killed is gone on with by the next one, with all that was answered', async () => {
    const settings = await environment()
    const first = await start(GATEWAY, settings)
    await askForPlate(first.url)
    first.signal('SIGKILL')
    await first.ended
    const second = await start(GATEWAY, settings)
    await askForPlate(second.url)
    expect(await second.stop()).toBe(0)
    expect((await readFile(settings.AUDIT_FILE, 'utf8')).trimEnd().split('\n')).toHaveLength(2)
    expect(await runAudit(['verify', settings.AUDIT_FILE], {})).toMatchObject({ exitCode: 0 })
  })

  it('on a full disk makes a gateway that refuses unready, with the reason', async () => {
    const settings = { ...(await environment()), AUDIT_FILE: '/dev/full', PORT: '0' }
    const log = createLog('test', 'silent')
    const gateway = await startGateway(readConfig(settings), log, new Map(), settings, planHere)
    leftOver.push(() => gateway.stop())
    await gateway.ready
    const { send } = createClient(gateway.url)
    expect((await send('/health/ready')).status).toBe(200)
    expect(await askForPlate(gateway.url)).toMatchObject({
      errors: [{ extensions: { code: 'AUDIT_UNAVAILABLE' } }],
    })
    const { status, body } = await send('/health/ready')
    expect([status, JSON.parse(body)]).toEqual([
      503,
      { status: 'not ready', reason: 'the audit trail cannot be written' },
    ])
  })
})

async function untilUnready(url: string): Promise<void> {
  const probe = () =>
    createClient(url)
      .send('/health/ready')
      .then(({ status }) => status === 503)
      .catch(() => true)
  await expect.poll(probe).toBe(true)
}

/** Whether it is closed by the other side soon: a connection that is accepted stays open. */
async function untilEnded(socket: Socket): Promise<string> {
  const ended = Promise.race([once(socket, 'close'), once(socket, 'error')]).then(
    () => 'ended by the gateway',
  )
  const stays = new Promise<string>((resolve) => setTimeout(resolve, 2_000, 'stays'))
  return Promise.race([ended, stays])
}

function closeAll(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.on('error', () => {}).destroy()
}
