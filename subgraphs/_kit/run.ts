import { createLog } from '../../kit/log.ts'
import { runProcess } from '../../kit/process.ts'
import { runsDirectly } from '../../kit/root.ts'
import { openHooks } from '../../kit/hooks/openHooks.ts'
import { announceChanges } from './changes.ts'
import { readSubgraphConfig } from './config.ts'
import { announceEvents } from './events/announceEvents.ts'
import { createClock } from './frozenClock.ts'
import { createEventTeller, createGatewayTeller } from './gatewayTeller.ts'
import { createSubgraph, type SubgraphDefinition, type SubgraphSource } from './subgraph.ts'
import { serveSubgraph } from './subgraphServer.ts'
import { tellFailingFeeds } from './tellFeeds.ts'
import { warnOfUnknownFeedVariables } from './unknownFeedVariables.ts'

/**
 * Serves the subgraph when its `server.ts` is what Node was told to run, configured by the environment; does nothing
 * when the file was only imported.
 */
export async function runSubgraph<S extends SubgraphSource, C extends object>(
  definition: SubgraphDefinition<S, C>,
  moduleUrl: string,
): Promise<void> {
  if (!runsDirectly(moduleUrl)) return
  const log = createLog(definition.name, process.env.LOG_LEVEL ?? 'info')
  await runProcess(log, async () => {
    const config = readSubgraphConfig(process.env, definition.name)
    // Loaded only where it is switched on.
    const tracing = config.otlp && (await import('./trace/tracing.ts')).startTracing(config.otlp, log)
    const subgraph = createSubgraph(definition, {
      environment: process.env,
      clock: createClock(process.env, log),
      random: Math.random,
      log,
      tracing,
    })
    const ids = subgraph.reports().map(({ id }) => id)
    warnOfUnknownFeedVariables(process.env, ids, log)
    const service = await serveSubgraph(subgraph, { ...config, log, tracing })
    const feeds = subgraph.reports().map(({ id, state, accepted }) => ({ id, state, accepted }))
    log.info({ url: service.url, feeds }, 'subgraph serves')
    // What an earlier process left may be older than what gateways keep: they are told at once.
    const readFirst = process.env.STATE_DIR ? Promise.resolve() : subgraph.tried()
    const announcements = readFirst.then(() =>
      config.gatewayUrls.map((url) =>
        announceChanges(subgraph, createGatewayTeller(url, config.gatewaySecrets), log),
      ),
    )
    const events = readFirst.then(() =>
      announceEvents(
        subgraph.topics,
        config.gatewayUrls.map((url) => createEventTeller(url, config.gatewaySecrets)),
        { subgraph: subgraph.name, stateDir: process.env.STATE_DIR, now: Date.now, log },
      ),
    )
    const hooks = openHooks(config.hooks, log)
    const stopLooking = tellFailingFeeds(subgraph, hooks)
    return {
      url: service.url,
      async stop() {
        stopLooking()
        await service.stop()
        await hooks.stop()
        await (await events).stop()
        await Promise.all((await announcements).map(({ stop }) => stop()))
        await tracing?.stop()
      },
    }
  })
}
