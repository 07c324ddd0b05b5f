import { registered } from './datasets.ts'
import { placeAt } from './distances.ts'
import { byId, enumValue, facts } from './facts.ts'
import type { ListFacts } from './lists.ts'
import { text } from './text.ts'

/** A coordinate that the facts are less than sure of may be off by some hundred metres. */
const isApproximate = (fact: { lat: number | null; confidence: string }) =>
  fact.lat === null ? null : fact.confidence !== 'high'

export const attractions = facts.tourism.attractions
  .map((fact) => ({
    id: fact.id,
    name: text(fact.name),
    category: enumValue(fact.category),
    feeMop: fact.fee_mop,
    cultureRef: fact.culture_ref,
    place: placeAt(fact.lat, fact.lon),
    placeIsApproximate: isApproximate(fact),
    area: fact.parish,
    provenance: registered('mgto-attractions'),
  }))
  .toSorted(byId)

export const events = facts.tourism.events
  .map((fact) => ({
    id: fact.id,
    name: text(fact.name),
    kind: enumValue(fact.kind),
    usualMonths: correctedMonths(fact.id) ?? fact.usual_months,
    organiser: fact.organiser,
    rule: fact.date_rule,
    provenance: registered('mgto-events'),
  }))
  .toSorted(byId)

/** By event and year, each day on which an edition is known to take place, the first first. */
export const editionDays: readonly { readonly event: string; readonly days: readonly string[] }[] =
  facts.calendar.event_editions
    .toSorted((a, b) => a.year - b.year)
    .map((fact) => ({ event: fact.event, days: fact.days ?? daysFrom(fact.start, fact.end) }))

function daysFrom(start: string | null, end: string | null): readonly string[] {
  const [first, last] = [start ?? end, end ?? start]
  if (first === null || last === null) return []
  const count = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
  )
}

/** What editions since then have shown: "usual_months [3,7]". */
function correctedMonths(event: string): readonly number[] | undefined {
  const correction = facts.calendar.corrections_to_tourism_json.find((candidate) => candidate.event === event)
  const months = /usual_months \[([\d,]+)\]/.exec(correction?.suggest ?? '')?.[1]
  return months?.split(',').map(Number)
}

export const hotels = facts.tourism.hotels
  .map((fact) => ({
    __typename: 'Hotel',
    id: fact.id,
    name: text(fact.name),
    place: placeAt(fact.lat, fact.lon),
    placeIsApproximate: isApproximate(fact),
    area: fact.parish,
    stars: fact.stars,
    // Five stars may be deluxe or not, and the facts do not say.
    starClass: fact.stars === 4 ? 'FOUR_STAR' : null,
    roomsLicensed: fact.rooms_approx,
    roomsAreApproximate: true,
    address: null,
    isGreenHotel: null,
    provenance: registered('mgto-hotels'),
  }))
  .toSorted(byId)

export type Attraction = (typeof attractions)[number]
export type Event = (typeof events)[number]
export type Hotel = (typeof hotels)[number]

export const attractionList: ListFacts<Attraction> = {
  all: attractions,
  keys: { FEE_MOP: ({ feeMop }) => feeMop },
  old: {
    ID: [{ field: 'ID', direction: 'ASC' }],
    FEE_LOWEST_FIRST: [{ field: 'FEE_MOP', direction: 'ASC' }],
  },
}
export const eventList: ListFacts<Event> = {
  all: events,
  keys: { USUAL_MONTHS: ({ usualMonths }) => usualMonths[0] },
  old: {
    ID: [{ field: 'ID', direction: 'ASC' }],
    MONTH: [{ field: 'USUAL_MONTHS', direction: 'ASC' }],
    DATE: [{ field: 'NEXT', direction: 'ASC' }],
  },
}
export const hotelList: ListFacts<Hotel> = {
  all: hotels,
  keys: { STARS: ({ stars }) => stars, ROOMS_LICENSED: ({ roomsLicensed }) => roomsLicensed },
  old: {
    ID: [{ field: 'ID', direction: 'ASC' }],
    STARS_HIGHEST_FIRST: [{ field: 'STARS', direction: 'DESC' }],
    ROOMS_MOST_FIRST: [{ field: 'ROOMS_LICENSED', direction: 'DESC' }],
  },
}
