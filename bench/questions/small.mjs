import { askShop } from './shop.mjs'

export default {
  name: 'small',
  about: 'a small query over two subgraphs',
  measure: (effort) => askShop('small', { first: 5 }, effort),
}
