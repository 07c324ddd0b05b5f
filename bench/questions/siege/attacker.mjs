import { Agent, request } from 'node:http'
import { announce, readSetting } from '../../kit/setting.mjs'
import { ATTACKS } from './attacks.mjs'

/**
 * Attacks until it is killed, and tells whoever asks how it was answered: how often with which status.
 * @type {{ url: string, names: readonly string[], addresses: readonly string[], share: number }}
 */
const { url, names, addresses, share } = readSetting()

/** Who is refused tries again so soon; faster, it would only starve the load beside it. */
const AFTER_REFUSAL_MS = 100
const statuses = {}
let count = 0
let opened = 0

for (const attack of ATTACKS.filter(({ name }) => names.includes(name)))
  for (let index = 0; index < Math.max(1, Math.round(attack.connections * share)); index += 1)
    keepSending(attack)
process.on('message', () => process.send(statuses))
announce({})

async function keepSending({ make, everyMs = 0 }) {
  const localAddress = addresses[opened++ % addresses.length]
  const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress })
  for (;;) {
    const begun = performance.now()
    const status = await send(agent, make(process.pid * 1_000_000 + count++))
    statuses[status] = (statuses[status] ?? 0) + 1
    const pause = status === 200 || status === 400 ? 0 : AFTER_REFUSAL_MS
    await sleep(Math.max(pause, everyMs - (performance.now() - begun)))
  }
}

function send(agent, body) {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode))
      response.on('error', () => resolve('broken'))
    })
    sent.on('error', () => resolve('broken'))
    sent.end(body)
  })
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
