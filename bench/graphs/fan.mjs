import { makeSubgraph } from './madeSubgraph.mjs'

/**
 * One list of things in the first subgraph; every further subgraph adds one field to them. It shows how cost grows
 * with entities (the list's length) and with subgraphs (how many fields are asked for).
 * @param {{ subgraphs: number }} size
 * @returns {import('./graph.mjs').Graph}
 */
export function createFan({ subgraphs }) {
  const further = Array.from({ length: subgraphs - 1 }, (_, index) => index + 1)
  return {
    name: `fan of ${subgraphs}`,
    subgraphs: {
      s0: makeSubgraph(ROOT, rootResolvers),
      ...Object.fromEntries(further.map((number) => [`s${number}`, createSpoke(number)])),
    },
  }
}

/**
 * @param {{ subgraphs: number }} size
 * @returns {string}
 */
export function writeFanOperation({ subgraphs }) {
  const fields = Array.from({ length: subgraphs - 1 }, (_, index) => `field${index + 1}`)
  return `query Fan($count: Int!) { things(count: $count) { id label ${fields.join(' ')} } }`
}

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external"])\n'

const ROOT = `${LINK}
type Query { things(count: Int!): [Thing!] }
type Thing @key(fields: "id") { id: ID! label: String! }`

const rootResolvers = {
  Query: {
    things: (_, { count }) =>
      Array.from({ length: count }, (_, index) => ({ id: `t${index}`, label: `Thing ${index}` })),
  },
}

function createSpoke(number) {
  const field = `field${number}`
  return makeSubgraph(
    `${LINK}
extend type Thing @key(fields: "id") { id: ID! @external ${field}: String }`,
    { Thing: { [field]: ({ id }) => `${id} in ${number}` } },
  )
}
