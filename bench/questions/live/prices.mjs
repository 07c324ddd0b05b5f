export const EVENTS_PER_SECOND = 10

export const QUERY = 'subscription { priceChanged { at number shop { name } } }'

/** A subgraph that serves a subscription of its own, and one that has something of the same entity. */
export const SUBGRAPHS = {
  prices: {
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
      type Query { events: Int }
      type Subscription { priceChanged: Price }
      type Price { at: Float! number: Int! shop: Shop! }
      type Shop @key(fields: "id") { id: ID! }`,
  },
  shops: {
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
      type Query { shops: [Shop!] }
      type Shop @key(fields: "id") { id: ID! name: String! }`,
  },
}
