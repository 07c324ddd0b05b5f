import { computed, effect, signal } from '@preact/signals'
import { recall, remember } from '../app/remember.ts'
import { en, type Words } from './en.ts'
import { pt } from './pt.ts'
import { zh } from './zh.ts'

export const LANGUAGES = [
  { code: 'zh', tag: 'zh-Hant-MO', own: '繁體中文', short: '中' },
  { code: 'pt', tag: 'pt-MO', own: 'Português', short: 'PT' },
  { code: 'en', tag: 'en', own: 'English', short: 'EN' },
] as const
export type LanguageCode = (typeof LANGUAGES)[number]['code']

const WORDS: Readonly<Record<LanguageCode, Words>> = { zh, pt, en }

export const language = signal<LanguageCode>(chooseLanguage())

/** The words of the page in the language that is chosen now. */
export const words = computed(() => WORDS[language.value])

effect(() => {
  const { tag } = LANGUAGES.find(({ code }) => code === language.value) ?? LANGUAGES[2]
  document.documentElement.lang = tag
  document.title = words.value.title
})

export function switchLanguage(code: LanguageCode): void {
  language.value = code
  remember('language', code)
}

/** Of a text in three languages the reader's own, else one that there is. */
export function best(
  text: Readonly<Partial<Record<LanguageCode, string | null>>> | null | undefined,
): string {
  if (!text) return ''
  return text[language.value] ?? text.en ?? text.pt ?? text.zh ?? ''
}

const FORMATS: Readonly<Record<LanguageCode, string>> = { zh: 'zh-Hant', pt: 'pt-PT', en: 'en-GB' }

export function formatNumber(value: number): string {
  return value.toLocaleString(FORMATS[language.value], { maximumFractionDigits: 2 })
}

export function formatTime(iso: string): string {
  return new Date(iso).toLocaleString(FORMATS[language.value], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Macau',
  })
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** A time that has passed, in its largest unit: "3 hours". */
export function formatAge(seconds: number): string {
  const [unit, length] = UNITS.find(([, one]) => seconds >= one) ?? (['second', 1] as const)
  const format = new Intl.NumberFormat(FORMATS[language.value], { style: 'unit', unit, unitDisplay: 'long' })
  return format.format(Math.floor(seconds / length))
}

function chooseLanguage(): LanguageCode {
  const known = LANGUAGES.find(({ code }) => code === recall('language'))
  if (known) return known.code
  for (const tag of navigator.languages) {
    const own = LANGUAGES.find(({ code }) => tag.toLowerCase().startsWith(code))
    if (own) return own.code
  }
  return 'en'
}
