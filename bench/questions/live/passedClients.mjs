import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { announce, readSetting } from '../../kit/setting.mjs'
import { QUERY } from './prices.mjs'

/** So many SSE clients; at "report" what came since the last: how many events, and how many milliseconds each took. */
const { url, count } = readSetting()
const agent = new Agent({ maxSockets: Infinity })
let latencies = []
let lost = 0
let doubled = 0
/** Came with an error in place of the price. */
let failed = 0

function read(state, come) {
  for (const [, data] of come.matchAll(/^data: (\{.+)$/gm)) {
    const { at, number } = JSON.parse(data).data?.priceChanged ?? {}
    if (number === undefined) {
      failed++
      // It came, with an error: the next one shows no gap.
      if (state.last !== undefined) state.last++
      continue
    }
    latencies.push(Date.now() - at)
    if (state.last !== undefined && number > state.last + 1) lost += number - state.last - 1
    if (state.last !== undefined && number <= state.last) doubled++
    state.last = number
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/event-stream', 'content-type': 'application/json' }
    const asked = request(url, { method: 'POST', headers, agent }, (response) => {
      if (response.statusCode !== 200)
        return void text(response).then((body) =>
          reject(new Error(`expected 200; got ${response.statusCode}: ${body}`)),
        )
      const state = { last: undefined }
      let rest = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        rest += chunk
        const end = rest.lastIndexOf('\n\n')
        if (end < 0) return
        read(state, `${rest.slice(0, end)}\n`)
        rest = rest.slice(end + 2)
        if (state.last !== undefined) resolve()
      })
    })
    asked.on('error', reject)
    asked.end(JSON.stringify({ query: QUERY }))
  })
}

const AT_ONCE = 50
for (let begun = 0; begun < count; begun += AT_ONCE)
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - begun) }, open))
process.on('message', () => {
  process.send({ latencies, lost, doubled, failed })
  latencies = []
  lost = 0
  doubled = 0
  failed = 0
})
announce({ ready: true })
