import type { Log } from '../../kit/log.ts'
import type { CurrentGraph } from '../graph/currentGraph.ts'
import type { Graph } from '../graph/graph.ts'
import type { Transports } from '../subgraphs/transports.ts'
import type { Config } from './config/config.ts'

/** Has subgraphs called where the supergraph of the day says, and logs which of them are not called as they might be. */
export function followSupergraph(
  graphs: CurrentGraph,
  transports: Transports,
  config: Pick<Config, 'namedSubgraphs'>,
  log: Log,
): void {
  const take = ({ addresses }: Graph): void => {
    transports.follow(addresses.published)
    warnOfNames(addresses, transports, config, log)
  }
  take(graphs.current())
  graphs.onSwap(take)
}

function warnOfNames(
  { published, doubled }: Graph['addresses'],
  transports: Transports,
  { namedSubgraphs }: Pick<Config, 'namedSubgraphs'>,
  log: Log,
): void {
  const unknown = [...namedSubgraphs].filter((name) => !published.has(name))
  if (unknown.length > 0)
    log.warn(
      { subgraphs: unknown, of: [...published.keys()] },
      'the settings name subgraphs that the supergraph has not',
    )
  if (doubled.length > 0)
    log.warn(
      { subgraphs: doubled },
      'the supergraph has several subgraphs of one name; the first address counts',
    )
  const missing = [...published.keys()].filter((name) => transports.addressOf(name) === 'none')
  if (missing.length > 0)
    log.warn({ subgraphs: missing }, 'subgraphs without an address in the settings or the supergraph')
  for (const [subgraph, url] of published)
    if (transports.addressOf(subgraph) === 'supergraph, not listed')
      log.warn(
        { subgraph, origin: new URL(url).origin },
        'a subgraph is called without secret, certificate and headers of clients: the settings do not list its origin',
      )
}
