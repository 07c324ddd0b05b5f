export const LANGUAGES = ['zh', 'pt', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** A name as the graph has it: a language that the source lacks is null. */
export interface Words {
  readonly zh?: string | null
  readonly pt?: string | null
  readonly en?: string | null
}

/** As `lang` and `Intl` have them. */
export const TAGS = { zh: 'zh-Hant-MO', pt: 'pt-PT', en: 'en-GB' } as const

export interface Picked {
  readonly text: string
  readonly language: Language
}

/** In the reader's language, or else in one that there is; a page says which. */
export function pick(words: Words, language: Language): Picked | undefined {
  for (const candidate of [language, ...LANGUAGES]) {
    const text = words[candidate]
    if (text) return { text, language: candidate }
  }
  return undefined
}
