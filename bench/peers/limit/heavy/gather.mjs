/**
 * The subgraph calls of graphs/shop/heavy.graphql as an engineer would write them for it alone: six calls in four
 * steps, each entity asked for once, every body but its representations a constant.
 */
const USERS = JSON.stringify({ query: '{users{__typename id username name memberSince}}' })

const PRODUCTS_QUERY = JSON.stringify(
  'query($first:Int!){topProducts(first:$first){__typename upc name price weight}}',
)

const NESTED = 'reviews{id body author{__typename id reviews{id body product{__typename upc}}}}'
const REVIEWS = JSON.stringify(
  'query($users:[_Any!]!,$products:[_Any!]!){' +
    `users:_entities(representations:$users){...on User{reviews{id body product{__typename upc ${NESTED}}}}}` +
    `products:_entities(representations:$products){...on Product{${NESTED}}}}`,
)
const AUTHORS = JSON.stringify(
  'query($r:[_Any!]!){_entities(representations:$r){...on User{username name memberSince}}}',
)
const ITEMS = JSON.stringify(
  'query($r:[_Any!]!){_entities(representations:$r){...on Product{name price weight}}}',
)
const STOCK = JSON.stringify(
  'query($r:[_Any!]!){_entities(representations:$r){...on Product{inStock shippingEstimate}}}',
)

/**
 * @param {{ first: number }} variables
 * @param {(name: string, body: string) => Promise<any>} call
 */
export async function gatherAnswers({ first }, call) {
  const [{ users }, { topProducts }] = await Promise.all([
    call('users', USERS),
    call('products', `{"query":${PRODUCTS_QUERY},"variables":{"first":${first}}}`),
  ])
  const reviewed = await call('reviews', writeReviewsBody(users, topProducts))
  const found = gather(reviewed, topProducts)
  const [people, items] = await Promise.all([
    fetchEntities(call, 'users', AUTHORS, found.authors, writeUser),
    fetchEntities(call, 'products', ITEMS, found.products, writeProduct),
  ])
  for (const product of topProducts) items.set(product.upc, product)
  const stock = await fetchEntities(call, 'inventory', STOCK, items, writePricedProduct)
  return { users, topProducts, reviewed, people, items, stock }
}

function writeReviewsBody(users, products) {
  const userKeys = users.map(({ id }) => writeUser(id)).join()
  const productKeys = products.map(({ upc }) => writeProduct(upc)).join()
  return `{"query":${REVIEWS},"variables":{"users":[${userKeys}],"products":[${productKeys}]}}`
}

async function fetchEntities(call, name, query, keyed, writeKey) {
  const keys = [...keyed.keys()]
  const representations = keys.map((key) => writeKey(key, keyed.get(key))).join()
  const { _entities } = await call(name, `{"query":${query},"variables":{"r":[${representations}]}}`)
  return new Map(keys.map((key, index) => [key, _entities[index]]))
}

const writeUser = (id) => `{"__typename":"User","id":${JSON.stringify(id)}}`
const writeProduct = (upc) => `{"__typename":"Product","upc":${JSON.stringify(upc)}}`
const writePricedProduct = (upc, { price, weight }) =>
  `{"__typename":"Product","upc":${JSON.stringify(upc)},"price":${price},"weight":${weight}}`

/** Every author and product that the reviews name. */
function gather({ users, products }) {
  const found = { authors: new Map(), products: new Map() }
  for (const { reviews } of users) {
    for (const { product } of reviews) {
      found.products.set(product.upc)
      gatherFromReviews(product.reviews, found)
    }
  }
  for (const { reviews } of products) gatherFromReviews(reviews, found)
  return found
}

function gatherFromReviews(reviews, found) {
  for (const { author } of reviews) {
    found.authors.set(author.id)
    for (const { product } of author.reviews) found.products.set(product.upc)
  }
}
