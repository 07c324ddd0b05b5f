/**
 * What somebody sends who wants others to wait: each is within the limits of one request, or close to them. `make` writes
 * the body of the n-th request; `connections` send one after the other, `everyMs` paces each.
 * @typedef {{ name: string, about: string, connections: number, everyMs?: number, make: (n: number) => string }} Attack
 * @type {readonly Attack[]}
 */
export const ATTACKS = [
  {
    name: 'comments',
    about: 'a document of 17 KB, known but for a comment',
    connections: 8,
    make: (n) => ask(`#${n}\n{ museum(id: "mam") { ${'name { zh } '.repeat(1_400)} } }`),
  },
  {
    name: 'fragments',
    about: 'a chain of 300 fragments, each spread twice by the one before',
    connections: 8,
    make: (n) =>
      ask(
        `#${n}\n{ museum(id: "mam") { ...f0 } } ${times(300, (i) => `fragment f${i} on Museum { id ...f${i + 1} ...f${i + 1} }`)} fragment f300 on Museum { id }`,
      ),
  },
  {
    name: 'unknown names',
    about: '900 KB of fields that do not exist',
    connections: 4,
    make: (n) => ask(`#${n}\n{ ${UNKNOWN_NAMES} }`),
  },
  {
    name: 'introspection',
    about: '30 aliases of __schema',
    connections: 8,
    make: (n) => ask(`#${n}\n{ ${times(30, (i) => `a${i}: __schema { types { name fields { name } } }`)} }`),
  },
  {
    name: 'deep',
    about: 'fields nested 3,000 deep',
    connections: 8,
    make: (n) => ask(`#${n}\n${'{ place '.repeat(3_000)}${'}'.repeat(3_000)}`),
  },
  {
    name: 'new texts',
    about: '80 operations a second that nobody asked before',
    connections: 8,
    everyMs: 100,
    make: (n) =>
      ask(
        `{ x${n}: museum(id: "mam") { name { zh } place { id nearbyStops(first: 2) { metres stop { id name { pt } } } } } }`,
      ),
  },
  {
    name: 'affordable',
    about: '300 connections that each ask for much, known by its text',
    connections: 300,
    make: (n) =>
      ask(
        'query($first: Int!) { museums(first: $first) { nodes { name { zh pt en } place { id nearbyStops(first: 10) { metres stop { id name { zh pt en } routes { shortName } } } nearbyCarParks(first: 10) { metres carPark { id name { zh pt en } } } } } } }',
        { first: 20 + (n % 30) },
      ),
  },
]

const UNKNOWN_NAMES = times(100_000, (i) => `u${String(i).padStart(7, '0')}`)

function times(count, write) {
  return Array.from({ length: count }, (_, index) => write(index)).join(' ')
}

function ask(query, variables) {
  return JSON.stringify({ query, variables })
}
