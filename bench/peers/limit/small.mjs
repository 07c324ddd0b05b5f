/** graphs/shop/small.graphql by hand: two calls, one after the other. */
const PRODUCTS = JSON.stringify('query($first:Int!){topProducts(first:$first){upc name price}}')
const REVIEWS = JSON.stringify(
  'query($r:[_Any!]!){_entities(representations:$r){...on Product{reviews{id body}}}}',
)

/**
 * @param {{ first: number }} variables
 * @param {(name: string, body: string) => Promise<any>} call
 */
export async function answer({ first }, call) {
  const { topProducts } = await call('products', `{"query":${PRODUCTS},"variables":{"first":${first}}}`)
  const keys = topProducts.map(({ upc }) => `{"__typename":"Product","upc":${JSON.stringify(upc)}}`).join()
  const { _entities } = await call('reviews', `{"query":${REVIEWS},"variables":{"r":[${keys}]}}`)
  return JSON.stringify({
    data: {
      topProducts: topProducts.map(({ upc, name, price }, index) => ({
        upc,
        name,
        price,
        reviews: _entities[index].reviews,
      })),
    },
  })
}
