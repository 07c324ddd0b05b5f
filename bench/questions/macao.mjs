import { readExamples } from '../graphs/macao.mjs'
import { printComparison } from '../kit/comparison.mjs'
import { runContest } from '../kit/contest.mjs'
import { openStage } from '../kit/stage.mjs'

const PEERS = ['ours', 'engine', 'apollo', 'hive-rust-default']

export default {
  name: 'macao',
  about: 'the questions in examples/ over the whole graph',
  effort: { rounds: 2, seconds: 4, warmup: 3 },
  async measure(effort) {
    const stage = await openStage('macao')
    const parts = []
    try {
      for (const mode of effort.modes) {
        const contests = await askExamples(stage, mode === 'shared', { peers: PEERS, ...effort })
        parts.push({ mode, contests, text: `## ${mode}\n\n${printComparison('example', contests)}` })
      }
    } finally {
      await stage.close()
    }
    return {
      text: parts.map(({ text }) => text).join('\n\n'),
      data: parts.map(({ mode, contests }) => ({ mode, contests })),
    }
  },
}

async function askExamples(stage, shared, effort) {
  const contests = []
  for (const { name, query } of readExamples()) {
    process.stderr.write(`${name}, ${shared ? 'shared' : 'unshared'}\n`)
    const results = await runContest(stage, { name: 'macao', query, variables: {}, shared }, effort)
    contests.push({ label: name, results })
  }
  return contests
}
