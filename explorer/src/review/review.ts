import { askGraph } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import { Refused } from '../graph/reach.ts'
import type { LanguageCode } from '../language/language.ts'

type Text = Readonly<Partial<Record<LanguageCode, string | null>>>

/** What was reached of one target of a data set. */
export interface Measure {
  readonly kind: string
  readonly target: number | null
  readonly value: number | null
  readonly verdict: string
  readonly sample: boolean
}

export interface ReviewedDataset {
  readonly id: string
  readonly title: Text
  readonly bureaus: readonly { readonly id: string; readonly name: Text }[]
  readonly measures: readonly Measure[]
}

const QUERY = `query Review($period: String!, $after: String) {
  datasets(first: 20, after: $after) {
    nodes {
      id
      fields
      title { zh pt en }
      custodians { id name { zh pt en } }
      review(period: $period) { kind target value verdict sample }
    }
    pageInfo { hasNextPage endCursor }
  }
}`

/** All data sets with their measures in a period. Rejects with Unreachable, or with Refused where the catalogue is gone. */
export async function readReview(period: string, signal: AbortSignal): Promise<readonly ReviewedDataset[]> {
  const found: ReviewedDataset[] = []
  for (let after: unknown = null; ;) {
    const { data, errors } = await askGraph({ query: QUERY, variables: { period, after } }, { signal })
    const page = isRecord(data) ? data.datasets : null
    if (!isRecord(page) || !Array.isArray(page.nodes))
      throw new Refused(errors[0]?.message ?? 'datasets: expected a list.', errors[0]?.code)
    found.push(...page.nodes.filter(isRecord).filter(feedsTheGraph).map(readDataset))
    const { pageInfo } = page
    if (!isRecord(pageInfo) || pageInfo.hasNextPage !== true) return found
    after = pageInfo.endCursor
  }
}

type JsonObject = Readonly<Record<string, unknown>>

/** Of a data set that feeds nothing here there is nothing to measure. */
function feedsTheGraph({ fields }: JsonObject): boolean {
  return Array.isArray(fields) && fields.length > 0
}

function readDataset({ id, title, custodians, review }: JsonObject): ReviewedDataset {
  return {
    id: String(id),
    title: readText(title),
    bureaus: listOf(custodians).map((one) => ({ id: String(one.id), name: readText(one.name) })),
    measures: listOf(review).map(readMeasure),
  }
}

function readMeasure({ kind, target, value, verdict, sample }: JsonObject): Measure {
  const number = (one: unknown) => (typeof one === 'number' ? one : null)
  return {
    kind: String(kind),
    target: number(target),
    value: number(value),
    verdict: String(verdict),
    sample: sample === true,
  }
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function readText(value: unknown): Text {
  if (!isRecord(value)) return {}
  const of = (language: LanguageCode) => (typeof value[language] === 'string' ? value[language] : null)
  return { zh: of('zh'), pt: of('pt'), en: of('en') }
}
