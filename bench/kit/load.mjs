import { readFileSync } from 'node:fs'
import { keepAsking } from './connection.mjs'
import { createDraw } from './draw.mjs'
import { announce, readSetting } from './setting.mjs'
import { writeToken } from './token.mjs'
import { readCpuSeconds, readPeakMemory } from './vitals.mjs'

/**
 * The load: some connections, each asking again as soon as it is answered (or after a pause), for a warm-up and then a measured window.
 * Several bodies are spread over the connections or, with `weights`, drawn by them for each request anew. Where the right
 * answers' sizes are known, another size is a failure. `askedFile` holds bodies, weights and sizes that are too many for an
 * argument.
 * @type {{ url: string, bodies: readonly string[], weights?: readonly number[], sizes?: readonly number[], coding?: string, connections: number, warmup: number,
 *          seconds: number, shared: boolean, anonymous?: boolean, askedFile?: string, pauseMs?: number, gateway: number, subgraphs?: number, callsUrl?: string }}
 */
const given = readSetting()
const setting = { ...given, ...(given.askedFile && JSON.parse(readFileSync(given.askedFile, 'utf8'))) }

const latencies = []
let failures = 0
let measuring = false
let token = 0

const draw = setting.weights && createDraw(setting.weights)
const requests = setting.bodies.map(buildRequest)

for (let index = 0; index < setting.connections; index += 1) {
  let which = index % setting.bodies.length
  // A connection that stamps tokens into a request has that request to itself.
  const own = draw ? undefined : buildRequest(setting.bodies[which])
  const nextRequest = () => {
    if (draw) which = draw()
    return stampToken(own ?? requests[which])
  }
  keepAsking(new URL(setting.url), nextRequest, {
    pauseMs: setting.pauseMs,
    onAnswer: (status, bytes, ms) => note(status === 200 && (setting.sizes?.[which] ?? bytes) === bytes, ms),
  })
}
await sleep(setting.warmup)
const before = await takeStock()
measuring = true
await sleep(setting.seconds)
measuring = false
const after = await takeStock()
announce(summarise(before, after))
process.exit(0)

function buildRequest(body) {
  const { pathname, host } = new URL(setting.url)
  const lines = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    'accept: application/json',
    ...(setting.coding ? [`accept-encoding: ${setting.coding}`] : []),
    ...(setting.anonymous ? [] : [`authorization: Bearer ${writeToken(0)}`]),
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** Unshared: no two requests bear the same token, so no gateway may join the calls that they cause. */
function stampToken(request) {
  if (setting.shared) return request
  token += 1
  request.latin1Write(writeToken(token), request.indexOf('Bearer ') + 7)
  return request
}

function note(isRight, ms) {
  if (!measuring) return
  if (isRight) latencies.push(ms)
  else failures += 1
}

async function takeStock() {
  return {
    calls: await countCalls(),
    at: performance.now(),
    gateway: readCpuSeconds(setting.gateway),
    others: readCpuSeconds(process.pid) + (setting.subgraphs ? readCpuSeconds(setting.subgraphs) : 0),
  }
}

async function countCalls() {
  if (!setting.callsUrl) return 0
  const answer = await fetch(setting.callsUrl)
  return Object.values(await answer.json()).reduce((sum, count) => sum + count, 0)
}

function summarise(before, after) {
  const seconds = (after.at - before.at) / 1000
  const answers = latencies.length
  latencies.sort((a, b) => a - b)
  return {
    answers,
    failures,
    perSecond: answers / seconds,
    p50: latencies[Math.floor(answers * 0.5)],
    p99: latencies[Math.floor(answers * 0.99)],
    longest: latencies.at(-1),
    callsPerAnswer: (after.calls - before.calls) / answers,
    cpuMsPerAnswer: ((after.gateway - before.gateway) * 1000) / answers,
    gatewayBusy: (after.gateway - before.gateway) / seconds,
    othersBusy: (after.others - before.others) / seconds,
    peakMemory: readPeakMemory(setting.gateway),
  }
}

function sleep(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}
