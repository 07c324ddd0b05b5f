import { readExamples } from '../../graphs/macao.mjs'
import { ask } from '../../kit/answers.mjs'
import { weighByRank } from '../../kit/draw.mjs'

const FACTS = `{
  attractions(first: 100) { nodes { id name { zh pt en } } }
  hotels(first: 100) { nodes { place { id } } }
  busStops(first: 100) { nodes { place { id lat lng } } }
  borderCheckpoints { place { id } }
}`

/**
 * What people ask for by default: each example as often as the others, its arguments drawn by Zipf's law from what the
 * graph holds. Without a variable an example is one text.
 * @param {string} url a gateway that knows the facts
 * @returns {Promise<{ bodies: readonly string[], weights: readonly number[] }>}
 */
export async function writeAsked(url) {
  const values = listValues((await ask(url, JSON.stringify({ query: FACTS }), '')).data)
  const asked = readExamples().flatMap(({ query }) => {
    const choices = chooseVariables(query, values)
    const weights = weighByRank(choices.length)
    const sum = weights.reduce((a, b) => a + b)
    return choices.map((variables, rank) => ({
      body: JSON.stringify({ query, variables }),
      weight: weights[rank] / sum,
    }))
  })
  return { bodies: asked.map(({ body }) => body), weights: asked.map(({ weight }) => weight) }
}

/** By the names that the examples give their variables. */
function listValues({ attractions, hotels, busStops, borderCheckpoints }) {
  const places = busStops.nodes.map(({ place }) => place)
  return {
    id: attractions.nodes.map(({ id }) => ({ id })),
    hotel: uniquePlaces(hotels.nodes).map((hotel) => ({ hotel })),
    from: places.map(({ id }) => ({ from: id })),
    border: uniquePlaces(borderCheckpoints).map((border) => ({ border })),
    text: attractions.nodes.flatMap(({ name }) =>
      [name.zh, name.pt, name.en].filter((text) => text !== null).map((text) => ({ text })),
    ),
    lat: places.map(({ lat, lng }) => ({ lat, lng })),
  }
}

function uniquePlaces(items) {
  return [...new Set(items.flatMap(({ place }) => (place ? [place.id] : [])))]
}

/** Of an example that leaves more than one value to choose, the first in the table above; the others stay as they are. */
function chooseVariables(query, values) {
  const found = Object.entries(values).find(([name]) => new RegExp(`\\$${name}:`).test(query))
  return found ? found[1] : [{}]
}
