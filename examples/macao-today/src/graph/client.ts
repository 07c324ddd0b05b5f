import { Client, fetchExchange, subscriptionExchange, type ExecutionResult } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import schema from 'macao-open-graph/introspection.json'
import { keys } from 'macao-open-graph/urql'
import { openStream } from './openStream.ts'
import { askProvenance, keepProvenance } from './provenance.ts'

/**
 * Everything by its id in one cache, so that a change of one car park that a stream tells of is a change of every list that
 * shows it. With the schema the cache can show an answer of which a bureau's part is missing.
 */
export function createClient(url: string): Client {
  return new Client({
    url,
    // By GET: what anybody may see is then kept by browsers and content delivery networks, and needs no preflight.
    preferGetMethod: 'within-url-limit',
    exchanges: [
      keepProvenance,
      cacheExchange({ keys: keys(), schema }),
      askProvenance,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (body, operation) => ({
          subscribe: (sink) => ({
            unsubscribe: openStream<ExecutionResult>(url, body, {
              onAnswer: sink.next,
              onState: operation.context.onStreamState,
            }),
          }),
        }),
      }),
    ],
  })
}
