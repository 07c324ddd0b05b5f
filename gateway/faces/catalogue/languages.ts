import type { Texts } from './readCatalogue.ts'

export type Language = keyof Texts

/** The languages of the graph's texts, by BCP 47. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { zh: 'zh-Hant', pt: 'pt', en: 'en' }

export const LANGUAGES = ['zh', 'pt', 'en'] as const satisfies readonly Language[]

/** The texts that there are, each with its language. */
export function textsOf(
  texts: Texts | null,
): readonly { readonly language: Language; readonly text: string }[] {
  return LANGUAGES.flatMap((language) => {
    const text = texts?.[language]
    return text === null || text === undefined || text === '' ? [] : [{ language, text }]
  })
}

/** In English, or else in the first language that has it. */
export function bestText(texts: Texts | null): string | undefined {
  return texts?.en ?? textsOf(texts)[0]?.text
}
