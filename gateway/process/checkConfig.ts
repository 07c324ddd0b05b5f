import { startPlannerWorker } from '../../engine/index.ts'
import { createDeadlines } from '../../kit/concurrency/deadlines.ts'
import { createScheduler } from '../../kit/concurrency/scheduler.ts'
import { ConfigError, type Environment } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'
import { keepGraph } from '../graph/currentGraph.ts'
import { createTransports, type LocalTransports } from '../subgraphs/transports.ts'
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
  const checks = await Promise.allSettled([
    checkGraph(config, log, local),
    createConfiguredIdentify(config, environment),
  ])
  const reasons = checks.flatMap((check): unknown[] => (check.status === 'rejected' ? [check.reason] : []))
  const problems = reasons.flatMap((reason) => {
    if (!(reason instanceof ConfigError)) throw reason
    return reason.problems
  })
  if (problems.length > 0) throw new ConfigError(problems)
}

async function checkGraph(config: Config, log: Log, local: LocalTransports): Promise<void> {
  const surroundings = { scheduler: createScheduler(), deadlines: createDeadlines() }
  const transports = createTransports(config, local, undefined, surroundings)
  const parts = { fetch: transports.call, startPlanner: startPlannerWorker, log }
  const graphs = await keepGraph(config.supergraphFile, config, parts)
  try {
    await graphs.ready
    followSupergraph(graphs, transports, config, log)
  } finally {
    await graphs.stop()
    await transports.close()
  }
}
