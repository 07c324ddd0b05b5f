import type { DocumentNode, GraphQLSchema } from 'graphql'
import { execute, GraphQLError, parse } from 'graphql'
import { LRUCache } from 'lru-cache'
import { checkEnvelope } from './parseResponse.ts'
import { malformed } from './failures.ts'
import { createReadError, type ErrorSettings } from './readableErrors.ts'
import type { GatewayFetcher } from './subgraphFetcher.ts'

/** A subgraph in this process. */
export interface LocalSubgraph {
  readonly name: string
  readonly schema: GraphQLSchema
  /** New for each request: loaders live as long. */
  createContext(): object
  /** What of its errors a client may read besides what all subgraphs may say. */
  readonly errors?: ErrorSettings
}

const REMEMBERED_DOCUMENTS = 1_000

/** Calls a subgraph's schema in this process, without a network. */
export function createLocalTransport({ name, schema, createContext, errors }: LocalSubgraph): GatewayFetcher {
  const readError = createReadError(errors)
  const documents = new LRUCache<string, DocumentNode>({ max: REMEMBERED_DOCUMENTS })
  const documentOf = (query: string): DocumentNode => {
    const known = documents.get(query)
    if (known !== undefined) return known
    const document = parse(query, { noLocation: true })
    documents.set(query, document)
    return document
  }
  return async ({ query, variables, operation }, { event }) => {
    const result = await execute({
      schema,
      document: documentOf(query),
      variableValues: parseVariables(name, variables),
      contextValue: createContext(),
      // A subscription's field is resolved from what happened.
      ...(operation === 'subscription' && { rootValue: event }),
    })
    return checkEnvelope(
      name,
      { ...result, errors: result.errors?.map(formatLocalError) ?? null },
      0,
      readError,
    )
  }
}

function formatLocalError(error: GraphQLError): object {
  return error.toJSON()
}

function parseVariables(subgraph: string, text: string): Record<string, unknown> {
  const variables: unknown = JSON.parse(text)
  if (typeof variables !== 'object' || variables === null)
    throw malformed(subgraph, 'was given variables that are no object')
  return { ...variables }
}
