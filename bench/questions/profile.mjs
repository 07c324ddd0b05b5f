import { readFileSync } from 'node:fs'
import { ask } from '../kit/answers.mjs'
import { putUnderLoad, withPeer } from '../kit/contest.mjs'
import { openStage } from '../kit/stage.mjs'
import { printTable } from '../kit/table.mjs'
import { PEERS } from '../peers.mjs'

const PROFILER = new URL('profile/profiler.mjs', import.meta.url).href
const SHOWN = 40

export default {
  name: 'profile',
  about: 'in which functions a gateway spends its time on the heavy query',
  effort: { peers: ['ours'], seconds: 10, warmup: 5 },
  async measure(effort) {
    const query = readFileSync(new URL('../graphs/shop/heavy.graphql', import.meta.url), 'utf8')
    const stage = await openStage('shop')
    const data = []
    try {
      for (const mode of effort.modes) {
        const scenario = { name: 'heavy', query, variables: { first: 5 }, shared: mode === 'shared' }
        for (const name of effort.peers) {
          process.stderr.write(`${name}, ${mode}\n`)
          data.push({ name, mode, functions: await profile(stage, scenario, name, effort) })
        }
      }
    } finally {
      await stage.close()
    }
    return { text: data.map(print).join('\n\n'), data }
  },
}

function profile(stage, scenario, name, effort) {
  const peer = PEERS.find((one) => one.name === name)
  const body = JSON.stringify({ query: scenario.query, variables: scenario.variables })
  return withPeer(
    stage,
    scenario,
    peer,
    undefined,
    async ({ url, pid, exchange }) => {
      const { text } = await ask(url, body)
      const loading = putUnderLoad(stage, scenario, effort, {
        url,
        pid,
        bodies: [body],
        sizes: [Buffer.byteLength(text)],
      })
      await sleep(effort.warmup)
      await exchange('start')
      await sleep(effort.seconds * 0.8)
      const functions = await exchange('stop')
      await loading
      return functions
    },
    ['--import', PROFILER],
  )
}

function print({ name, mode, functions }) {
  const rows = functions
    .slice(0, SHOWN)
    .map((one) => [`\`${one.name}\``, `${(one.share * 100).toFixed(1)} %`])
  return `## ${name}, ${mode}\n\n${printTable(['function', 'own time'], rows)}`
}

function sleep(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}
