import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { readConfig } from '../../../gateway/process/config/config.ts'
import { startGateway } from '../../../gateway/process/gateway.ts'
import type { Environment } from '../../../kit/config.ts'
import { createClient, type Client } from '../../kit/client.ts'
import { compose } from '../../kit/federation/federation.ts'
import { defineSubgraph } from '../../kit/federation/subgraph.ts'
import { createTransports } from '../../kit/federation/transport.ts'
import { HINTS } from '../cachedFederation.ts'
import { planHere } from '../../kit/planHere.ts'

export interface SmallGateway extends Client {
  /** What the subgraph was asked. */
  readonly calls: readonly string[]
  /** The lines that went to the log. */
  readonly logged: readonly Readonly<Record<string, unknown>>[]
  /** The files that it reads. */
  readonly folder: string
  readonly supergraph: string
  readonly supergraphFile: string
  stop(): Promise<void>
}

/**
 * A whole gateway before one small subgraph, which has a mutation. `files` are written beside its supergraph; those in
 * `queries/` are its saved queries.
 */
export async function startSmallGateway(
  settings: Environment | ((folder: string) => Environment) = {},
  files: Readonly<Record<string, string>> = {},
): Promise<SmallGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'small-gateway-'))
  try {
    return await startIn(folder, typeof settings === 'function' ? settings(folder) : settings, files)
  } catch (error) {
    await rm(folder, { recursive: true })
    throw error
  }
}

async function startIn(folder: string, settings: Environment, files: Readonly<Record<string, string>>) {
  const supergraph = compose([museums])
  const supergraphFile = join(folder, 'supergraph.graphql')
  await writeFile(supergraphFile, supergraph)
  await mkdir(join(folder, 'queries'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const environment = {
    PORT: '0',
    SUPERGRAPH_FILE: supergraphFile,
    SAVED_QUERIES: join(folder, 'queries'),
    ...settings,
  }
  const lines: string[] = []
  const calls: string[] = []
  const reach = createTransports([museums])
  const transport: typeof reach = (request, context) => {
    calls.push(request.query)
    return reach(request, context)
  }
  const gateway = await startGateway(
    readConfig(environment),
    pino({}, { write: (line) => void lines.push(line) }),
    new Map([['museums', transport]]),
    environment,
    planHere,
  )
  return {
    ...createClient(gateway.url),
    calls,
    get logged() {
      return lines.map((line): Readonly<Record<string, unknown>> => JSON.parse(line))
    },
    folder,
    supergraph,
    supergraphFile,
    async stop() {
      await gateway.stop()
      await rm(folder, { recursive: true })
    },
  }
}

const museums = defineSubgraph(
  'museums',
  `${HINTS}
    type Query {
      museum(id: ID!): Museum @cacheControl(maxAge: 3600)
      museums: [Museum!] @cacheControl(maxAge: 3600)
    }
    type Mutation { visit(id: ID!): Museum }
    type Museum @key(fields: "id") { id: ID! name: String opens: String }
  `,
  {
    Query: {
      museum: (_: unknown, { id }: { id: string }) => ({ id, name: `Museum ${id}` }),
      museums: () => [{ id: 'a', name: 'Museum a' }],
    },
    Mutation: { visit: (_: unknown, { id }: { id: string }) => ({ id, name: `Museum ${id}` }) },
  },
)
