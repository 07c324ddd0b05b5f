import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { readExamples } from '../graphs/macao.mjs'
import { writeWideOperations } from '../graphs/wide.mjs'
import { ask } from '../kit/answers.mjs'
import { OTHER_CORE, startChild } from '../kit/child.mjs'
import { withPeer } from '../kit/contest.mjs'
import { openStage } from '../kit/stage.mjs'
import { printSpread, spread } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'
import { PEERS } from '../peers.mjs'

const LOAD = new URL('../kit/load.mjs', import.meta.url)
const OPERATIONS = 200
/** A process that has nothing to spare would show how busy it is, and not how long a swap holds it. */
const PAUSE_MS = 20
const STAGES = [
  { address: 'macao', operations: varyExamples },
  { address: 'wide?types=600', operations: () => writeWideOperations(OPERATIONS) },
]

export default {
  name: 'swap',
  about: 'how long requests wait, and whether one is lost, while a new supergraph takes the place of the old',
  effort: { rounds: 5, seconds: 8, warmup: 3, connections: 10 },
  async measure(effort) {
    const data = []
    for (const { address, operations } of STAGES) {
      const stage = await openStage(address)
      try {
        for (let round = 0; round < effort.rounds; round += 1) {
          process.stderr.write(`${address}, round ${round + 1}\n`)
          for (const swaps of [false, true])
            data.push({ address, swaps, ...(await measureOnce(stage, operations(), swaps, effort)) })
        }
      } finally {
        await stage.close()
      }
    }
    return { text: print(data, effort), data }
  },
}

/** As many texts as are warmed, all different and each as costly as an example. */
function varyExamples() {
  const examples = readExamples()
  return Array.from(
    { length: OPERATIONS },
    (_, index) => `# ${index}\n${examples[index % examples.length].query}`,
  )
}

/** The load is the same whether the supergraph changes in its midst or not, so that what the swap costs is seen. */
async function measureOnce(stage, operations, swaps, effort) {
  const peer = PEERS.find(({ name }) => name === 'ours')
  return withPeer(stage, { name: 'swap' }, peer, undefined, async ({ url, pid }) => {
    const bodies = operations.map((query) => JSON.stringify({ query }))
    for (const body of bodies) await ask(url, body, '')
    const asked = bodies.slice(0, effort.connections)
    const setting = {
      url,
      bodies: asked,
      gateway: pid,
      shared: true,
      anonymous: true,
      pauseMs: PAUSE_MS,
      ...effort,
    }
    const loading = startChild(LOAD, setting, {
      core: OTHER_CORE,
      waitMs: (effort.warmup + effort.seconds + 60) * 1000,
    })
    await sleep(effort.warmup + 2)
    const took = swaps ? await swap(stage, url) : undefined
    const load = await loading
    await load.stop()
    const { longest, p50, p99, answers, failures } = load.facts
    return { longest, p50, p99, answers, failures, took }
  })
}

/** Milliseconds from the new file to the first answer by the new version. */
async function swap({ supergraph }, url) {
  const before = await readVersion(url)
  const begun = performance.now()
  const text = readFileSync(supergraph, 'utf8')
  writeFileSync(`${supergraph}.new`, `${text}\n# ${Date.now()}`)
  renameSync(`${supergraph}.new`, supergraph)
  while ((await readVersion(url)) === before) await sleep(0.1)
  return performance.now() - begun
}

async function readVersion(url) {
  const answer = await fetch(new URL('/status.json', url))
  return (await answer.json()).supergraph.id
}

function print(data, { connections }) {
  const rows = STAGES.flatMap(({ address }) =>
    [false, true].map((swaps) => {
      const rounds = data.filter((one) => one.address === address && one.swaps === swaps)
      const over = (field) => printSpread(spread(rounds.map((round) => round[field])), 0)
      return [
        address,
        swaps ? 'yes' : 'no',
        over('longest'),
        over('p99'),
        over('p50'),
        swaps ? over('took') : '–',
        String(rounds.reduce((sum, { failures }) => sum + failures, 0)),
      ]
    }),
  )
  return [
    `${OPERATIONS} operations, all known before and warmed for the new version; ${connections} of them are asked again and again, each on a connection of its own, ${PAUSE_MS} ms after its last answer. The gateway, its planner's thread included, has one core.`,
    printTable(
      ['graph', 'swap', 'longest answer, ms', 'p99 ms', 'p50 ms', 'swapped after, ms', 'failed'],
      rows,
    ),
  ].join('\n\n')
}

function sleep(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}
