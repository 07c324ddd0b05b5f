import { readExamples } from '../graphs/macao.mjs'
import { GATEWAY_CORE, startChild } from '../kit/child.mjs'
import { openStage } from '../kit/stage.mjs'
import { printSpread, spread } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'

const PLANNER = new URL('planning/planner.mjs', import.meta.url)

export default {
  name: 'planning',
  about: 'how long the first sight of each example costs: parse, validate, plan and compile',
  effort: { rounds: 5 },
  async measure({ rounds }) {
    const stage = await openStage('macao')
    const data = []
    try {
      for (const example of readExamples()) {
        process.stderr.write(`${example.name}\n`)
        data.push({ example: example.name, rounds: await planInFreshProcesses(stage, example, rounds) })
      }
    } finally {
      await stage.close()
    }
    return { text: print(data), data }
  },
}

async function planInFreshProcesses({ supergraph }, { query }, rounds) {
  const results = []
  for (let round = 0; round < rounds; round += 1) {
    const child = await startChild(PLANNER, { supergraph, query }, { core: GATEWAY_CORE })
    await child.stop()
    results.push(child.facts)
  }
  return results
}

function print(data) {
  const rows = data.map(({ example, rounds }) => {
    const over = (field) => printSpread(spread(rounds.map((round) => round[field])))
    return [example, over('snapshot'), over('first'), over('again'), String(rounds[0].calls)]
  })
  return [
    'Milliseconds. “Supergraph” reads the supergraph into a snapshot, once for each version. “First” is the very first operation of a process, in code that no one has run before; “again” the same operation on a new snapshot in warm code.',
    printTable(['example', 'supergraph', 'first', 'again', 'subgraph calls'], rows),
  ].join('\n\n')
}
