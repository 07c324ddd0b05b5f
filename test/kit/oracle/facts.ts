import calendar from '../../facts/calendar.json' with { type: 'json' }
import city from '../../facts/city.json' with { type: 'json' }
import culture from '../../facts/culture.json' with { type: 'json' }
import health from '../../facts/health.json' with { type: 'json' }
import places from '../../facts/places.json' with { type: 'json' }
import tourism from '../../facts/tourism.json' with { type: 'json' }
import transport from '../../facts/transport.json' with { type: 'json' }
import weather from '../../facts/weather.json' with { type: 'json' }

/** What is known of the territory, as it was compiled before any subgraph was written. */
export const facts = { calendar, city, culture, health, places, tourism, transport, weather }

/** The moment at which the tests ask, and at which every recording starts. */
export const NOW = '2026-11-22T14:20:00+08:00'

/** The names of the facts are in lower case with hyphens; the graph's enum values are not. */
export function enumValue(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}

/** By id, letter by letter. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** By id, with the numbers in it by their value: "M1/5" before "M1/11". */
export function byNumberedId(a: { readonly id: string }, b: { readonly id: string }): number {
  const pad = (id: string) => id.replaceAll(/\d+/g, (digits) => digits.padStart(6, '0'))
  return byId({ id: pad(a.id) }, { id: pad(b.id) })
}

/** Highest first; what is not known comes last. */
export function byMost<T>(valueOf: (item: T) => number | null | undefined): (a: T, b: T) => number {
  return (a, b) => (valueOf(b) ?? -Infinity) - (valueOf(a) ?? -Infinity) || 0
}

/** Lowest first; what is not known comes last. */
export function byLeast<T>(valueOf: (item: T) => number | null | undefined): (a: T, b: T) => number {
  return (a, b) => (valueOf(a) ?? Infinity) - (valueOf(b) ?? Infinity) || 0
}
