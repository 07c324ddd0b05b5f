import { writeFanOperation } from '../graphs/fan.mjs'
import { runContest } from '../kit/contest.mjs'
import { printComparison } from '../kit/comparison.mjs'
import { openStage } from '../kit/stage.mjs'
import { MAIN_PEERS } from '../peers.mjs'

const COUNTS = [2, 5, 10, 20]
const ENTITIES = 10

export default {
  name: 'subgraphs',
  about: `how cost grows from 2 to 20 subgraphs, each adding a field to ${ENTITIES} entities`,
  effort: { rounds: 3, seconds: 5, warmup: 3 },
  async measure(effort) {
    const contests = []
    for (const subgraphs of COUNTS) {
      process.stderr.write(`${subgraphs} subgraphs\n`)
      const results = await askFan(subgraphs, { peers: MAIN_PEERS, ...effort })
      contests.push({ label: String(subgraphs), results })
    }
    return { text: printComparison('subgraphs', contests), data: contests }
  },
}

async function askFan(subgraphs, effort) {
  const stage = await openStage(`fan?subgraphs=${subgraphs}`)
  const query = writeFanOperation({ subgraphs })
  try {
    return await runContest(
      stage,
      { name: 'fan', query, variables: { count: ENTITIES }, shared: false },
      effort,
    )
  } finally {
    await stage.close()
  }
}
