import { startPlannerWorker } from '../../engine/index.ts'
import { createDeadlines } from '../../kit/concurrency/deadlines.ts'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { ConfigError, type Environment } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'
import { keepGraph, type CurrentGraph } from '../graph/currentGraph.ts'
import { openSupergraphSource } from '../graph/openSupergraphSource.ts'
import { createTransports, type LocalTransports } from '../subgraphs/transports.ts'
import { openMapGround } from '../pages/mapGround/openMapGround.ts'
import type { Config } from './config/config.ts'
import { followSupergraph } from './followSupergraph.ts'
import { createConfiguredIdentify } from './trust.ts'

/** Opens what the settings refer to, and starts nothing. Rejects with a ConfigError that has all that cannot be used. */
export async function checkConfig(
  config: Config,
  log: Log,
  local: LocalTransports,
  environment: Environment,
): Promise<void> {
  const surroundings = {
    scheduler: createScheduler(),
    deadlines: createDeadlines(),
    onCircuitChange: () => {},
    onCall: () => {},
  }
  const checks = await Promise.allSettled([
    loadGraph(config, log),
    Promise.resolve().then(() => createTransports(config, local, undefined, surroundings)),
    createConfiguredIdentify(config, environment, log),
    checkMapGround(config.mapGround),
  ])
  const [graphs, transports] = checks
  if (graphs.status === 'fulfilled' && transports.status === 'fulfilled')
    followSupergraph(graphs.value, transports.value, config, log)
  if (graphs.status === 'fulfilled') await graphs.value.stop()
  if (transports.status === 'fulfilled') await transports.value.close()
  const reasons = checks.flatMap((check): unknown[] => (check.status === 'rejected' ? [check.reason] : []))
  const problems = reasons.flatMap((reason) => {
    if (!(reason instanceof ConfigError)) throw reason
    return reason.problems
  })
  if (problems.length > 0) throw new ConfigError(problems)
}

async function checkMapGround(path: string | undefined): Promise<void> {
  if (path !== undefined) await (await openMapGround(path)).close()
}

async function loadGraph(config: Config, log: Log): Promise<CurrentGraph> {
  const fetch = () => Promise.reject(new Error('a check calls no subgraph'))
  const graphs = await keepGraph(openSupergraphSource(config, log), config, {
    fetch,
    startPlanner: startPlannerWorker,
    log,
  })
  try {
    await graphs.ready
    return graphs
  } catch (error) {
    await graphs.stop()
    throw error
  }
}
