/** The words with which names of fields end where they tell a unit, and how one writes it. */
const UNITS: Readonly<Record<string, string>> = {
  Metres: 'm',
  Km2: 'km²',
  Kmh: 'km/h',
  Km: 'km',
  Seconds: 's',
  Minutes: 'min',
  Percent: '%',
  Mop: 'MOP',
  Celsius: '°C',
  Mm: 'mm',
  Hpa: 'hPa',
}
const UNIT = new RegExp(`(?<=[a-z])(${Object.keys(UNITS).join('|')})(?=$|Avg$|P90$)`)

/** What names of fields are short for, and what a reader cannot guess. */
const OWN: Readonly<Record<string, string>> = {
  id: 'ID',
  lat: 'latitude',
  lng: 'longitude',
  metres: 'distance (m)',
  zh: 'Chinese',
  pt: 'Portuguese',
  en: 'English',
  ZH: 'Chinese',
  PT: 'Portuguese',
  EN: 'English',
  API: 'API',
  LRT: 'LRT',
  LRT_STATION: 'LRT station',
  LRT_LINE: 'LRT line',
  MICE: 'conventions and exhibitions',
  NGO_CLINIC: 'NGO clinic',
  PRESSURE_MSL: 'pressure at sea level',
}

/** "Free spaces" for "CarPark.freeSpaces", "height limit (m)" for "CarPark.heightLimitMetres": a name of the schema is English already. */
export function englishName(coordinate: string): string {
  const name = coordinate.split('.').at(-1) ?? ''
  const own = OWN[name]
  if (own !== undefined) return own
  const unit = UNIT.exec(name)?.[1]
  if (unit === undefined) return apart(name)
  return `${apart(name.replace(unit, ''))} (${UNITS[unit] ?? ''})`
}

function apart(name: string): string {
  // A point of the compass stays as it is.
  if (/^[NESW]{1,3}$/.test(name)) return name
  if (/^[A-Z][A-Z0-9_]*$/.test(name)) return name.replaceAll('_', ' ').toLowerCase()
  return name
    .replaceAll(/(?<=[a-z])(?=[A-Z0-9])/g, ' ')
    .replaceAll(/(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase()
}
