import { signal } from '@preact/signals'
import { loadPart } from '../../failure/loadPart.ts'
import { language } from '../../language/language.ts'
import { findDescription, findName, type GraphNames } from '../../../../kit/tables/names/graphNames.ts'

type Translated = 'pt' | 'zh'

const loaded = signal<Readonly<Record<Translated, GraphNames>> | null>(null)
let loading: Promise<Readonly<Record<Translated, GraphNames>>> | undefined

/** What the graph's parts are called in Portuguese and Chinese, fetched when first wanted; the schema itself is English. */
export function loadNames(): Promise<Readonly<Record<Translated, GraphNames>>> {
  loading ??= importNames().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function importNames(): Promise<Readonly<Record<Translated, GraphNames>>> {
  const [{ pt }, { zh }] = await Promise.all([
    loadPart(() => import('../../../../kit/tables/names/pt.ts')),
    loadPart(() => import('../../../../kit/tables/names/zh.ts')),
  ])
  loaded.value = { pt, zh }
  return { pt, zh }
}

/** What the reader calls "Museum" or "Museum.openingHours"; null in English, where the name says it. */
export function localName(coordinate: string): string | null {
  return language.value === 'en' ? null : findName(loaded.value?.[language.value], coordinate)
}

/** What a type is, in the reader's language; in English as the schema has it. */
export function localDescription(type: string, english: string | null | undefined): string {
  const own = language.value === 'en' ? null : findDescription(loaded.value?.[language.value], type)
  return own ?? english ?? ''
}
