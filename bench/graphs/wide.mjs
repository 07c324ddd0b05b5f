import { makeSubgraph } from './madeSubgraph.mjs'

/**
 * Many types over two subgraphs: each is found by the first and has a field of the second. It shows how cost grows with
 * the size of a supergraph.
 * @param {{ types: number }} size
 * @returns {import('./graph.mjs').Graph}
 */
export function createWide({ types }) {
  const numbers = Array.from({ length: types }, (_, index) => index)
  return {
    name: `${types} types`,
    subgraphs: {
      s0: makeSubgraph(writeRoot(numbers), {
        Query: Object.fromEntries(numbers.map((number) => [`t${number}`, () => ({ id: '1' })])),
        ...Object.fromEntries(
          numbers.map((number) => [
            `T${number}`,
            { a: () => 'a', b: () => number, next: () => ({ id: '2' }) },
          ]),
        ),
      }),
      s1: makeSubgraph(
        writeSpoke(numbers),
        Object.fromEntries(numbers.map((number) => [`T${number}`, { c: ({ id }) => `${id} of ${number}` }])),
      ),
    },
  }
}

/** @returns {readonly string[]} as many texts as are asked for, each about another type */
export function writeWideOperations(count) {
  return Array.from({ length: count }, (_, number) => `{ t${number} { id a b c next { id a c } } }`)
}

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external"])\n'

function writeRoot(numbers) {
  const types = numbers.map(
    (number) =>
      `"A type of this graph." type T${number} @key(fields: "id") { id: ID! "What it is." a: String! b: Int next: T${(number + 1) % numbers.length} }`,
  )
  return `${LINK}
type Query { ${numbers.map((number) => `t${number}: T${number}`).join(' ')} }
${types.join('\n')}`
}

function writeSpoke(numbers) {
  const types = numbers.map(
    (number) => `extend type T${number} @key(fields: "id") { id: ID! @external c: String }`,
  )
  return `${LINK}\n${types.join('\n')}`
}
