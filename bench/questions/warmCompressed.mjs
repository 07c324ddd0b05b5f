import { printStandings } from '../kit/standings.mjs'
import { printSpread, spread } from '../kit/statistics.mjs'
import { askWarm } from './warm/stage.mjs'

const PLAIN = 'ours-cached'
const PEERS = [PLAIN, 'ours-cached-br', 'ours-cached-gzip']

export default {
  name: 'warm-compressed',
  about: 'what it costs to send a remembered answer compressed',
  async measure(effort) {
    // An answer that came with a token of its own is never compressed.
    const results = await askWarm({ ...effort, peers: effort.peers ?? PEERS }, undefined, true)
    return { text: `${printStandings(results)}\n\n${compareWithPlain(results)}`, data: results }
  },
}

/** Round by round, since what disturbs one round disturbs all of it. */
function compareWithPlain(results) {
  const plain = results.find(({ peer }) => peer === PLAIN)?.rounds ?? []
  const lines = results
    .filter(({ peer, rounds }) => peer !== PLAIN && rounds.length === plain.length)
    .map(({ peer, rounds }) => {
      const ratios = rounds.map((round, index) => round.cpuMsPerAnswer / plain[index].cpuMsPerAnswer)
      return `CPU of ${peer} ÷ that of ${PLAIN}: ${printSpread(spread(ratios), 2)}.`
    })
  return lines.join('\n')
}
