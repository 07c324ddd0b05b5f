import { keepAsking } from './connection.mjs'
import { announce, readSetting } from './setting.mjs'
import { readCpuSeconds, readPeakMemory } from './vitals.mjs'

/**
 * The load: some connections, each asking again as soon as it is answered, for a warm-up and then a measured window.
 * @type {{ url: string, body: string, connections: number, warmup: number, seconds: number, shared: boolean,
 *          bodyBytes: number, gateway: number, subgraphs: number, callsUrl: string }}
 */
const setting = readSetting()
const TOKEN_DIGITS = 12

const latencies = []
let failures = 0
let measuring = false
let token = 0

for (let index = 0; index < setting.connections; index += 1) {
  keepAsking(new URL(setting.url), buildRequest(), { beforeSend: stampToken, onAnswer: note })
}
await sleep(setting.warmup)
const before = await takeStock()
measuring = true
await sleep(setting.seconds)
measuring = false
const after = await takeStock()
announce(summarise(before, after))
process.exit(0)

function buildRequest() {
  const { pathname, host } = new URL(setting.url)
  const lines = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    'accept: application/json',
    `authorization: Bearer ${'0'.repeat(TOKEN_DIGITS)}`,
    `content-length: ${Buffer.byteLength(setting.body)}`,
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${setting.body}`)
}

/** Unshared: no two requests bear the same token, so no gateway may join the calls that they cause. */
function stampToken(request) {
  if (setting.shared) return
  token += 1
  const at = request.indexOf('Bearer ') + 7
  request.latin1Write(String(token).padStart(TOKEN_DIGITS, '0'), at)
}

function note(status, bodyBytes, ms) {
  if (!measuring) return
  if (status !== 200 || bodyBytes !== setting.bodyBytes) failures += 1
  else latencies.push(ms)
}

async function takeStock() {
  const calls = await fetch(setting.callsUrl).then((answer) => answer.json())
  return {
    at: performance.now(),
    calls: Object.values(calls).reduce((sum, count) => sum + count, 0),
    gateway: readCpuSeconds(setting.gateway),
    others: readCpuSeconds(setting.subgraphs) + readCpuSeconds(process.pid),
  }
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
