import type { Variables } from '../../../kit/graphql/variables.ts'
import { isRecord } from '../../../kit/isRecord.ts'
import type { Point } from '../../../kit/tables/geojson.ts'
import { flattenRow, type Cell } from '../../../kit/tables/rows.ts'
import { TableRefusal } from '../../request/table/tableRefusal.ts'
import type { AskGraph } from '../../tables/askGraph.ts'
import { readRows } from '../../tables/readRows.ts'
import { startTally, type TalliedList } from '../../tables/tally.ts'
import type { Collection } from './collections.ts'
import { isWithin, type ItemParameters } from './itemParameters.ts'

export interface Feature {
  readonly type: 'Feature'
  readonly id: string
  /** Null for a thing of which nobody says where it stands. */
  readonly geometry: { readonly type: 'Point'; readonly coordinates: readonly [number, number] } | null
  readonly properties: Readonly<Record<string, Cell>>
}

export interface FeaturePage {
  readonly features: readonly Feature[]
  /** How many there are in all. */
  readonly matched: number
  /** Properties that are empty because of an error. */
  readonly missing: number
}

/** Reads a list to its end, for the graph tells neither how many lie within a box nor what comes at an offset. */
export async function readFeatures(
  ask: AskGraph,
  collection: Collection,
  { bbox, limit, offset }: ItemParameters,
): Promise<FeaturePage> {
  const features: Feature[] = []
  let matched = 0
  // What a bureau did not tell is not outside of a box.
  const deciding = bbox === undefined ? [] : ['place']
  const { rows, missing } = readThings(ask, collection, collection, { kind: 'list', deciding })
  for await (const row of rows) {
    const point = placeOf(row)
    if (bbox !== undefined && (point === null || !isWithin(bbox, point.lng, point.lat))) continue
    if (matched >= offset && features.length < limit) features.push(toFeature(row, point))
    matched++
  }
  return { features, matched, missing: missing() }
}

/** The one of this id; none where there is none. Throws TableRefusal. */
export async function readFeature(ask: AskGraph, collection: Collection, id: string): Promise<FeaturePage> {
  const { one } = collection
  const { rows, missing } = one
    ? readThings(ask, collection, { text: one.text, path: [one.key] }, { kind: 'row', deciding: [] }, { id })
    : readThings(ask, collection, collection, { kind: 'list', deciding: [] })
  const features: Feature[] = []
  try {
    for await (const row of rows) {
      const feature = toFeature(row, placeOf(row))
      if (feature.id === id) features.push(feature)
    }
  } catch (error) {
    // Null without an error: there is none.
    if (!(error instanceof TableRefusal && error.status === 404)) throw error
  }
  return { features, matched: features.length, missing: missing() }
}

function readThings(
  ask: AskGraph,
  { columns }: Collection,
  { text, path }: Pick<Collection, 'text' | 'path'>,
  { kind, deciding }: Pick<TalliedList, 'kind' | 'deciding'>,
  variables: Variables = {},
) {
  const tally = startTally(Date.now)
  const reading = { ask, text, withProvenance: null, variables, tally }
  return {
    rows: readRows(reading, { kind, path, columns, deciding }),
    missing: () => tally.counts().missingCells,
  }
}

function placeOf(row: unknown): Point | null {
  const place = isRecord(row) ? row.place : undefined
  if (!isRecord(place) || typeof place.lat !== 'number' || typeof place.lng !== 'number') return null
  return { lat: place.lat, lng: place.lng }
}

function toFeature(row: unknown, point: Point | null): Feature {
  const { id, place: _, ...rest } = isRecord(row) ? row : {}
  return {
    type: 'Feature',
    id: String(id),
    geometry: point && { type: 'Point', coordinates: [point.lng, point.lat] },
    properties: { id: String(id), ...Object.fromEntries(flattenRow(rest)) },
  }
}
