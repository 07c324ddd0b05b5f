import { isLoopback } from '../kit/loopback.ts'
import { createLog } from '../kit/log.ts'
import { runProcess } from '../kit/process.ts'
import { fromRoot, runsDirectly } from '../kit/root.ts'
import type { Environment } from '../kit/config.ts'
import { bureaus } from '../schema/bureaus/register.ts'
import type { UseSource } from '../subgraphs/_kit/catalogueSources.ts'
import type { FeedSurroundings } from '../subgraphs/_kit/feed.ts'
import { openHooks } from '../kit/hooks/openHooks.ts'
import { announceChanges } from '../subgraphs/_kit/changes.ts'
import { announceEvents } from '../subgraphs/_kit/events/announceEvents.ts'
import { createClock } from '../subgraphs/_kit/frozenClock.ts'
import { importBureaus } from '../subgraphs/_kit/importBureaus.ts'
import { tellFailingFeeds } from '../subgraphs/_kit/tellFeeds.ts'
import { groupBy } from '../subgraphs/_kit/loader.ts'
import { warnOfUnknownFeedVariables } from '../subgraphs/_kit/unknownFeedVariables.ts'
import { createSubgraph, type Subgraph } from '../subgraphs/_kit/subgraph.ts'
import { beginPlanner } from './graph/beginPlanner.ts'
import { readUse } from './telemetry/use/answerUse.ts'
import { runCommand, type Command } from './process/command.ts'
import { readConfig } from './process/config/config.ts'
import type { ConfigFile } from './process/config/configFile.ts'
import { isDevelopment } from './process/config/tokens.ts'
import type { GraphInTheMaking, RunningGateway, StartPlanner } from './process/gateway.ts'
import { createLocalTransport } from './subgraphs/localTransport.ts'
import { withStandIns } from './subgraphs/standIns.ts'

export type { GraphInTheMaking }

export interface AllInOne extends RunningGateway {
  readonly subgraphs: readonly Subgraph[]
}

/**
 * The gateway and all subgraphs in one process, which call each other without a network. Of a graph in the making some are
 * elsewhere, or have other schemas.
 */
export async function startAllInOne(
  environment: Environment,
  surroundings: Omit<FeedSurroundings, 'environment'>,
  startPlanner?: StartPlanner,
  file?: ConfigFile,
  defaults: typeof developmentDefaults = developmentDefaults,
  making?: GraphInTheMaking,
): Promise<AllInOne> {
  const config = readConfig(environment, file, defaults)
  // First, since it takes as long as all the rest, and has a thread of its own.
  const planner =
    startPlanner ??
    (config.registry === undefined && making === undefined ? beginPlanner(config.supergraphFile) : undefined)
  let gateway: RunningGateway | undefined
  const subgraphs = await createSubgraphs(
    { ...surroundings, environment: { ...environment, STATE_DIR: config.use.stateFolder } },
    async (question) => {
      if (gateway === undefined) throw new Error('the gateway has not started yet')
      return readUse(gateway.use.store, question)
    },
  )
  const feeds = subgraphs.flatMap((subgraph) => subgraph.reports().map(({ id }) => id))
  warnOfUnknownFeedVariables(environment, feeds, surroundings.log)
  // Loaded while a thread reads the documents of feeds.
  const [{ startGateway }] = await Promise.all([
    import('./process/gateway.ts'),
    ...subgraphs.map((subgraph) => subgraph.start()),
  ])
  const local = withStandIns(transportsOf(subgraphs), making?.others ?? new Map())
  const started = await startGateway(config, surroundings.log, local, environment, planner, making)
  gateway = started
  const announcements = subgraphs.map((subgraph) =>
    announceChanges(subgraph, (change) => started.invalidate(change), surroundings.log),
  )
  await Promise.all(announcements.map(({ begun }) => begun))
  const events = subgraphs.map(({ name, topics }) =>
    announceEvents(topics, [started.publishEvents], {
      subgraph: name,
      stateDir: config.use.stateFolder,
      // Clients and gateways keep events by the real time.
      now: Date.now,
      log: surroundings.log,
    }),
  )
  const hooks = openHooks(config.hooks, surroundings.log)
  const watches = subgraphs.map((subgraph) => tellFailingFeeds(subgraph, hooks))
  return {
    ...started,
    subgraphs,
    async stop() {
      for (const stopLooking of watches) stopLooking()
      await hooks.stop()
      await Promise.all([...announcements, ...events].map((announcing) => announcing.stop()))
      await started.stop()
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop()))
    },
  }
}

