import { askShop } from './shop.mjs'

export default {
  name: 'heavy',
  about: 'a deep query over four subgraphs, an answer near 90 KB',
  measure: (effort) => askShop('heavy', { first: 5 }, effort),
}
