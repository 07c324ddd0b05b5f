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
  return numbers({ maximumFractionDigits: 2 }).format(value)
}

/** To the British a million is "m", as a metre is. */
const COMPACT_FORMATS: Readonly<Record<LanguageCode, string>> = { ...FORMATS, en: 'en-US' }

/** A number where there is little room: "3.5M", "350萬", "3,5 M". */
export function formatCompact(value: number): string {
  return numbers({ notation: 'compact', maximumSignificantDigits: 4 }, COMPACT_FORMATS).format(value)
}

/** A measured or counted number with all that it says; what is beyond a ten-thousandth is no measure's. */
export function formatQuantity(value: number): string {
  return numbers({ maximumFractionDigits: 4 }).format(value)
}

/** A part of a whole, 0 to 1, in percent. */
export function formatShare(value: number): string {
  return numbers({ style: 'percent', maximumFractionDigits: 1 }).format(value)
}

/** A calendar day such as "2026-11-22". */
export function formatDay(day: string): string {
  return formatDate(Date.parse(day), { dateStyle: 'medium' })
}

/** A calendar month such as "2026-05". */
export function formatMonth(month: string): string {
  return formatDate(Date.parse(month), { year: 'numeric', month: 'short' })
}

export function formatTime(iso: string): string {
  return formatDate(Date.parse(iso), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Macau' })
}

/** Stated in UTC, unless `options` say where; empty where it is no time. */
export function formatDate(time: number, options: Intl.DateTimeFormatOptions): string {
  return Number.isNaN(time) ? '' : dates({ timeZone: 'UTC', ...options }).format(time)
}

const numberFormats = new Map<string, Intl.NumberFormat>()
const dateFormats = new Map<string, Intl.DateTimeFormat>()

/** To make a format costs a hundred times what its use does, and a table has thousands of values. */
function numbers(options: Intl.NumberFormatOptions, locales = FORMATS): Intl.NumberFormat {
  const locale = locales[language.value]
  const key = `${locale} ${JSON.stringify(options)}`
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(locale, options)
  numberFormats.set(key, format)
  return format
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = FORMATS[language.value]
  const key = `${locale} ${JSON.stringify(options)}`
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  dateFormats.set(key, format)
  return format
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
