import { askGraph, type Answer } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import { Refused, type JsonObject } from '../graph/reach.ts'
import type { LanguageCode } from '../language/language.ts'

export type Text = Readonly<Partial<Record<LanguageCode, string | null>>>

/** What the catalogue knows of a bureau. */
export interface BureauData {
  readonly name: Text
  /** Null where no gateway tells the catalogue. */
  readonly use: readonly MonthlyUse[] | null
  readonly datasets: readonly DataSet[]
}

export interface MonthlyUse {
  readonly month: string
  readonly requests: number | null
  readonly errors: number | null
  readonly clients: number | null
  readonly withheld: boolean
  readonly sample: boolean
}

export interface DataSet {
  readonly id: string
  readonly title: Text
  readonly licence: string | null
  readonly lifecycleState: string
  readonly openness: string | null
  readonly modifiedAt: string | null
  readonly feedsTheGraph: boolean
}

export interface ClientUse {
  readonly client: string | null
  readonly verified: boolean
  readonly requests: number
  readonly errors: number
  readonly lastDay: string
}

const DATA_SET = `fragment DataSet on Dataset {
  id title { zh pt en } licence lifecycleState openness modifiedAt fields
}`

const BUREAU = `query Bureau($id: ID!, $after: String) {
  bureau(id: $id) {
    name { zh pt en }
    use { month requests errors clients withheld sample }
    datasets(first: 50, after: $after) { nodes { ...DataSet } pageInfo { hasNextPage endCursor } }
  }
}
${DATA_SET}`

/** With the data sets that its subgraph reads from others. Null where the catalogue knows no such bureau. */
export async function readBureau(
  id: string,
  subgraph: string | null,
  signal: AbortSignal,
): Promise<BureauData | null> {
  const [own, read] = await Promise.all([
    readPages(id, signal),
    subgraph === null ? [] : readDataSetsOf(subgraph, signal),
  ])
  if (own === null) return null
  const datasets = new Map([...own.datasets, ...read].map((one) => [one.id, one]))
  return {
    ...own,
    datasets: [...datasets.values()].toSorted((a, b) => Number(b.feedsTheGraph) - Number(a.feedsTheGraph)),
  }
}

async function readPages(id: string, signal: AbortSignal): Promise<BureauData | null> {
  const datasets: DataSet[] = []
  for (let after: unknown = null; ;) {
    const answer = await askGraph({ query: BUREAU, variables: { id, after } }, { signal })
    const { bureau } = dataOf(answer)
    if (!isRecord(bureau)) {
      if (answer.errors[0]) throw new Refused(answer.errors[0].message, answer.errors[0].code)
      return null
    }
    const page = isRecord(bureau.datasets) ? bureau.datasets : {}
    datasets.push(...listOf(page.nodes).map(readDataSet))
    const info = isRecord(page.pageInfo) ? page.pageInfo : {}
    if (info.hasNextPage !== true || info.endCursor === after)
      return {
        name: readText(bureau.name),
        use: Array.isArray(bureau.use) ? bureau.use.filter(isRecord).map(readUse) : null,
        datasets,
      }
    after = info.endCursor
  }
}

const FEEDS = `query DataSetsOfFeeds { feeds { subgraph dataset { ...DataSet } } } ${DATA_SET}`

async function readDataSetsOf(subgraph: string, signal: AbortSignal): Promise<readonly DataSet[]> {
  const { feeds } = dataOf(await askGraph({ query: FEEDS, variables: {} }, { signal }))
  return listOf(feeds).flatMap((feed) =>
    feed.subgraph === subgraph && isRecord(feed.dataset) ? [readDataSet(feed.dataset)] : [],
  )
}

const CLIENTS = `query BureauClients($id: ID!, $month: YearMonth!) {
  bureau(id: $id) { useByClient(month: $month, first: 50) { client verified requests errors lastDay } }
}`

/** Null where this caller may not know. */
export async function readClients(
  id: string,
  month: string,
  token: string,
  signal: AbortSignal,
): Promise<readonly ClientUse[] | null> {
  const answer = await askGraph({ query: CLIENTS, variables: { id, month } }, { signal, token })
  const { bureau } = dataOf(answer)
  const clients = isRecord(bureau) ? bureau.useByClient : null
  return Array.isArray(clients) ? clients.filter(isRecord).map(readClient) : null
}

const BUREAUS = 'query Bureaus { bureaus { id name { zh pt en } } }'

export async function readBureaus(
  signal: AbortSignal,
): Promise<readonly { readonly id: string; readonly name: Text }[]> {
  const answer = await askGraph({ query: BUREAUS, variables: {} }, { signal })
  const { bureaus } = dataOf(answer)
  if (!Array.isArray(bureaus))
    throw new Refused(answer.errors[0]?.message ?? 'bureaus: expected a list.', answer.errors[0]?.code)
  return listOf(bureaus).map(({ id, name }) => ({ id: String(id), name: readText(name) }))
}

function readDataSet(one: JsonObject): DataSet {
  return {
    id: String(one.id),
    title: readText(one.title),
    licence: textOf(one.licence),
    lifecycleState: String(one.lifecycleState),
    openness: textOf(one.openness),
    modifiedAt: textOf(one.modifiedAt),
    feedsTheGraph: Array.isArray(one.fields) && one.fields.length > 0,
  }
}

function readUse(one: JsonObject): MonthlyUse {
  return {
    month: String(one.month),
    requests: numberOf(one.requests),
    errors: numberOf(one.errors),
    clients: numberOf(one.clients),
    withheld: one.withheld === true,
    sample: one.sample === true,
  }
}

function readClient(one: JsonObject): ClientUse {
  return {
    client: textOf(one.client),
    verified: one.verified === true,
    requests: Number(one.requests),
    errors: Number(one.errors),
    lastDay: String(one.lastDay),
  }
}

function dataOf({ data }: Answer): JsonObject {
  return isRecord(data) ? data : {}
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function readText(value: unknown): Text {
  if (!isRecord(value)) return {}
  return { zh: textOf(value.zh), pt: textOf(value.pt), en: textOf(value.en) }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
