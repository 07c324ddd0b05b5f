/** The same in each language of the page. */
export type InLanguages = Readonly<Record<'zh' | 'pt' | 'en', string>>

/** How an answer is looked at on a page of its own. */
export type PageView = 'cards' | 'table' | 'map' | 'chart'
export const PAGE_VIEWS: readonly PageView[] = ['cards', 'table', 'map', 'chart']

/** A question with a page of its own. */
export interface PageDefinition {
  /** Its name in the address. */
  readonly name: string
  readonly query: string
  /** A sentence with a slot for each parameter that it speaks of: "Which museums are open {at}?". */
  readonly sentence: InLanguages
  readonly view: PageView | null
  /** What parameters begin with, where the query's own default is not meant: now, or a time of today such as "21:00". */
  readonly times: Readonly<Record<string, string>>
  /** What the things are called that parameters begin with. */
  readonly labels: Readonly<Record<string, InLanguages>>
  /** Values that were kept with it. */
  readonly values: Readonly<Record<string, unknown>>
}

/** The sentence's words and slots, in their order. */
export function splitSentence(
  sentence: string,
): readonly ({ readonly text: string } | { readonly slot: string })[] {
  return sentence
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{\w+\}$/.test(part) ? { slot: part.slice(1, -1) } : { text: part }))
}
