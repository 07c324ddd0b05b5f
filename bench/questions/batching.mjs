import { readFileSync } from 'node:fs'
import { runContest } from '../kit/contest.mjs'
import { openStage } from '../kit/stage.mjs'
import { median, printNumber } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'
import { findCriticalPath } from './batching/criticalPath.mjs'

const EVEN = { users: 80, products: 80, reviews: 80, inventory: 80 }

/** Milliseconds by subgraph, or by a field that makes a request to its subgraph slow. */
const SETTINGS = {
  even: EVEN,
  'slow users': { ...EVEN, users: 320 },
  'slow products': { ...EVEN, products: 320 },
  'slow reviews': { ...EVEN, reviews: 320 },
  'slow inventory': { ...EVEN, inventory: 320 },
  'all unequal': { users: 60, products: 120, reviews: 180, inventory: 240 },
  'slow root field': { ...EVEN, 'products.topProducts': 320 },
  'slow required field': { ...EVEN, 'products.weight': 320 },
}

export default {
  name: 'batching',
  about:
    'whether fetches that travel together ever make one request wait longer, with slow and unequal subgraphs',
  effort: { rounds: 3, seconds: 5, warmup: 2, connections: 1 },
  async measure(effort) {
    const query = readFileSync(new URL('../graphs/shop/heavy.graphql', import.meta.url), 'utf8')
    const scenario = { name: 'heavy', query, variables: { first: 5 }, shared: false }
    const contests = []
    for (const [label, latency] of Object.entries(SETTINGS)) {
      process.stderr.write(`${label}\n`)
      contests.push({ label, ...(await askWithLatency(latency, scenario, effort)) })
    }
    return { text: print(contests), data: contests }
  },
}

async function askWithLatency(latency, scenario, effort) {
  const stage = await openStage('shop', latency)
  try {
    const path = findCriticalPath(readFileSync(stage.supergraph, 'utf8'), scenario.query, latency)
    const results = await runContest(stage, scenario, {
      peers: ['ours', 'engine', 'apollo', 'limit'],
      ...effort,
    })
    return { path, results }
  } finally {
    await stage.close()
  }
}

function print(contests) {
  const peers = contests[0].results.map(({ peer }) => peer)
  const rows = contests.map(({ label, path, results }) => [
    label,
    printNumber(path, 0),
    ...results.map((result) => printWait(result, path)),
  ])
  return [
    'The heavy query, one request at a time. The first figure is the longest chain of waits in the plan as the planner made it, every fetch on its own; beside it the median milliseconds of each peer, in brackets as a multiple of that chain.',
    printTable(['latencies', 'unbatched chain, ms', ...peers], rows),
  ].join('\n\n')
}

function printWait({ rounds, absent }, path) {
  if (absent || rounds.length === 0) return '–'
  const wait = median(rounds.map(({ p50 }) => p50))
  return `${printNumber(wait, 1)} (${printNumber(wait / path, 2)} ×)`
}
