import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway'
import type { FormattedExecutionResult } from 'graphql'
import { getOperationAST, parse } from 'graphql'
import type { HostileSubgraph, TestSubgraph } from './subgraph.ts'

type StockGateway = Awaited<ReturnType<ApolloGateway['load']>>
type RequestContext = Parameters<ApolloGateway['executor']>[0]
type DataSource = Pick<LocalGraphQLDataSource, 'process'>

export interface StockAnswer extends FormattedExecutionResult {
  /** How many requests the subgraphs got. */
  readonly requests: number
}

export type AskStock = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<StockAnswer>

/** The same subgraphs behind the stock gateway, a second opinion on what our engine must answer. */
export function startStock(supergraphSdl: string, subgraphs: readonly TestSubgraph[]): AskStock {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true'
  let loaded: Promise<StockGateway> | undefined
  return async (query, variables = {}) => {
    loaded ??= loadStock(supergraphSdl, subgraphs)
    const { executor } = await loaded
    const count = { requests: 0 }
    return { ...formatResult(await executor(contextOf(query, variables, count))), ...count }
  }
}

async function loadStock(supergraphSdl: string, subgraphs: readonly TestSubgraph[]): Promise<StockGateway> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: SILENT,
    buildService: ({ name }) => dataSourceOf(subgraphs.find((subgraph) => subgraph.name === name)),
  })
  return gateway.load()
}

function dataSourceOf(subgraph: TestSubgraph | undefined): DataSource {
  if (subgraph === undefined) throw new Error('the supergraph names a subgraph that was not given')
  const source =
    subgraph.kind === 'honest' ? new LocalGraphQLDataSource(subgraph.schema) : hostileSource(subgraph)
  return {
    process: async (options) => {
      options.context['requests']++
      return source.process(options)
    },
  }
}

function hostileSource({ answer }: HostileSubgraph): DataSource {
  return {
    process: async ({ request: { query = '', variables = {} } }) => {
      const body: unknown = answer({ query, variables }, JSON.stringify({ query, variables }))
      return JSON.parse(typeof body === 'string' ? body : JSON.stringify(body))
    },
  }
}

function contextOf(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  count: object,
): RequestContext {
  const document = parse(query)
  const context = {
    request: { query, variables },
    document,
    source: query,
    queryHash: query,
    operation: getOperationAST(document),
    operationName: null,
    logger: SILENT,
    context: count,
    metrics: {},
  }
  // The stock executor reads only these; the rest of its context type is Apollo Server's own business.
  return context as unknown as RequestContext
}

function formatResult({ data = null, errors = [] }: Awaited<ReturnType<StockGateway['executor']>>) {
  return { data, errors: errors.map((error) => error.toJSON()) }
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }
