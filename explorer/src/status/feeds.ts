import { askGraph } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import { Refused } from '../graph/reach.ts'
import type { LanguageCode } from '../language/language.ts'

type Text = Readonly<Partial<Record<LanguageCode, string | null>>>

export interface Feed {
  readonly id: string
  readonly title: Text
  readonly bureau: Text | null
  readonly subgraph: string
  readonly state: string
  readonly lastSuccessAt: string | null
  readonly ageSeconds: number | null
  readonly lastError: string | null
  readonly accepted: number | null
  readonly setAsideCount: number | null
  readonly setAside: readonly { readonly record: string; readonly reason: string }[]
}

const QUERY = `query Status {
  feeds {
    id subgraph state lastSuccessAt ageSeconds lastError accepted setAsideCount
    title { zh pt en }
    bureau { name { zh pt en } }
    setAside { record reason }
  }
}`

/** Rejects with Unreachable, or with the gateway's words where its catalogue does not answer. */
export async function readFeeds(signal: AbortSignal): Promise<readonly Feed[]> {
  const { data, errors } = await askGraph({ query: QUERY, variables: {} }, { signal })
  if (isRecord(data) && Array.isArray(data.feeds)) return data.feeds.filter(isRecord).map(readFeed)
  throw new Refused(errors[0]?.message ?? 'feeds: expected a list.', errors[0]?.code)
}

function readFeed(feed: Readonly<Record<string, unknown>>): Feed {
  const text = (key: string) => (typeof feed[key] === 'string' ? feed[key] : null)
  const number = (key: string) => (typeof feed[key] === 'number' ? feed[key] : null)
  const bureau = isRecord(feed.bureau) ? feed.bureau.name : null
  return {
    id: text('id') ?? '',
    title: readText(feed.title) ?? {},
    bureau: readText(bureau),
    subgraph: text('subgraph') ?? '',
    state: text('state') ?? '',
    lastSuccessAt: text('lastSuccessAt'),
    ageSeconds: number('ageSeconds'),
    lastError: text('lastError'),
    accepted: number('accepted'),
    setAsideCount: number('setAsideCount'),
    setAside: Array.isArray(feed.setAside)
      ? feed.setAside
          .filter(isRecord)
          .map(({ record, reason }) => ({ record: String(record), reason: String(reason) }))
      : [],
  }
}

function readText(value: unknown): Text | null {
  if (!isRecord(value)) return null
  const of = (language: LanguageCode) => (typeof value[language] === 'string' ? value[language] : null)
  return { zh: of('zh'), pt: of('pt'), en: of('en') }
}
