import { Agent, request } from 'node:http'
import { announce, readSetting } from '../../kit/setting.mjs'

/**
 * Quiet clients: each has a connection of its own and asks something small some times a second. Two messages begin and end
 * the measured time.
 * @type {{ url: string, clients: number, everyMs: number }}
 */
const { url, clients, everyMs } = readSetting()

const PATIENCE_MS = 10_000
const BODIES = ['mam', 'macao-museum', 'maritime'].map((id) =>
  JSON.stringify({
    query:
      'query($id: ID!) { museum(id: $id) { name { zh pt } place { id nearbyStops(first: 2) { metres stop { id name { zh } } } } } }',
    variables: { id },
  }),
)

let latencies = []
let failures = {}
let isMeasuring = false

for (let index = 0; index < clients; index += 1)
  setTimeout(() => void keepAsking(index), (index * everyMs) / clients)
process.on('message', (message) => {
  isMeasuring = message === 'begin'
  process.send(isMeasuring ? {} : summarise())
})
announce({})

async function keepAsking(index) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let round = index; ; round += 1) {
    const begun = performance.now()
    const answer = await ask(agent, BODIES[round % BODIES.length])
    const took = performance.now() - begun
    if (isMeasuring) note(answer, took)
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, everyMs - took)))
  }
}

function note(answer, took) {
  latencies.push(took)
  if (answer !== 'right') failures[answer] = (failures[answer] ?? 0) + 1
}

function ask(agent, body) {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method: 'POST', agent, headers, timeout: PATIENCE_MS }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part) => (text += part))
      response.on('end', () => resolve(judge(response.statusCode, text)))
      response.on('error', () => resolve('broken'))
    })
    sent.on('timeout', () => sent.destroy(new Error('slow')))
    sent.on('error', ({ message }) => resolve(message === 'slow' ? `over ${PATIENCE_MS} ms` : 'broken'))
    sent.end(body)
  })
}

function judge(status, text) {
  if (status !== 200) return `${status}`
  const { data, errors } = JSON.parse(text)
  if (errors !== undefined) return errors[0].extensions?.code ?? 'errors'
  return data?.museum === undefined ? 'no data' : 'right'
}

function summarise() {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (part) => sorted[Math.floor(sorted.length * part)]
  const summary = { requests: sorted.length, p50: at(0.5), p99: at(0.99), worst: sorted.at(-1), failures }
  latencies = []
  failures = {}
  return summary
}
