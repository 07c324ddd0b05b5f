import type { Format } from '../../request/table/format.ts'
import type { Language } from '../catalogue/languages.ts'

/** The authority tables of the EU's Publications Office, which DCAT-AP asks for. */
export const AUTHORITY = 'http://publications.europa.eu/resource/authority'

/** What the catalogue's words for themes are there; of a theme that is not here only its own name is told. */
const THEMES: Readonly<Record<string, string>> = {
  CULTURE: 'EDUC',
  GOVERNMENT: 'GOVE',
  HEALTH: 'HEAL',
  POPULATION: 'SOCI',
  PUBLIC_SAFETY: 'JUST',
  // EuroVoc has tourism among social questions, which this theme covers.
  TOURISM: 'SOCI',
  TRANSPORT: 'TRAN',
}

const FREQUENCIES: Readonly<Record<string, string>> = {
  continuous: 'UPDATE_CONT',
  'every 60 seconds': '1MIN',
  'every 5 minutes': '5MIN',
  'every 30 minutes': '30MIN',
  hourly: 'HOURLY',
  daily: 'DAILY',
  weekly: 'WEEKLY',
  monthly: 'MONTHLY',
  quarterly: 'QUARTERLY',
  yearly: 'ANNUAL',
  'as needed': 'AS_NEEDED',
  'as announced': 'IRREG',
  'on change': 'IRREG',
  'weekly to monthly': 'IRREG',
  rare: 'IRREG',
}

/** Who may read: for registered people and contracts it is restricted, for the administration alone not public. */
const ACCESS_RIGHTS: Readonly<Record<string, string>> = {
  PUBLIC: 'PUBLIC',
  DEVELOPER: 'RESTRICTED',
  PARTNER: 'RESTRICTED',
  STAFF: 'NON_PUBLIC',
  OWNER: 'NON_PUBLIC',
}

const LANGUAGES: Readonly<Record<Language, string>> = { zh: 'ZHO', pt: 'POR', en: 'ENG' }

const FILE_TYPES: Readonly<Partial<Record<Format, string>>> = {
  csv: 'CSV',
  json: 'JSON',
  geojson: 'GEOJSON',
  parquet: 'PARQUET',
  xlsx: 'XLSX',
}

export function themeIri(theme: string | null): string | undefined {
  return find(THEMES, theme, 'data-theme')
}

/** A frequency that is stated in words which are not here is another one; none where none is stated. */
export function frequencyIri(frequency: string | null): string | undefined {
  if (frequency === null) return undefined
  const isSecondly = /^every \d+ seconds$/.test(frequency) && FREQUENCIES[frequency] === undefined
  if (isSecondly) return `${AUTHORITY}/frequency/UPDATE_CONT`
  return find(FREQUENCIES, frequency, 'frequency') ?? `${AUTHORITY}/frequency/OTHER`
}

export function accessRightIri(tier: string | null): string | undefined {
  return find(ACCESS_RIGHTS, tier, 'access-right')
}

export function languageIri(language: Language): string {
  return `${AUTHORITY}/language/${LANGUAGES[language]}`
}

export function fileTypeIri(format: Format): string | undefined {
  return find(FILE_TYPES, format, 'file-type')
}

function find(
  table: Readonly<Record<string, string | undefined>>,
  key: string | null,
  name: string,
): string | undefined {
  const code = key !== null && Object.hasOwn(table, key) ? table[key] : undefined
  return code === undefined ? undefined : `${AUTHORITY}/${name}/${code}`
}
