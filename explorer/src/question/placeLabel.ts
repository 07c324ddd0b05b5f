import { signal } from '@preact/signals'
import { textOfName } from '../format/values.ts'
import { askGraph } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import { words } from '../language/language.ts'
import type { Control } from './controls.ts'
import type { Values } from './parameters.ts'

export interface PlacePoint {
  readonly lat: number
  readonly lng: number
}

/** Where a place's parameter stands; null where it is not set. */
export function placeOf(control: Control, values: Values): PlacePoint | null {
  const [one = '', other] = control.variables
  const [lat, lng] =
    other === undefined ? readPair(values[one]) : ([values[one], values[other]] as readonly unknown[])
  return typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : null
}

function readPair(id: unknown): readonly unknown[] {
  return typeof id === 'string' ? id.split(',').map(Number) : []
}

const chosen = signal<Readonly<Record<string, string>>>({})

/** What a place was called when it was chosen; null where nobody chose it on this visit. */
export function labelOfPoint(point: PlacePoint): string | null {
  return chosen.value[keyOf(point)] ?? null
}

export function rememberLabel(point: PlacePoint, label: string): void {
  chosen.value = { ...chosen.value, [keyOf(point)]: label }
}

function keyOf({ lat, lng }: PlacePoint): string {
  return `${lat.toFixed(5)},${lng.toFixed(5)}`
}

const QUERY = `query WhatIsThere($lat: Float!, $lng: Float!) {
  place(lat: $lat, lng: $lng) {
    nearbyAttractions(withinMetres: 120, first: 1) { attraction { name { zh pt en } } }
    nearbyStops(withinMetres: 800, first: 1) { stop { name { zh pt en } } }
  }
}`

/** What is nearest to a place, since a coordinate tells nobody anything; null where nothing is near. */
export async function findPlaceLabel({ lat, lng }: PlacePoint): Promise<string | null> {
  const { data } = await askGraph({ query: QUERY, variables: { lat, lng } })
  const place = isRecord(data) && isRecord(data.place) ? data.place : {}
  const names = [firstOf(place.nearbyAttractions, 'attraction'), firstOf(place.nearbyStops, 'stop')]
  const name = names.find((text) => text !== '')
  return name === undefined ? null : words.value.question.near(name)
}

function firstOf(list: unknown, key: string): string {
  const first: unknown = Array.isArray(list) ? list[0] : undefined
  const thing = isRecord(first) ? first[key] : undefined
  return isRecord(thing) ? textOfName(thing.name) : ''
}
