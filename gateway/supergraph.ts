import { readFile } from 'node:fs/promises'
import { watchFile, unwatchFile } from 'node:fs'
import { Kind, parse, print, visit, type ConstDirectiveNode } from 'graphql'
import { ApolloGateway } from '@apollo/gateway'
import { linksOf, stringArgument } from '../schema/linkedDirectives.ts'
import type { Log } from '../kit/log.ts'

export interface SupergraphWatch {
  readonly stop: () => Promise<void>
}

/**
 * Loads a supergraph file through the stock `ApolloGateway`, which checks it and keeps its life cycle, and gives each
 * version that it accepts to `onSupergraph`. The first load failing is an error; a later version that cannot be used
 * is logged, and the one before stays.
 */
export async function watchSupergraph(
  file: string,
  log: Log,
  onSupergraph: (sdl: string) => Promise<void>,
): Promise<SupergraphWatch> {
  let pending: Promise<void> = Promise.resolve()
  const gateway = createLifeCycle(file, log)
  gateway.onSchemaLoadOrUpdate(({ coreSupergraphSdl }) => {
    pending = pending.then(() => onSupergraph(coreSupergraphSdl))
  })
  await gateway.load()
  await pending
  return { stop: () => gateway.stop() }
}

const POLL_MILLISECONDS = 2_000

function createLifeCycle(file: string, log: Log): ApolloGateway {
  // Read by ApolloGateway's constructor: without it, it reports the schema's hash to its maker's servers.
  process.env.APOLLO_TELEMETRY_DISABLED = 'true'
  return new ApolloGateway({
    // Its failures reach us as exceptions; its complaint that subgraphs have no address there is how we want it.
    logger: log.child({}, { level: 'silent' }),
    async supergraphSdl({ update }) {
      const reload = () => {
        loadSupergraph(file)
          .then(update)
          .catch((error: unknown) => {
            log.error({ err: error, file }, 'supergraph not usable; the version before stays')
          })
      }
      watchFile(file, { interval: POLL_MILLISECONDS, persistent: false }, reload)
      return { supergraphSdl: await loadSupergraph(file), cleanup: async () => unwatchFile(file, reload) }
    },
  })
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
