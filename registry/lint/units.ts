/** How a unit is told in a description, and how in a name. */
const UNITS: readonly (readonly [unit: string, told: RegExp, named: RegExp])[] = [
  ['Km2', /\bin square kilometres\b|\bkm²/i, /km2/i],
  ['Metres', /\b(?:in|whole|so many) metres\b/i, /metre/i],
  ['Kilometres', /\bin kilometres\b/i, /km|kilometre/i],
  ['Millimetres', /\bin millimetres\b/i, /mm|millimetre/i],
  ['Seconds', /\b(?:in|so many) seconds\b|^seconds\b/i, /second/i],
  ['Minutes', /\b(?:in|so many) minutes\b|^minutes\b/i, /minute/i],
  ['Hours', /\b(?:in|so many) hours\b/i, /hour/i],
  ['Days', /\bin days\b/i, /day/i],
  ['Mop', /\bin (?:whole )?(?:patacas|MOP)\b/i, /mop/i],
  ['Percent', /\bin per ?cent\b/i, /percent/i],
  ['Celsius', /\bdegrees celsius\b|\b°C\b/i, /celsius/i],
  ['Degrees', /\bin degrees\b/i, /degree|celsius/i],
  ['Hpa', /\bin hectopascals?\b|\bhPa\b/i, /hpa|hectopascal/i],
  ['Kmh', /\bin kilometres (?:an|per) hour\b|\bkm\/h\b/i, /kmh|kilometre/i],
]

/** Quantities that say nothing without their unit. */
const QUANTITIES = new Set(
  'distance duration interval height width length weight speed temperature pressure rainfall'.split(' '),
)

/** The unit that a number's name lacks; null where it lacks none. */
export function missingUnit(name: string, description: string): string | null {
  const told = UNITS.filter(([, inWords]) => inWords.test(description))
  const [unit] = told[0] ?? []
  if (unit !== undefined) return told.some(([, , inName]) => inName.test(name)) ? null : unit
  const last = /[A-Za-z][a-z]*$/.exec(name)?.[0].toLowerCase() ?? ''
  return QUANTITIES.has(last) && !UNITS.some(([, , inName]) => inName.test(name)) ? 'the unit' : null
}

/** The units that one name tells and another does not. */
export function droppedUnits(from: string, to: string): readonly string[] {
  return UNITS.filter(([, , inName]) => inName.test(from) && !inName.test(to)).map(([unit]) => unit)
}
