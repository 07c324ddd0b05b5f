/** How one writes a unit, by the words in which the schema's descriptions state it. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/\bmicrograms per cubic metre\b/, 'µg/m³'],
  [/\bmilligrams per cubic metre\b/, 'mg/m³'],
  [/\bsquare kilometres\b/, 'km²'],
  [/\bkilometres an hour\b/, 'km/h'],
  [/\bdegrees Celsius\b/, '°C'],
  [/\bdegrees\b/, '°'],
  [/\bhectopascals\b/, 'hPa'],
  [/\bmillimetres\b/, 'mm'],
  [/\bmetres\b/i, 'm'],
  [/\bin percent\b/, '%'],
  [/\bMOP\b/, 'MOP'],
  [/\bmilliseconds\b/i, 'ms'],
  [/\bseconds\b/i, 's'],
  [/\bminutes\b/i, 'min'],
  [/\bin hours\b/, 'h'],
]

/** The unit of a number, as its description states it; empty where it is a count, or states none. */
export function readUnit(description: string | null): string {
  // "…; null over 15 seconds" says when there is no value, not what a value is in.
  const [statement = ''] = (description ?? '').split(';')
  return UNITS.find(([words]) => words.test(statement))?.[1] ?? ''
}

/** What a thing has so many of, or holds; but not how long a list is, nor how many there may be. */
const COUNTS =
  /^(?:Number of|How many (?!items\b|people may\b)|People|Patients|Beds|Rooms|Spaces|Free spaces|Places)\b/

/** Whether a number is a count, as its description states it: ranks, rates and measures have no sum. */
export function countsThings(description: string | null): boolean {
  return COUNTS.test(description ?? '')
}
