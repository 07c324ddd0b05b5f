import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ask, isSameData } from '../kit/answers.mjs'
import { putUnderLoad, withPeer } from '../kit/contest.mjs'
import { printStandings } from '../kit/standings.mjs'
import { openStage } from '../kit/stage.mjs'
import { median } from '../kit/statistics.mjs'
import { printTable } from '../kit/table.mjs'
import { PEERS } from '../peers.mjs'
import { writeAsked } from './macaoDefault/asked.mjs'

const ENTRANTS = ['ours-default', 'apollo', 'apollo-cached-memory', 'hive-cached']
const SCENARIO = { name: 'macao', shared: true, anonymous: true }

export default {
  name: 'macao-default',
  about: 'what people ask of our own graph, each gateway with its cache: examples with arguments by Zipf',
  effort: { rounds: 3, seconds: 10, warmup: 10 },
  async measure(effort) {
    const stage = await openStage('macao')
    try {
      const entrants = PEERS.filter(({ name }) => (effort.peers ?? ENTRANTS).includes(name))
      const [first] = entrants
      const asked = await withPeer(stage, SCENARIO, first, undefined, ({ url }) => writeAsked(url))
      process.stderr.write(`${asked.bodies.length} different requests\n`)
      const known = new Map()
      for (const entrant of entrants)
        known.set(entrant, await readSizes(stage, entrant, asked, known.get(first)))
      const results = entrants.map(({ name }) => ({ peer: name, rounds: [] }))
      for (let round = 0; round < effort.rounds; round += 1)
        for (const [index, entrant] of entrants.entries()) {
          const load = await loadOnce(stage, entrant, asked, known.get(entrant).sizes, effort)
          process.stderr.write(
            `  ${entrant.name.padEnd(24)} ${load.perSecond.toFixed(1)}/s, ${load.failures} failed\n`,
          )
          results[index].rounds.push(load)
        }
      return { text: print(results, asked), data: { requests: asked.bodies.length, results } }
    } finally {
      await stage.close()
    }
  },
}

/** What a peer answers to each request, in a process that is not measured; the answers are those of the first. */
function readSizes(stage, entrant, { bodies }, reference) {
  return withPeer(stage, SCENARIO, entrant, undefined, async ({ url }) => {
    const answers = []
    for (const body of bodies) answers.push(await ask(url, body, ''))
    const wrong = answers.findIndex(({ data }, at) => reference && !isSameData(data, reference.answers[at]))
    if (wrong !== -1) throw new Error(`${entrant.name} answers otherwise: ${bodies[wrong].slice(0, 300)}`)
    return {
      answers: reference ? undefined : answers.map(({ data }) => data),
      sizes: answers.map(({ text }) => Buffer.byteLength(text)),
    }
  })
}

function loadOnce(stage, entrant, { bodies, weights }, sizes, effort) {
  return withPeer(stage, SCENARIO, entrant, undefined, ({ url, pid }) => {
    const askedFile = join(dirname(stage.supergraph), `${entrant.name}.json`)
    writeFileSync(askedFile, JSON.stringify({ bodies, weights, sizes }))
    return putUnderLoad(stage, SCENARIO, effort, { url, pid, askedFile })
  })
}

function print(results, { bodies }) {
  const ours = results.find(({ peer }) => peer === 'ours-default')
  const stock = results.find(({ peer }) => peer === 'apollo')
  const of = ({ rounds }, field) => median(rounds.map((round) => round[field]))
  const rows = results.map((result) => [
    result.peer,
    ours ? `${(of(ours, 'perSecond') / of(result, 'perSecond')).toFixed(1)} ×` : '–',
    stock ? `${((1 - of(result, 'callsPerAnswer') / of(stock, 'callsPerAnswer')) * 100).toFixed(1)} %` : '–',
  ])
  return [
    `${bodies.length} different requests. Spared: the calls of subgraphs that the stock gateway makes for an answer and this one does not.`,
    printTable(['peer', 'ours ÷ it', 'calls spared'], rows),
    printStandings(results),
  ].join('\n\n')
}
