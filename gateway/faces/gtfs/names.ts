import { LANGUAGE_TAGS, LANGUAGES, textsOf, type Language } from '../catalogue/languages.ts'
import type { Texts } from '../catalogue/readCatalogue.ts'
import type { GtfsFile } from './gtfsFile.ts'

/** The language of a feed's names; the others stand in its translations. */
export const FEED_LANGUAGE: Language = LANGUAGES[0]

export function nameOf(texts: Texts): string {
  return texts[FEED_LANGUAGE] ?? textsOf(texts)[0]?.text ?? ''
}

interface Named {
  readonly table: 'stops' | 'routes'
  readonly field: 'stop_name' | 'route_long_name'
  readonly id: string
  readonly texts: Texts
}

export function translationsFile(named: readonly Named[]): GtfsFile {
  return {
    name: 'translations.txt',
    columns: ['table_name', 'field_name', 'language', 'translation', 'record_id'],
    rows: named.flatMap(({ table, field, id, texts }) =>
      textsOf(texts)
        .filter(({ language }) => language !== FEED_LANGUAGE)
        .map(({ language, text }) => [table, field, LANGUAGE_TAGS[language], text, id]),
    ),
  }
}
