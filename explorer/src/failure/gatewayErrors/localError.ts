import { signal } from '@preact/signals'
import { language, type LanguageCode } from '../../language/language.ts'
import { loadPart } from '../loadPart.ts'
import { translateError, type ErrorWords } from './errorWords.ts'

type Translated = Exclude<LanguageCode, 'en'>

const loaded = signal<Readonly<Partial<Record<Translated, ErrorWords>>>>({})
const loading = new Set<Translated>()

export interface LocalError {
  readonly text: string
  /** What the gateway itself said, where the text does not say all of it; null where it does. */
  readonly original: string | null
}

/** An error in the reader's language as soon as its words are there; until then, and of what is not known, as it came. */
export function localError(message: string, code: string | undefined): LocalError {
  if (language.value === 'en') return { text: message, original: null }
  const words = loaded.value[language.value]
  if (!words) void load(language.value)
  const translated = words && translateError(words, message, code)
  if (!translated) return { text: message, original: null }
  return { text: translated.text, original: translated.isWhole ? null : message }
}

/** With what the gateway itself said in brackets. */
export function writeLocalError(message: string, code: string | undefined): string {
  const { text, original } = localError(message, code)
  return original === null ? text : `${text} (${original})`
}

async function load(code: Translated): Promise<void> {
  if (loading.has(code)) return
  loading.add(code)
  try {
    const words =
      code === 'pt'
        ? (await loadPart(() => import('./pt.ts'))).pt
        : (await loadPart(() => import('./zh.ts'))).zh
    loaded.value = { ...loaded.value, [code]: words }
  } catch {
    // The next error asks again; this one is told as it came.
    loading.delete(code)
  }
}
