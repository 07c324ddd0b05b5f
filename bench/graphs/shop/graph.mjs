import { readFileSync } from 'node:fs'
import { makeSubgraph } from '../madeSubgraph.mjs'
import { products, reviews, users } from './data.mjs'

/** @returns {import('../graph.mjs').Graph} */
export function createShop() {
  return {
    name: 'shop',
    subgraphs: {
      users: makeSubgraph(readSdl('users'), usersResolvers),
      products: makeSubgraph(readSdl('products'), productsResolvers),
      inventory: makeSubgraph(readSdl('inventory'), inventoryResolvers),
      reviews: makeSubgraph(readSdl('reviews'), reviewsResolvers),
    },
  }
}

const usersResolvers = {
  Query: { users: () => users },
  User: { __resolveReference: ({ id }) => users.find((user) => user.id === id) },
}

const productsResolvers = {
  Query: { topProducts: (_, { first }) => products.slice(0, first) },
  Product: { __resolveReference: ({ upc }) => products.find((product) => product.upc === upc) },
}

const inventoryResolvers = {
  Product: {
    __resolveReference: (given) => ({ ...products.find(({ upc }) => upc === given.upc), ...given }),
    // Dear things ship free; the rest by weight.
    shippingEstimate: ({ price, weight }) => (price > 1000 ? 0 : Math.round(weight / 20)),
  },
}

const reviewsResolvers = {
  Review: {
    __resolveReference: ({ id }) => reviews.find((review) => review.id === id),
    author: ({ userId }) => ({ id: userId }),
    product: ({ upc }) => ({ upc }),
  },
  User: { reviews: ({ id }) => reviews.filter((review) => review.userId === id) },
  Product: { reviews: ({ upc }) => reviews.filter((review) => review.upc === upc) },
}

function readSdl(name) {
  return readFileSync(new URL(`${name}.graphql`, import.meta.url), 'utf8')
}
