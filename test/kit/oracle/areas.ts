import { registered } from './datasets.ts'
import { enumValue, facts } from './facts.ts'
import { plain, type Resolver, type Resolvers } from './resolvers.ts'
import { text } from './text.ts'

const KINDS: Readonly<Record<string, string>> = {
  parish: 'PARISH',
  reclamation: 'RECLAMATION_AREA',
  'zone-a': 'RECLAMATION_AREA',
  'zone-b': 'RECLAMATION_AREA',
}
/** Said in the notes of these two zones and of no other. */
const PARENTS_OF_ZONES: Readonly<Record<string, string>> = { 'zone-b': 'se', umac: 'carmo' }
const provenance = registered('dsec-areas')

const parishes = facts.places.parishes.map((fact) => ({
  id: fact.slug,
  name: text(fact.name),
  otherNames: fact.alt_zh ?? [],
  kind: KINDS[fact.kind] ?? 'PARISH',
  parentId: null,
  population: fact.population_2021,
  landAreaKm2: fact.land_area_km2_2021,
  boundingBox: boxOf(fact.bbox_lonlat_approx),
  confidence: enumValue(fact.confidence.names),
  provenance,
}))

const unknown = { otherNames: [], population: null, landAreaKm2: null, provenance }

const zones = facts.places.zones.map((fact) => ({
  ...unknown,
  id: fact.slug,
  name: text(fact.name),
  kind: KINDS[fact.slug] ?? 'SPECIAL_ZONE',
  parentId: PARENTS_OF_ZONES[fact.slug] ?? null,
  boundingBox: boxOf(fact.bbox_lonlat_approx),
  confidence: enumValue(fact.confidence),
}))

const districts = facts.places.statistical_districts.map((fact) => ({
  ...unknown,
  id: `district-${slug(fact.name.pt)}`,
  name: text(fact.name),
  kind: 'STATISTICAL_DISTRICT',
  parentId: fact.parish_main,
  boundingBox: null,
  confidence: enumValue(fact.confidence),
}))

const KIND_ORDER = ['PARISH', 'RECLAMATION_AREA', 'SPECIAL_ZONE', 'STATISTICAL_DISTRICT']

export const areas = [...parishes, ...zones, ...districts].toSorted(
  (a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind),
)

/** The area whose id a record holds. */
export const areaOf: Resolver = ({ area }: { area: string | null }) => findArea(area)

function findArea(id: string | null) {
  return areas.find((area) => area.id === id) ?? null
}

function boxOf([west = 0, south = 0, east = 0, north = 0]: readonly number[]) {
  return { south, west, north, east, approximate: true }
}

function slug(name: string): string {
  const letters = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return letters.replaceAll(/[^a-z]+/g, '-').replaceAll(/^-|-$/g, '')
}

type Area = (typeof areas)[number]

export const areaResolvers: Resolvers = {
  AdministrativeArea: {
    ...plain('id', 'name', 'otherNames', 'kind', 'population', 'landAreaKm2', 'boundingBox', 'confidence'),
    ...plain('provenance'),
    parent: ({ parentId }: Area) => findArea(parentId),
    parts: ({ id }: Area) => areas.filter(({ parentId }) => parentId === id),
  },
  BoundingBox: plain('south', 'west', 'north', 'east', 'approximate'),
  Query: {
    administrativeAreas: (_: unknown, { kind }: { kind?: string | null }) =>
      areas.filter((area) => !kind || area.kind === kind),
    administrativeArea: (_: unknown, { id }: { id: string }) => findArea(id),
  },
}
