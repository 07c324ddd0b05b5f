import { performance } from 'node:perf_hooks'
import { GATEWAY_CORE, startChild } from '../kit/child.mjs'
import { openStage } from '../kit/stage.mjs'
import { printSpread, spread } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'
import { PEERS } from '../peers.mjs'

/** One bureau is slow, and what it gives is deferred. */
const LATENCY = { reviews: 500 }
const FIELDS = 'topProducts(first: 5) { upc name price'
const LATER = 'reviews { id body }'
const DEFERRED = `{ ${FIELDS} ... @defer { ${LATER} } } }`
const WHOLE = `{ ${FIELDS} ${LATER} } }`
const USUAL = ['ours', 'apollo', 'hive-js', 'hive-rust-default']
/** Apollo Server asks for this spelling, which is of August 2022; the others know it too. */
const ACCEPTS = ['multipart/mixed', 'multipart/mixed;deferSpec=20220824'].map(
  (parts) => `${parts}, application/json`,
)

export default {
  name: 'parts',
  about: 'how soon the first part of an answer comes while one subgraph takes 500 ms',
  effort: { rounds: 20 },
  async measure({ rounds, peers = USUAL }) {
    const stage = await openStage('shop', LATENCY)
    try {
      const results = []
      for (const peer of PEERS.filter(({ name }) => peers.includes(name)))
        results.push({ peer: peer.name, ...(await measurePeer(stage, peer, rounds)) })
      return { text: print(results), data: results }
    } finally {
      await stage.close()
    }
  },
}

async function measurePeer(stage, { file, options }, rounds) {
  const setting = { supergraph: stage.supergraph, subgraphs: stage.urls, tellsParts: true, ...options }
  const child = await startChild(new URL(`../peers/${file}`, import.meta.url), setting, {
    core: GATEWAY_CORE,
  })
  const { url } = child.facts
  try {
    const accept = await findAccept(url)
    // Plans are made, and the first round is nobody's.
    await ask(url, WHOLE, 'application/json')
    const whole = await repeat(rounds, () => ask(url, WHOLE, 'application/json'))
    if (accept === undefined)
      return { whole: spread(whole.map(({ end }) => end)), refusal: await findRefusal(url) }
    const parted = await repeat(rounds, () => ask(url, DEFERRED, accept))
    return {
      first: spread(parted.map(({ first }) => first)),
      end: spread(parted.map(({ end }) => end)),
      whole: spread(whole.map(({ end }) => end)),
    }
  } finally {
    await child.stop()
  }
}

/** By which it answers in parts; undefined where it does by none. */
async function findAccept(url) {
  for (const accept of ACCEPTS) {
    const { type, text } = await ask(url, DEFERRED, accept)
    if (type.startsWith('multipart/mixed') && text.includes('"body"')) return accept
  }
  return undefined
}

async function findRefusal(url) {
  const { text } = await ask(url, DEFERRED, ACCEPTS[0])
  const { errors } = JSON.parse(text)
  return errors?.[0]?.message ?? 'it answers in one part'
}

async function repeat(rounds, act) {
  const results = []
  for (let round = 0; round < rounds; round++) results.push(await act())
  return results
}

/** When the first data came, and when all had. */
async function ask(url, query, accept) {
  const begun = performance.now()
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  })
  const decoder = new TextDecoder()
  let text = ''
  let first
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true })
    if (first === undefined && text.includes('"data"')) first = performance.now() - begun
  }
  return { type: response.headers.get('content-type') ?? '', text, first, end: performance.now() - begun }
}

function print(results) {
  return [
    `The five top products at once and their reviews by \`@defer\`, one client, ${Object.values(LATENCY)[0]} ms for reviews; milliseconds, medians with the least and the greatest. "Whole" is the same question without \`@defer\`.`,
    printTable(
      ['gateway', 'first part', 'last part', 'whole'],
      results.map(({ peer, first, end, whole }) => [
        peer,
        first === undefined ? 'none' : printSpread(first),
        end === undefined ? 'none' : printSpread(end),
        printSpread(whole),
      ]),
    ),
    ...results.flatMap(({ peer, refusal }) => (refusal === undefined ? [] : [`\`${peer}\`: ${refusal}`])),
  ].join('\n\n')
}
