import { askShop } from './shop.mjs'

const PEERS = ['ours', 'ours-cached', 'constant']

export default {
  name: 'warm',
  about: 'the heavy query when every answer of the subgraphs is known',
  measure: (effort) =>
    askShop('heavy', { first: 5 }, { ...effort, peers: effort.peers ?? PEERS, modes: ['shared'] }),
}
