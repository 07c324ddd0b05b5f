import { signal } from '@preact/signals'
import type { Point } from '../../../kit/tables/geojson.ts'
import { findPoint } from '../../../kit/tables/geojson.ts'
import { askGraph } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import type { LanguageCode } from '../language/language.ts'

/** What a map of Macao is drawn upon: what the graph itself holds, and nothing from elsewhere. */
export interface BaseMap {
  readonly streets: readonly (readonly Point[])[]
  readonly rails: readonly (readonly Point[])[]
  readonly stops: readonly Point[]
  /** Whatever else stands somewhere: it tells where land is. */
  readonly places: readonly Point[]
  readonly areas: readonly { readonly at: Point; readonly name: Readonly<Record<LanguageCode, string>> }[]
}

const EMPTY: BaseMap = { streets: [], rails: [], stops: [], places: [], areas: [] }

export const baseMap = signal<BaseMap>(EMPTY)

const LINES = `query BaseMap {
  busRoutes(first: 100) { nodes { directions { stops { place { lat lng } } } } }
  lrtLines { stations { place { lat lng } } }
  administrativeAreas { kind name { zh pt en } boundingBox { south west north east } }
}`
const PLACES = `query BaseMapPlaces {
  carParks(first: 100) { nodes { place { lat lng } } }
  hotels(first: 100) { nodes { place { lat lng } } }
  attractions(first: 100) { nodes { place { lat lng } } }
  healthFacilities(first: 100) { nodes { place { lat lng } } }
  borderCheckpoints { place { lat lng } }
  lrtStations { place { lat lng } }
}`
const STOPS = `query BaseMapStops($after: String) {
  busStops(first: 100, after: $after) { nodes { place { lat lng } } pageInfo { hasNextPage endCursor } }
}`

let started = false

/** Reads the base map once a visit; the map is there before it and does without it. Rejects as `askGraph`. */
export async function readBaseMap(): Promise<void> {
  if (started) return
  started = true
  try {
    const [lines, places] = await Promise.all(
      [LINES, PLACES].map((query) => askGraph({ query, variables: {} })),
    )
    baseMap.value = { ...readLines(lines?.data), places: readPlaces(places?.data) }
    const stops = await readStops()
    // At once: with each change the outline is drawn anew.
    baseMap.value = { ...baseMap.value, stops }
  } catch (error) {
    started = false
    throw error
  }
}

async function readStops(): Promise<readonly Point[]> {
  const stops: Point[] = []
  let after: string | null = null
  do {
    const { data } = await askGraph({ query: STOPS, variables: { after } })
    const page = at(data, 'busStops')
    stops.push(...pointsOf(at(page, 'nodes')))
    const info = at(page, 'pageInfo')
    const cursor = at(info, 'endCursor')
    after = at(info, 'hasNextPage') === true && typeof cursor === 'string' && cursor !== after ? cursor : null
  } while (after !== null)
  return stops
}

function readLines(data: unknown): BaseMap {
  const routes = listAt(at(data, 'busRoutes'), 'nodes')
  return {
    ...EMPTY,
    streets: routes.flatMap((route) =>
      listAt(route, 'directions').map((direction) => pointsOf(at(direction, 'stops'))),
    ),
    rails: listAt(data, 'lrtLines').map((line) => pointsOf(at(line, 'stations'))),
    areas: listAt(data, 'administrativeAreas').flatMap(readArea),
  }
}

function readPlaces(data: unknown): readonly Point[] {
  return isRecord(data)
    ? Object.values(data).flatMap((list) => pointsOf(Array.isArray(list) ? list : at(list, 'nodes')))
    : []
}

function readArea(area: unknown): BaseMap['areas'] {
  const [box, name] = [at(area, 'boundingBox'), at(area, 'name')]
  const [south, west, north, east] = ['south', 'west', 'north', 'east'].map((side) => at(box, side))
  if (typeof south !== 'number' || typeof north !== 'number') return []
  if (typeof west !== 'number' || typeof east !== 'number') return []
  const text = (language: LanguageCode) => {
    const value = at(name, language)
    return typeof value === 'string' ? value : ''
  }
  return [
    {
      at: { lat: (south + north) / 2, lng: (west + east) / 2 },
      name: { zh: text('zh'), pt: text('pt'), en: text('en') },
    },
  ]
}

function pointsOf(list: unknown): readonly Point[] {
  return Array.isArray(list) ? list.flatMap((item: unknown) => findPoint(item) ?? []) : []
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = at(value, key)
  return Array.isArray(list) ? list : []
}

function at(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined
}
