import { printStandings } from '../kit/standings.mjs'
import { askWarm } from './warm/stage.mjs'

const LATENCY = { users: 20, products: 20, inventory: 20, reviews: 20 }
const PEERS = ['ours', 'engine', 'ours-alone', 'ours-redis', 'ours-redis-alone', 'apollo-cached']

/** One client at a time shows what it waits for; many at once show what a processor has to do. */
const CONNECTIONS = [1, 50]

export default {
  name: 'warm-redis',
  about: 'the heavy query when Redis alone knows the answers of subgraphs that take 20 ms',
  async measure(effort) {
    const parts = []
    for (const connections of CONNECTIONS) {
      process.stderr.write(`${connections} connections\n`)
      const results = await askWarm({ ...effort, connections, peers: effort.peers ?? PEERS }, LATENCY)
      parts.push({ connections, results })
    }
    const text = parts.map(
      ({ connections, results }) => `Connections: ${connections}.\n\n${printStandings(results)}`,
    )
    return { text: text.join('\n\n'), data: parts }
  },
}
