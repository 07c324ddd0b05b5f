import { isPlace, type EventAttribute, type GraphEvent } from '../../kit/events/graphEvent.ts'
import { isRecord } from '../../kit/isRecord.ts'
import type { Topic } from '../graph/topics.ts'

export type Matches = (event: GraphEvent) => boolean

/** Which events of a topic a subscription with these arguments wants; an argument that is left out wants all. */
export function createMatches({ match, near }: Topic, given: Readonly<Record<string, unknown>>): Matches {
  const conditions: Matches[] = []
  for (const [argument, attribute] of match) {
    const wanted = given[argument]
    if (wanted === undefined || wanted === null) continue
    const values = new Set(Array.isArray(wanted) ? wanted.map(String) : [String(wanted)])
    conditions.push((event) => listValues(event, attribute).some((value) => values.has(value)))
  }
  const centre = given['near']
  if (near !== undefined && isRecord(centre)) conditions.push(createNear(near, centre, given['withinMetres']))
  return (event) => conditions.every((holds) => holds(event))
}

function listValues({ key, attributes }: GraphEvent, name: string): readonly string[] {
  const value: EventAttribute | undefined = name === 'key' ? key : attributes[name]
  if (value === undefined || value === null || isPlace(value)) return []
  return Array.isArray(value) ? value : [String(value)]
}

function createNear(attribute: string, centre: Readonly<Record<string, unknown>>, within: unknown): Matches {
  const { lat, lng } = centre
  return ({ attributes }) => {
    const place = attributes[attribute]
    if (!isPlace(place) || typeof lat !== 'number' || typeof lng !== 'number') return false
    return metresBetween({ lat, lng }, place) <= Number(within)
  }
}

const EARTH_RADIUS_METRES = 6_371_008.8
const METRES_PER_DEGREE = (EARTH_RADIUS_METRES * Math.PI) / 180

/** On a plane: within a city it differs from the sphere by less than its own precision. */
function metresBetween(one: Centre, other: Centre): number {
  const north = (other.lat - one.lat) * METRES_PER_DEGREE
  const middle = ((one.lat + other.lat) / 2) * (Math.PI / 180)
  const east = (other.lng - one.lng) * METRES_PER_DEGREE * Math.cos(middle)
  return Math.hypot(north, east)
}

interface Centre {
  readonly lat: number
  readonly lng: number
}
