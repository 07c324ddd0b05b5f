import { byId, enumValue, facts } from './facts.ts'
import { placeAt } from './distances.ts'
import { registered } from './datasets.ts'
import type { ListFacts } from './lists.ts'
import { readHours } from './hours.ts'
import { text } from './text.ts'

/** The registers of the culture bureau; `area` is an id throughout. */
export const museums = facts.culture.museums
  .map((fact) => ({
    __typename: 'Museum',
    id: fact.id,
    name: text(fact.name),
    hours: readHours(fact.hours, fact.closed),
    lastEntry: /last entry (\d\d:\d\d)/.exec(fact.hours)?.[1] ?? null,
    feeMop: fact.fee_mop,
    operator: fact.operator,
    place: placeAt(fact.lat, fact.lon),
    area: fact.parish,
    provenance: registered('icm-museums'),
  }))
  .toSorted(byId)

export const monuments = facts.culture.world_heritage_elements
  .map((fact) => ({
    __typename: 'Monument',
    id: fact.id,
    name: text(fact.name),
    kind: enumValue(fact.type),
    worldHeritageId: fact.wh_mo_id,
    classifiedCode: fact.classified_code,
    hours: readHours(fact.opening),
    place: placeAt(fact.lat, fact.lon),
    area: fact.parish,
    provenance: registered('icm-heritage'),
  }))
  .toSorted(byId)

export const libraries = facts.culture.libraries
  .map((fact) => ({
    id: fact.id,
    name: text(fact.name),
    hours: readHours(fact.hours),
    operator: fact.operator,
    place: placeAt(fact.lat, fact.lon),
    area: fact.parish,
    provenance: registered('icm-libraries'),
  }))
  .toSorted(byId)

const VENUE_KINDS: Readonly<Record<string, string>> = { performing: 'PERFORMING_ARTS' }

export const venues = facts.culture.venues
  .map((fact) => ({
    id: fact.id,
    name: text(fact.name),
    kind: VENUE_KINDS[fact.kind] ?? enumValue(fact.kind),
    capacity: fact.capacity,
    operator: fact.operator,
    place: placeAt(fact.lat, fact.lon),
    area: fact.parish,
    provenance: registered('icm-venues'),
  }))
  .toSorted(byId)

const site = facts.culture.meta.world_heritage

export const worldHeritageSite = {
  unescoId: site.unesco_id,
  name: text(site.name),
  inscribedYear: site.inscribed,
  provenance: registered('icm-heritage'),
}

export type Museum = (typeof museums)[number]
export type Monument = (typeof monuments)[number]
export type Library = (typeof libraries)[number]
export type Venue = (typeof venues)[number]

export const museumList: ListFacts<Museum> = {
  all: museums,
  keys: { FEE_MOP: ({ feeMop }) => feeMop },
  old: { ID: [{ field: 'ID', direction: 'ASC' }], FEE_LOWEST: [{ field: 'FEE_MOP', direction: 'ASC' }] },
}
const byNumber = [{ field: 'WORLD_HERITAGE_ID', direction: 'ASC' }] as const
export const monumentList: ListFacts<Monument> = {
  all: monuments,
  keys: { WORLD_HERITAGE_ID: ({ worldHeritageId }) => worldHeritageId },
  old: { ID: [{ field: 'ID', direction: 'ASC' }], WORLD_HERITAGE_ID: byNumber },
  usual: byNumber,
}
export const libraryList: ListFacts<Library> = {
  all: libraries,
  old: { ID: [{ field: 'ID', direction: 'ASC' }] },
}
export const venueList: ListFacts<Venue> = {
  all: venues,
  keys: { CAPACITY: ({ capacity }) => capacity },
  old: {
    ID: [{ field: 'ID', direction: 'ASC' }],
    CAPACITY_LARGEST: [{ field: 'CAPACITY', direction: 'DESC' }],
  },
}
