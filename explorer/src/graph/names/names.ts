import { effect, signal, type Signal } from '@preact/signals'
import { loadPart } from '../../failure/loadPart.ts'
import { language, type LanguageCode } from '../../language/language.ts'
import { findDescription, findName, type GraphNames } from '../../../../kit/tables/names/graphNames.ts'

type Translated = Exclude<LanguageCode, 'en'>

type LoadedNames = Signal<GraphNames | undefined>

const loaded: Readonly<Record<Translated, LoadedNames>> = { pt: signal(undefined), zh: signal(undefined) }
const loading = new Map<Translated, Promise<GraphNames>>()
const isWanted = signal(false)

/** What the graph's parts are called in the reader's language, now and after a change of it; the schema itself is English. */
export async function loadNames(): Promise<void> {
  isWanted.value = true
  const code = language.peek()
  if (code !== 'en') await loadNamesOf(code)
}

effect(() => {
  // What does not come is tried again by the next part of the page that wants names.
  if (isWanted.value && language.value !== 'en') loadNamesOf(language.value).catch(() => undefined)
})

/** What they are called in each language, for a search that finds a word in any. */
export async function loadAllNames(): Promise<Readonly<Record<Translated, GraphNames>>> {
  const [pt, zh] = await Promise.all([loadNamesOf('pt'), loadNamesOf('zh')])
  return { pt, zh }
}

function loadNamesOf(code: Translated): Promise<GraphNames> {
  const known = loading.get(code)
  if (known) return known
  const coming = importNames(code).catch((error: unknown) => {
    loading.delete(code)
    throw error
  })
  loading.set(code, coming)
  return coming
}

async function importNames(code: Translated): Promise<GraphNames> {
  const names =
    code === 'pt'
      ? (await loadPart(() => import('../../../../kit/tables/names/pt.ts'))).pt
      : (await loadPart(() => import('../../../../kit/tables/names/zh.ts'))).zh
  loaded[code].value = names
  return names
}

/** What the reader calls "Museum" or "Museum.openingHours"; null in English, where the name says it. */
export function localName(coordinate: string): string | null {
  return language.value === 'en' ? null : findName(loaded[language.value].value, coordinate)
}

/** What a type is, in the reader's language; in English as the schema has it. */
export function localDescription(type: string, english: string | null | undefined): string {
  const own = language.value === 'en' ? null : findDescription(loaded[language.value].value, type)
  return own ?? english ?? ''
}
