import { readFile } from 'node:fs/promises'
import { watchFile, unwatchFile } from 'node:fs'
import { Kind, parse, print, visit, type ConstDirectiveNode } from 'graphql'
import { ApolloGateway } from '@apollo/gateway'
import { linksOf, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import type { Log } from '../../kit/log.ts'

export interface SupergraphWatch {
  readonly stop: () => Promise<void>
}

/** Gets each version of a supergraph file. */
export interface SupergraphListener {
  /** A version that the stock gateway accepts; never rejects, and is called for one version after the other. */
  accept(sdl: string): Promise<void>
  /** A file that cannot be read, or a version that the stock gateway refuses. */
  refuse(step: 'read' | 'check', reason: unknown): void
}

const SUPERGRAPH_POLL_MS = 2_000

/**
 * Loads a supergraph file through the stock `ApolloGateway`, which checks it and keeps its life cycle, and hands each
 * version to the listener. The first load failing is an error; a later failure goes to the listener, and watching goes
 * on.
 */
export async function watchSupergraph(
  file: string,
  log: Log,
  listener: SupergraphListener,
  pollMilliseconds: number = SUPERGRAPH_POLL_MS,
): Promise<SupergraphWatch> {
  let pending: Promise<void> = Promise.resolve()
  const gateway = createLifeCycle(file, log, listener, pollMilliseconds)
  gateway.onSchemaLoadOrUpdate(({ coreSupergraphSdl }) => {
    pending = pending.then(() => listener.accept(coreSupergraphSdl))
  })
  await gateway.load()
  await pending
  return {
    async stop() {
      await gateway.stop()
      await pending
    },
  }
}

function createLifeCycle(
  file: string,
  log: Log,
  listener: SupergraphListener,
  pollMilliseconds: number,
): ApolloGateway {
  // Read by ApolloGateway's constructor: without it, it reports the schema's hash to its maker's servers.
  process.env.APOLLO_TELEMETRY_DISABLED = 'true'
  return new ApolloGateway({
    // Its failures reach us as exceptions; its complaint that subgraphs have no address there is how we want it.
    logger: log.child({}, { level: 'silent' }),
    async supergraphSdl({ update }) {
      const reload = () => void reloadSupergraph(file, update, listener)
      watchFile(file, { interval: pollMilliseconds, persistent: false }, reload)
      return { supergraphSdl: await loadSupergraph(file), cleanup: async () => unwatchFile(file, reload) }
    },
  })
}

/** Never rejects: nobody waits for it. */
async function reloadSupergraph(
  file: string,
  update: (sdl: string) => void,
  { refuse }: SupergraphListener,
): Promise<void> {
  let sdl: string
  try {
    sdl = await readFile(file, 'utf8')
  } catch (error) {
    return refuse('read', error)
  }
  try {
    update(acceptFeatures(sdl))
  } catch (error) {
    refuse('check', error)
  }
}

async function loadSupergraph(file: string): Promise<string> {
  return acceptFeatures(await readFile(file, 'utf8'))
}

/** Features that this gateway understands itself and the stock one refuses to start on. */
const OWN_FEATURES =
  /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy|context|cost|cacheTag)\/v/

/**
 * The supergraph with `for: SECURITY` and `for: EXECUTION` taken from the links of features that this gateway
 * enforces; with them `ApolloGateway` would not start. Links it does not know keep theirs, and so are refused.
 */
export function acceptFeatures(sdl: string): string {
  const document = parse(sdl)
  const ours = new Set<ConstDirectiveNode>(
    linksOf(document).filter((link) => OWN_FEATURES.test(stringArgument(link, 'url') ?? '')),
  )
  return print(
    visit(document, {
      [Kind.DIRECTIVE]: (node) =>
        ours.has(node as ConstDirectiveNode)
          ? { ...node, arguments: node.arguments?.filter((argument) => argument.name.value !== 'for') ?? [] }
          : undefined,
    }),
  )
}
