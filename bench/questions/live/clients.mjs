// node clients.mjs ADDRESS COUNT: that many SSE clients from two addresses, each on one of the topics. Says "ready", and on "report"
// what came since the last report: how many events, and how many milliseconds each took.
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'
import { MADE_FROM, SUBSCRIPTIONS } from './topics.mjs'

const [address, count] = process.argv.slice(2)
const agents = ['127.0.0.1', '127.0.0.2'].map(
  (localAddress) => new Agent({ maxSockets: Infinity, localAddress }),
)
let latencies = []
let lost = 0
let doubled = 0

/** Of one client: the number of the last event that it was told. */
function read(state, text) {
  for (const [, time, number] of text.matchAll(/^id: (\d+)-(\d+)\nevent: next$/gm)) {
    if (Number(number) < MADE_FROM) continue
    const counted = Number(number) - MADE_FROM
    latencies.push(Date.now() - Number(time))
    if (state.last !== undefined && counted > state.last + 1) lost += counted - state.last - 1
    if (state.last !== undefined && counted <= state.last) doubled++
    state.last = counted
  }
}

function open(index) {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ query: SUBSCRIPTIONS[index % SUBSCRIPTIONS.length].query })
    const headers = { accept: 'text/event-stream', 'content-type': 'application/json' }
    const asked = request(
      `${address}/graphql`,
      { method: 'POST', headers, agent: agents[index % 2] },
      (response) => {
        if (response.statusCode !== 200) return reject(new Error(`expected 200; got ${response.statusCode}`))
        const state = { last: undefined }
        let rest = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => {
          rest += chunk
          const end = rest.lastIndexOf('\n\n')
          if (end < 0) return
          read(state, rest.slice(0, end))
          rest = rest.slice(end + 2)
          resolve()
        })
        response.on('close', () => process.stdout.write('closed\n'))
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

const AT_ONCE = 200
for (let begun = 0; begun < Number(count); begun += AT_ONCE)
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, Number(count) - begun) }, (_, index) => open(begun + index)),
  )
process.stdout.write('ready\n')
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'report') break
  process.stdout.write(`${JSON.stringify({ latencies, lost, doubled })}\n`)
  latencies = []
}
process.exit()
