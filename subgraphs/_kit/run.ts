import { pathToFileURL } from 'node:url'
import { createLog } from '../../kit/log.ts'
import { stopOnSignals } from '../../kit/signals.ts'
import { readSubgraphConfig } from './config.ts'
import { createSubgraph, type SubgraphDefinition, type SubgraphSource } from './subgraph.ts'
import { serveSubgraph } from './subgraphServer.ts'

/**
 * Serves the subgraph when its `server.ts` is what Node was told to run, configured by the environment; does nothing
 * when the file was only imported.
 */
export async function runSubgraph<S extends SubgraphSource, C extends object>(
  definition: SubgraphDefinition<S, C>,
  moduleUrl: string,
): Promise<void> {
  if (process.argv[1] === undefined || pathToFileURL(process.argv[1]).href !== moduleUrl) return
  const config = readSubgraphConfig(process.env)
  const log = createLog(definition.name, config.logLevel)
  const subgraph = createSubgraph(definition, {
    environment: process.env,
    clock: () => new Date(),
    random: Math.random,
    log,
  })
  const service = await serveSubgraph(subgraph, { ...config, log })
  log.info(
    {
      url: service.url,
      feeds: subgraph.reports().map(({ id, state, accepted }) => ({ id, state, accepted })),
    },
    'subgraph serves',
  )
  stopOnSignals(log, () => service.stop())
}
