import { printStandings } from '../kit/standings.mjs'
import { askWarm } from './warm/stage.mjs'

const PEERS = ['ours', 'ours-cached', 'apollo-cached', 'hive-cached', 'constant']

export default {
  name: 'warm',
  about: 'the heavy query when every answer of the subgraphs is known',
  async measure(effort) {
    const results = await askWarm({ ...effort, peers: effort.peers ?? PEERS })
    return { text: printStandings(results), data: results }
  },
}
