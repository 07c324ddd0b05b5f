import { readFileSync } from 'node:fs'
import { ApolloGateway } from '@apollo/gateway'
import {
  execute,
  getOperationAST,
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type FormattedExecutionResult,
} from 'graphql'
import { linksOf, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
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

/** Features that this gateway understands itself and the stock one refuses to start on. */
const OWN_FEATURES =
  /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy|context|cost|cacheTag)\/v/

/**
 * The supergraph with `for: SECURITY` and `for: EXECUTION` taken from the links of features that this gateway
 * enforces; with them `ApolloGateway` would not start. Links it does not know keep theirs, and so are refused.
 */
function acceptFeatures(sdl: string): string {
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
