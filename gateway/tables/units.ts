/** The words with which names of fields end, and descriptions go on after "in". */
const UNITS: readonly (readonly [RegExp, RegExp, string])[] = [
  [/Metres$|^metres$/, /\bin metres\b/i, 'metres'],
  [/Km2$/, /\bin square kilometres\b/i, 'square kilometres'],
  [/Km$/, /\bin kilometres\b/i, 'kilometres'],
  [/Seconds$/, /\bin seconds\b|^seconds\b/i, 'seconds'],
  [/Minutes(?:Avg|Max|Min)?$/, /\bin minutes\b|^minutes\b/i, 'minutes'],
  [/Percent$/, /\bin percent\b/i, 'percent'],
  [/Mop$/, /\bin (?:MOP|patacas)\b/i, 'MOP'],
  [/Celsius$/, /\bin degrees Celsius\b/i, 'degrees Celsius'],
  [/^(?:lat|lng)$/, /\bin degrees\b/i, 'degrees'],
]

/** The unit of a field such as "CarPark.heightLimitMetres", by its name or else its description; null without one. */
export function unitOf(coordinate: string, description: string | null): string | null {
  const name = coordinate.split('.')[1] ?? ''
  const [, , byName] = UNITS.find(([suffix]) => suffix.test(name)) ?? []
  if (byName !== undefined) return byName
  return UNITS.find(([, phrase]) => phrase.test(description ?? ''))?.[2] ?? null
}