function transportsOf(subgraphs: readonly Subgraph[]) {
  return new Map(subgraphs.map((subgraph) => [subgraph.name, createLocalTransport(subgraph)]))
}

/** On loopback and in development, tokens of `npm run token` are believed: so one can see what each tier sees. */
function developmentDefaults({ HOST = '127.0.0.1', NODE_ENV }: Environment): Environment {
  const isOwn = isDevelopment(NODE_ENV) && isLoopback(HOST)
  return { LOG_LEVEL: 'warn', ...(isOwn ? { DEVELOPMENT_TOKENS: 'true', MCP: 'true' } : {}) }
}

/** What is counted and seen outlives the process, beside the package; and the graph of the package has its variants. */
function startDefaults(environment: Environment): Environment {
  const isOurGraph = (environment.SUPERGRAPH_FILE ?? '') === ''
  return {
    STATE_DIR: fromRoot('.state'),
    ...(isOurGraph ? { VARIANTS_FILE: fromRoot('schema/variants.json') } : {}),
    ...developmentDefaults(environment),
  }
}

/** The catalogue reads how fresh the other bureaus' feeds are, who uses them, and what there is, straight from those who know. */
async function createSubgraphs(surroundings: FeedSurroundings, use: UseSource): Promise<readonly Subgraph[]> {
  const modules = await importBureaus(bureaus)
  const others = modules
    .filter(({ createDefinition }) => createDefinition === undefined)
    .map(({ definition }) => createSubgraph(definition, surroundings))
  const statuses = others.map((other) => ({ subgraph: other.name, read: async () => other.reports() }))
  const searchables = others.map((other) => ({
    subgraph: other.name,
    read: () => other.searchables(),
  }))
  const nodes = others.map((other) => ({
    subgraph: other.name,
    has: (keys: Parameters<Subgraph['has']>[0]) => other.has(keys),
  }))
  const catalogues = modules.flatMap(({ createDefinition }) =>
    createDefinition === undefined
      ? []
      : [
          createSubgraph(
            createDefinition(statuses, () => use, searchables, nodes),
            surroundings,
          ),
        ],
  )
  return [...catalogues, ...others]
}

function greet({ url, subgraphs }: AllInOne): string {
  const lines = subgraphs.map((subgraph) => `  ${subgraph.name.padEnd(10)} ${describeFeeds(subgraph)}`)
  return `
Macao open gateway: ${url}/graphql

${lines.join('\n')}

Ask it something:

  curl -s ${url}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ museum(id: \\"mam\\") { name { zh pt en } place { nearbyCarParks(first: 1) { metres carPark { name { en } freeSpaces { cars } } } } } }"}'
`
}

function describeFeeds(subgraph: Subgraph): string {
  const reports = subgraph.reports()
  const states = groupBy(reports, ({ state }) => state.toLowerCase())
  const counted = [...states].map(([state, feeds]) => `${feeds.length} ${state}`).join(', ')
  const records = reports.reduce((sum, { accepted }) => sum + accepted, 0)
  return `${`${reports.length} feeds`.padEnd(9)} ${counted.padEnd(24)} ${records.toLocaleString('en')} records`
}

if (runsDirectly(import.meta.url)) {
  const log = createLog('all-in-one', process.env.LOG_LEVEL ?? 'warn')
  const surroundings = () => ({ clock: createClock(process.env, log), random: Math.random, log })
  const command = {
    purpose: 'Serves the graph of Macao, the gateway and all its subgraphs in one process.',
    log,
    async start(file) {
      log.level = readConfig(process.env, file, startDefaults).logLevel
      const running = await startAllInOne(process.env, surroundings(), undefined, file, startDefaults)
      process.stdout.write(greet(running))
      return running
    },
    async check(file) {
      const config = readConfig(process.env, file, startDefaults)
      const subgraphs = await createSubgraphs(
        { ...surroundings(), environment: process.env },
        async () => ({}),
      )
      const { checkConfig } = await import('./process/checkConfig.ts')
      await checkConfig(config, log, transportsOf(subgraphs), process.env)
    },
  } satisfies Command
  await runProcess(log, () => runCommand(command, process.argv.slice(2), process.env))
}
