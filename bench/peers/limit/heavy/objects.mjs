import { gatherAnswers } from './gather.mjs'

/** Joins the subgraphs' answers as objects and prints them: the plain way. */
export async function answer(variables, call) {
  return write(await gatherAnswers(variables, call))
}

function write({ users, topProducts, reviewed, ...known }) {
  return JSON.stringify({
    data: {
      users: users.map(({ id, username, name, memberSince }, index) => ({
        id,
        username,
        name,
        memberSince,
        reviews: reviewed.users[index].reviews.map(({ id, body, product }) => ({
          id,
          body,
          product: { ...buildItem(product, known), reviews: buildReviews(product.reviews, known) },
        })),
      })),
      topProducts: topProducts.map((product, index) => ({
        ...buildItem(product, known),
        reviews: buildReviews(reviewed.products[index].reviews, known),
      })),
    },
  })
}

function buildReviews(reviews, known) {
  return reviews.map(({ id, body, author }) => ({ id, body, author: buildAuthor(author, known) }))
}

function buildAuthor({ id, reviews }, known) {
  const { username, name, memberSince } = known.people.get(id)
  return {
    id,
    username,
    name,
    memberSince,
    reviews: reviews.map(({ id, body, product }) => ({ id, body, product: buildItem(product, known) })),
  }
}

function buildItem({ upc }, { items, stock }) {
  const { name, price, weight } = items.get(upc)
  const { inStock, shippingEstimate } = stock.get(upc)
  return { upc, name, price, weight, inStock, shippingEstimate }
}
