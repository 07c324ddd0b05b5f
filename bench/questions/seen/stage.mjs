import { once } from 'node:events'
import { Agent, createServer, request as httpRequest } from 'node:http'
import { devNull } from 'node:os'
import { WITHOUT_BUDGETS } from '../../kit/budgets.mjs'
import { importBuilt, requireItsPackage } from '../../kit/built.mjs'
import { announce, readSetting } from '../../kit/setting.mjs'
import { writeToken } from '../../kit/token.mjs'

/** Answers in one block, of which one variant after the other has its turn. */
const BLOCK = 200
const ABREAST = 8

const { supergraph, urls, query, variables, cacheSeconds, isShared, blocks } = readSetting()

const [{ readConfig }, { startGateway }, { keepNewObjectsYoung }] = await Promise.all(
  ['gateway/process/config/config', 'gateway/process/gateway', 'kit/process'].map(importBuilt),
)
const { pino } = requireItsPackage('pino')
keepNewObjectsYoung()

const collector = createServer((incoming, outgoing) => {
  incoming.resume()
  incoming.on('end', () => outgoing.end('{}'))
}).listen(0, '127.0.0.1')
await once(collector, 'listening')

const VARIANTS = {
  off: { LOG_LEVEL: 'silent', ACCESS_LOG_SAMPLE: '0' },
  usual: {},
  all: {
    METRICS: 'true',
    ACCESS_LOG_SAMPLE: '1',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.address().port}`,
    OTEL_TRACES_SAMPLER_ARG: '1',
  },
}

const agent = new Agent({ keepAlive: true, maxSockets: ABREAST })
let count = 0
const [off, ...others] = await Promise.all(Object.entries(VARIANTS).map(start))
const found = {}
// One beside the other without a third: what that leaves behind would be collected in the turn of either.
for (const other of others) found[other.name] = await compare(off.ask, other.ask)
announce(found)
process.exit(0)

/** Pairs of blocks, in which each comes first as often as the other. */
async function compare(askOff, askOther) {
  const pairs = []
  for (let block = -blocks / 4; block < blocks; block += 1) {
    const isFirst = block % 2 === 0
    const first = await takeBlock(isFirst ? askOff : askOther)
    const second = await takeBlock(isFirst ? askOther : askOff)
    if (block >= 0) pairs.push(isFirst ? { off: first, other: second } : { off: second, other: first })
  }
  return pairs
}

async function start([name, variant]) {
  const environment = {
    PORT: '0',
    SUPERGRAPH_FILE: supergraph,
    SUBGRAPH_URLS: Object.entries(urls)
      .map(([subgraph, url]) => `${subgraph}=${url}`)
      .join(),
    FORWARD_HEADERS: 'x-viewer',
    CACHE_DEFAULT_SECONDS: Object.keys(urls)
      .map((subgraph) => `${subgraph}=${cacheSeconds}`)
      .join(),
    MAX_COST: '10000000',
    ...WITHOUT_BUDGETS,
    ...variant,
  }
  // Standard output is how this process tells what it found.
  const log = pino({ level: variant.LOG_LEVEL ?? 'info' }, pino.destination({ dest: devNull, sync: true }))
  const { url, ready } = await startGateway(readConfig(environment), log, new Map(), environment)
  await ready
  return { name, ask: () => ask(url) }
}

/** Processor microseconds of this process for one answer, the client's part of it included. */
async function takeBlock(ask) {
  const begun = process.cpuUsage()
  let left = BLOCK
  await Promise.all(
    Array.from({ length: ABREAST }, async () => {
      while (left-- > 0) await ask()
    }),
  )
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / BLOCK
}

function ask(url) {
  const headers = {
    'content-type': 'application/json',
    'x-viewer': isShared ? 'all' : writeToken((count += 1)),
  }
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${url}/graphql`, { method: 'POST', agent, headers }, (answer) => {
      const chunks = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (answer.statusCode === 200 && !text.startsWith('{"errors"')) resolve()
        else reject(new Error(`Expected data; got ${answer.statusCode}: ${text.slice(0, 300)}`))
      })
    })
    sent.on('error', reject)
    sent.end(JSON.stringify({ query, variables }))
  })
}
