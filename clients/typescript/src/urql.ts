import { valueTypes } from './generated/graph.ts'

/**
 * For `cacheExchange({ keys: keys() })` of `@urql/exchange-graphcache`: what has no id of its own stands within its parent.
 * Everything else has an `id`, which graphcache takes by itself. Pages: `relayPagination()` of its extras, on the fields that
 * your page pages through.
 */
export function keys(): Record<string, () => null> {
  return Object.fromEntries(valueTypes.map((type) => [type, () => null]))
}
