import { findName, type GraphNames } from '../../kit/tables/names/graphNames.ts'
import { pt } from '../../kit/tables/names/pt.ts'
import { zh } from '../../kit/tables/names/zh.ts'

export const HEAD_LANGUAGES = ['zh', 'pt', 'en'] as const
export type HeadLanguage = (typeof HEAD_LANGUAGES)[number]

const NAMES: Readonly<Record<HeadLanguage, GraphNames | undefined>> = { zh, pt, en: undefined }
const BETWEEN: Readonly<Record<HeadLanguage, string>> = { zh: '：', pt: ': ', en: ': ' }

/** The head of a column in the reader's words: "Free spaces: cars" for CarPark.freeSpaces and FreeSpaces.cars. */
export function headOf(coordinates: readonly string[], language: HeadLanguage): string {
  const words = coordinates.map((coordinate) => findName(NAMES[language], coordinate) ?? wordsOf(coordinate))
  const [first = '', ...others] = words.map(lowerFirst)
  return [upperFirst(first), ...others].join(BETWEEN[language])
}

const LANGUAGES: Readonly<Record<string, string>> = {
  zh: 'Chinese',
  pt: 'Portuguese',
  en: 'English',
  id: 'ID',
}

/** "Free spaces" for "CarPark.freeSpaces": a name of the schema is English already. */
function wordsOf(coordinate: string): string {
  const name = coordinate.split('.')[1] ?? coordinate
  return LANGUAGES[name] ?? name.replaceAll(/(?<=[a-z])(?=[A-Z0-9])/g, ' ').toLowerCase()
}

/** Not of a name such as "ID" or "Chinese". */
function lowerFirst(word: string): string {
  return Object.values(LANGUAGES).includes(word) ? word : word.slice(0, 1).toLowerCase() + word.slice(1)
}

function upperFirst(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
