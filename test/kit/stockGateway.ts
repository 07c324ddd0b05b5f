import { readFileSync } from 'node:fs'
import { ApolloGateway } from '@apollo/gateway'
import { execute, getOperationAST, parse, type FormattedExecutionResult } from 'graphql'
import { acceptFeatures } from '../../gateway/graph/watchSupergraph.ts'
import type { Subgraph } from '../../subgraphs/_kit/subgraph.ts'

type Loaded = Awaited<ReturnType<ApolloGateway['load']>>
type RequestContext = Parameters<ApolloGateway['executor']>[0]
type DataSource = ReturnType<
  NonNullable<ConstructorParameters<typeof ApolloGateway>[0]>['buildService'] & object
>

export interface StockGateway {
  ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<FormattedExecutionResult>
  stop(): Promise<void>
}

/** The stock ApolloGateway over the same supergraph and the same subgraphs. It enforces no protection. */
export async function startStockGateway(subgraphs: readonly Subgraph[]): Promise<StockGateway> {
  // Read by its constructor: without it, it reports to its maker's servers.
  process.env.APOLLO_TELEMETRY_DISABLED = 'true'
  const gateway = new ApolloGateway({
    supergraphSdl: acceptFeatures(
      readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'),
    ),
    logger: SILENT,
    buildService: ({ name }) => dataSourceOf(subgraphs.find((subgraph) => subgraph.name === name)),
  })
  const { executor }: Loaded = await gateway.load()
  return {
    async ask(query, variables) {
      const { data = null, errors } = await executor(contextOf(query, variables))
      return JSON.parse(JSON.stringify({ data, ...(errors && { errors }) }))
    },
    stop: () => gateway.stop(),
  }
}

function dataSourceOf(subgraph: Subgraph | undefined): DataSource {
  if (!subgraph) throw new Error('The supergraph names a subgraph that was not started.')
  return {
    async process({ request: { query = '', variables = {} } }) {
      const result = await execute({
        schema: subgraph.schema,
        document: parse(query),
        variableValues: variables,
        contextValue: subgraph.createContext(),
      })
      // As over HTTP: plain objects and errors.
      return JSON.parse(JSON.stringify(result))
    },
  }
}

function contextOf(query: string, variables: Readonly<Record<string, unknown>>): RequestContext {
  const document = parse(query)
  const context = {
    request: { query, variables },
    document,
    source: query,
    queryHash: query,
    operation: getOperationAST(document),
    operationName: null,
    logger: SILENT,
    context: {},
    metrics: {},
  }
  // The executor reads only these; the rest of its context type is Apollo Server's own business.
  return context as unknown as RequestContext
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }
