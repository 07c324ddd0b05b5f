import { createFan } from './fan.mjs'
import { createMacao } from './macao.mjs'
import { createShop } from './shop/graph.mjs'
import { createWide } from './wide.mjs'

/**
 * The graph of a name such as `shop` or `fan?subgraphs=20`; the same text gives the same graph in any process.
 * @param {string} address
 * @returns {Promise<import('./graph.mjs').Graph>}
 */
export async function openGraph(address) {
  const [name, query] = address.split('?')
  const options = Object.fromEntries(new URLSearchParams(query))
  switch (name) {
    case 'shop':
      return createShop()
    case 'fan':
      return createFan({ subgraphs: Number(options.subgraphs) })
    case 'wide':
      return createWide({ types: Number(options.types) })
    case 'macao':
      return createMacao()
    default:
      throw new Error(`Expected a graph named shop, fan, wide or macao, got "${name}".`)
  }
}
