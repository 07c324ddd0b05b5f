import type { Measure, Review, ReviewedBureau } from './readReview.ts'
import { bestText, formatTarget, formatValue, WORDS, type ReviewLanguage } from './words.ts'

/** A page of a review, before it is Markdown or HTML. */
export interface Page {
  readonly tag: string
  readonly title: string
  readonly parts: readonly PagePart[]
}

export type PagePart =
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'table'; readonly heading: string; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'shares'; readonly heading: string; readonly bars: readonly ShareBar[] }
  | { readonly kind: 'columns'; readonly heading: string; readonly columns: readonly Column[] }
  | { readonly kind: 'list'; readonly heading: string; readonly lines: readonly string[] }

/** How many of a whole are of which verdict. */
export interface ShareBar {
  readonly name: string
  readonly parts: readonly {
    readonly verdict: Measure['verdict']
    readonly name: string
    readonly count: number
  }[]
}

export interface Column {
  readonly name: string
  /** Null for one that is withheld. */
  readonly value: number | null
  readonly text: string
}

const KINDS = ['FRESHNESS', 'AVAILABILITY', 'SET_ASIDE', 'USE'] as const
const VERDICTS = ['REACHED', 'MISSED', 'PENDING', 'WITHHELD', 'NOT_MEASURED', 'NO_TARGET'] as const

/** The page of one bureau: each target of each of its data sets. */
export function composeBureauPage(bureau: ReviewedBureau, period: string, language: ReviewLanguage): Page {
  const words = WORDS[language]
  const rows = bureau.datasets.map((dataset) => [
    bestText(dataset.title, language),
    ...KINDS.map((kind) => describeMeasure(dataset.review, kind, language)),
  ])
  return {
    tag: words.tag,
    title: `${words.title(period)}: ${bestText(bureau.name, language)}`,
    parts: [
      ...noteSample([bureau], language),
      { kind: 'shares', heading: words.summary, bars: countByKind([bureau], language) },
      {
        kind: 'table',
        heading: words.dataset,
        rows: [[words.dataset, ...KINDS.map((kind) => words.kinds[kind])], ...rows],
      },
      ...composeMonths(bureau, language),
      { kind: 'list', heading: words.sources, lines: words.sourceLines },
    ],
  }
}

/** The page of all bureaus: how many targets each has reached. */
export function composePlanPage({ period, bureaus }: Review, language: ReviewLanguage): Page {
  const words = WORDS[language]
  const rows = bureaus.map((bureau) => [
    bestText(bureau.name, language),
    ...VERDICTS.map((verdict) =>
      String(measuresOf([bureau]).filter((one) => one.verdict === verdict).length),
    ),
  ])
  return {
    tag: words.tag,
    title: `${words.title(period)}: ${words.whole}`,
    parts: [
      ...noteSample(bureaus, language),
      { kind: 'shares', heading: words.summary, bars: countByKind(bureaus, language) },
      {
        kind: 'table',
        heading: words.bureau,
        rows: [[words.bureau, ...VERDICTS.map((verdict) => words.verdicts[verdict])], ...rows],
      },
      { kind: 'list', heading: words.sources, lines: words.sourceLines },
    ],
  }
}

function noteSample(bureaus: readonly ReviewedBureau[], language: ReviewLanguage): readonly PagePart[] {
  const isSample =
    measuresOf(bureaus).some(({ sample }) => sample) ||
    bureaus.some(({ use }) => use?.some(({ sample }) => sample) ?? false)
  return isSample ? [{ kind: 'note', text: WORDS[language].sample }] : []
}

function measuresOf(bureaus: readonly ReviewedBureau[]): readonly Measure[] {
  return bureaus.flatMap(({ datasets }) => datasets.flatMap(({ review }) => review))
}

function countByKind(bureaus: readonly ReviewedBureau[], language: ReviewLanguage): readonly ShareBar[] {
  const words = WORDS[language]
  return KINDS.map((kind) => {
    const measures = measuresOf(bureaus).filter((one) => one.kind === kind)
    return {
      name: words.kinds[kind],
      parts: VERDICTS.map((verdict) => ({
        verdict,
        name: words.verdicts[verdict],
        count: measures.filter((one) => one.verdict === verdict).length,
      })).filter(({ count }) => count > 0),
    }
  })
}

function describeMeasure(
  review: readonly Measure[],
  kind: Measure['kind'],
  language: ReviewLanguage,
): string {
  const words = WORDS[language]
  const measure = review.find((one) => one.kind === kind)
  if (measure === undefined) return ''
  const target = formatTarget(measure, words)
  const told = [words.verdicts[measure.verdict], target].filter((text) => text !== '').join('; ')
  return `${formatValue(kind, measure.value)} (${told})`
}

function composeMonths({ use }: ReviewedBureau, language: ReviewLanguage): readonly PagePart[] {
  const words = WORDS[language]
  if (use === null || use.length === 0) return []
  const columns = use.toReversed().map(({ month, requests }) => ({
    name: month,
    value: requests,
    text: requests === null ? words.withheld : formatValue('USE', requests),
  }))
  return [
    { kind: 'columns', heading: words.useByMonth, columns },
    {
      kind: 'table',
      heading: words.month,
      rows: [[words.month, words.requests], ...columns.map(({ name, text }) => [name, text])],
    },
  ]
}
