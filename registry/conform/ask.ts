import type { CallOptions } from './caller.ts'
import type { GraphQLAnswer } from './graphqlAnswer.ts'

/** Asks a subgraph one operation. Throws NoAnswer and NoGraphQL. */
export type Ask = (query: string, variables?: object, options?: CallOptions) => Promise<GraphQLAnswer>
