import type { GraphQLSchema } from 'graphql'
import { createLocalTransport } from './localTransport.ts'
import type { GatewayFetcher } from './subgraphFetcher.ts'
import type { LocalTransports } from './transports.ts'

/**
 * What is called in place of some bureaus' code: a schema that resolves itself, as it is when it is asked, or, where it is null,
 * the subgraph at its address.
 */
export type StandIns = ReadonlyMap<string, (() => GraphQLSchema) | null>

export function withStandIns(own: LocalTransports, standIns: StandIns): LocalTransports {
  const transports = new Map(own)
  for (const [name, schema] of standIns) {
    if (schema === null) transports.delete(name)
    else transports.set(name, createChangingTransport(name, schema))
  }
  return transports
}

function createChangingTransport(name: string, current: () => GraphQLSchema): GatewayFetcher {
  let known: { readonly schema: GraphQLSchema; readonly call: GatewayFetcher } | undefined
  return (request, context) => {
    const schema = current()
    if (known?.schema !== schema)
      known = { schema, call: createLocalTransport({ name, schema, createContext: () => ({}) }) }
    return known.call(request, context)
  }
}
