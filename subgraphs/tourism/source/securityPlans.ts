import type { FeedDescriptor } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { id, text, whole } from '../../_kit/fieldTypes.ts'
import { indexBy } from '../../_kit/loader.ts'
import { readRecords, type RecordReader } from '../../_kit/recordReader.ts'
import { bundled, DAY_SECONDS } from './part.ts'

export interface SecurityPlanRecord {
  readonly event: string
  readonly summary: string
  readonly crowdLimit: number
  readonly policePosts: number
  readonly firstAidPosts: number
  readonly sample: boolean
}

export interface SecurityPlanView {
  readonly byEvent: ReadonlyMap<string, SecurityPlanRecord>
}

export const securityPlansFeed: FeedDescriptor<SecurityPlanRecord> = {
  id: 'mgto-event-security',
  title: {
    zh: '盛事安全計劃(樣本)',
    pt: 'Planos de segurança de eventos (amostra)',
    en: 'Security plans of events (sample)',
  },
  intervalSeconds: DAY_SECONDS,
  confidential: 'records',
  bundled: bundled('security_plans.json'),
  limits: { floor: 1, mayLose: null },
  module: import.meta.url,
  parse: ({ body }) =>
    readRecords(parseJsonList(body, 'plans'), {
      namedBy: ['event'],
      parse: parsePlan,
      keyOf: ({ event }) => event,
    }),
}

export function buildSecurityPlanView(all: readonly SecurityPlanRecord[]): SecurityPlanView {
  return { byEvent: indexBy(all, ({ event }) => event) }
}

function parsePlan(record: RecordReader): SecurityPlanRecord {
  return {
    event: record.required('event', id),
    summary: record.required('summary', text),
    crowdLimit: record.required('crowd_limit', whole),
    policePosts: record.required('police_posts', whole),
    firstAidPosts: record.required('first_aid_posts', whole),
    sample: record.sample('sample'),
  }
}
