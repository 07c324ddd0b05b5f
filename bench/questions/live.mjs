import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { printNumber } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'
import { readCpuSeconds, readMemory } from '../kit/vitals.mjs'
import { measurePassed } from './live/passed.mjs'
import { MADE_FROM, SUBSCRIPTIONS } from './live/topics.mjs'

const CLIENTS = 10_000
const EVENTS_PER_SECOND = 10
const SECRET = 'a secret of the bench'
const KIB_PER_MIB = 1_024

export default {
  name: 'live',
  about: `how ${CLIENTS.toLocaleString('en')} subscriptions are told of ${EVENTS_PER_SECOND} events a second`,
  effort: { seconds: 20 },
  async measure({ seconds }) {
    const topics = await measureTopics(seconds)
    const passed = await measurePassed(seconds)
    return { text: `${topics.text}\n\n${passed.text}`, data: { ...topics.data, passed: passed.data } }
  },
}

async function measureTopics(seconds) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-live-'))
  const gateway = await startGateway(folder)
  try {
    return await measureGateway(gateway, seconds)
  } finally {
    gateway.process.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureGateway({ address, process: { pid } }, seconds) {
  const tell = createTeller(address)
  // What is loaded at the first event is not a client's.
  const first = await startClients(address, SUBSCRIPTIONS.length)
  await tell()
  await sleep(1_000)
  const before = readMemory(pid)
  const clients = await startClients(address, CLIENTS)
  await sleep(2_000)
  const memory = ((readMemory(pid) - before) * KIB_PER_MIB) / CLIENTS
  await clients.report()
  const begun = readCpuSeconds(pid)
  for (let made = 0; made < seconds * EVENTS_PER_SECOND; made++) {
    await tell()
    await sleep(1_000 / EVENTS_PER_SECOND)
  }
  await sleep(1_000)
  const cpu = readCpuSeconds(pid) - begun
  const { latencies, lost, doubled } = await clients.report()
  clients.stop()
  first.stop()
  latencies.sort((a, b) => a - b)
  const data = {
    clients: CLIENTS,
    delivered: latencies.length,
    expected: (seconds * EVENTS_PER_SECOND * CLIENTS) / SUBSCRIPTIONS.length,
    lost,
    doubled,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpuMicroseconds: (cpu * 1e6) / latencies.length,
    kibPerClient: memory,
  }
  return { text: print(data), data }
}

/** The whole system as `npm start` runs it, with limits that let so many clients in. */
function startGateway(folder) {
  const started = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../dist/gateway/allInOne.js', import.meta.url))],
    {
      env: {
        ...process.env,
        PORT: '0',
        HOST: '127.0.0.1',
        STATE_DIR: folder,
        EXPLORER: 'false',
        GATEWAY_SECRET: SECRET,
        MAX_CONNECTIONS: '50000',
        MAX_SUBSCRIPTIONS_PER_CLIENT: '50000',
        BUDGETS: 'anonymous=100000000000:100000000',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  return new Promise((resolve, reject) => {
    started.once('exit', () => reject(new Error('the gateway ended before it answered')))
    createInterface({ input: started.stdout }).on('line', (line) => {
      const address = /(http:\/\/[^/\s]+)\/graphql/.exec(line)?.[1]
      if (address !== undefined) resolve({ address, process: started })
    })
  })
}

async function startClients(address, count) {
  const script = fileURLToPath(new URL('live/clients.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, address, String(count)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const read = async () => (await lines.next()).value
  const word = await read()
  if (word !== 'ready') throw new Error(`expected all clients to be ready; got ${word}`)
  return {
    async report() {
      child.stdin.write('report\n')
      return JSON.parse(await read())
    },
    stop: () => child.kill(),
  }
}

/** Tells of one change, of each topic in its turn. */
function createTeller(address) {
  const last = new Map()
  const numbers = new Map()
  let turn = 0
  return async () => {
    const { subgraph, topic, key } = SUBSCRIPTIONS[turn++ % SUBSCRIPTIONS.length]
    const number = (numbers.get(topic) ?? MADE_FROM) + 1
    numbers.set(topic, number)
    const id = `${Date.now()}-${number}`
    const body = { subgraph, topic, after: last.get(topic) ?? '0-0', events: [{ id, key, attributes: {} }] }
    last.set(topic, id)
    const response = await fetch(`${address}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-gateway-secret': SECRET },
      body: JSON.stringify(body),
    })
    if (response.status !== 200) throw new Error(`expected 200; got ${response.status}`)
  }
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

function print({ clients, delivered, expected, lost, doubled, p50, p99, cpuMicroseconds, kibPerClient }) {
  return [
    `${clients.toLocaleString('en')} SSE clients from two addresses at one gateway process, on ${SUBSCRIPTIONS.length} topics in equal parts; the gateway executes the operation once for each event. The clients and the gateway share this machine.`,
    printTable(
      [
        'delivered',
        'expected',
        'lost',
        'doubled',
        'p50 ms',
        'p99 ms',
        'CPU us for each',
        'KiB for each client',
      ],
      [
        [
          delivered.toLocaleString('en'),
          expected.toLocaleString('en'),
          String(lost),
          String(doubled),
          printNumber(p50, 0),
          printNumber(p99, 0),
          printNumber(cpuMicroseconds, 1),
          printNumber(kibPerClient, 1),
        ],
      ],
    ),
  ].join('\n\n')
}
