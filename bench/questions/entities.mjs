import { writeFanOperation } from '../graphs/fan.mjs'
import { runContest } from '../kit/contest.mjs'
import { printComparison } from '../kit/comparison.mjs'
import { openStage } from '../kit/stage.mjs'
import { MAIN_PEERS } from '../peers.mjs'

const COUNTS = [1, 10, 100, 1000]

export default {
  name: 'entities',
  about: 'how cost grows from 1 to 1,000 entities joined over two subgraphs',
  effort: { rounds: 3, seconds: 5, warmup: 3 },
  async measure(effort) {
    const stage = await openStage('fan?subgraphs=2')
    const query = writeFanOperation({ subgraphs: 2 })
    const contests = []
    try {
      for (const count of COUNTS) {
        process.stderr.write(`${count} entities\n`)
        const scenario = { name: 'fan', query, variables: { count }, shared: false }
        const results = await runContest(stage, scenario, { peers: MAIN_PEERS, ...effort })
        contests.push({ label: String(count), results })
      }
    } finally {
      await stage.close()
    }
    return { text: printComparison('entities', contests), data: contests }
  },
}
