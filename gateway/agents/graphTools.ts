import { Kind, parse } from 'graphql'
import { defineGraphTool, refuse, type AgentTool } from './agentTool.ts'
import { askAsTool } from './askAsTool.ts'

const SEARCH = `query AgentSearch($text: String!, $first: Int) {
  search(text: $text, first: $first) {
    totalCount
    edges { kind title { text } reason snippet node { ... on Node { globalId } } }
    pageInfo { hasNextPage }
  }
}`

/** The field of the graph that it needs. */
export const SEARCH_FIELD = 'search'

/** Finds what the bureaus have, as the field `search` of the graph does. */
export const searchGraph: AgentTool = {
  definition: defineGraphTool(
    'search',
    'Find places, stops, venues, data sets and more by name or code, in three languages.',
    { text: { type: 'string' }, first: { type: 'integer', default: 10 } },
    ['text'],
  ),
  call(given, context) {
    const { first = 10, cursor, ...rest } = given
    return askAsTool(context.ask, SEARCH, { ...rest, first }, cursor)
  },
}

/** Any query, where the operator allows it; where he answers listed operations alone, those. */
export const executeQuery: AgentTool = {
  definition: defineGraphTool(
    'execute',
    'Run any query. See get_type first.',
    { query: { type: 'string' }, variables: { type: 'object' } },
    ['query'],
  ),
  call({ query, variables = {}, cursor }, context) {
    if (typeof query !== 'string') return refuse(`query: expected GraphQL; got ${JSON.stringify(query)}.`)
    if (typeof variables !== 'object' || variables === null || Array.isArray(variables))
      return refuse(`variables: expected an object; got ${JSON.stringify(variables)}.`)
    if (!isOneQuery(query))
      return refuse('query: expected one query; tools change nothing and follow no stream.')
    return askAsTool(context.askAsClient, query, { ...variables }, cursor)
  },
}

/** What is no GraphQL is told by the gateway, with its place. */
function isOneQuery(text: string): boolean {
  try {
    return parse(text, { noLocation: true, maxTokens: MOST_TOKENS }).definitions.every(
      (definition) => definition.kind !== Kind.OPERATION_DEFINITION || definition.operation === 'query',
    )
  } catch {
    return true
  }
}

const MOST_TOKENS = 10_000
