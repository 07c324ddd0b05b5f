import { z } from 'zod'
import type { FeedDescriptor } from '../../_kit/feed.ts'
import { indexBy } from '../../_kit/loader.ts'
import { bundled, DAY_SECONDS } from './part.ts'
import { parseJsonList, parseRecords, requiredText } from './records.ts'

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
  parse: ({ body }) => parseRecords(parseJsonList(body, 'plans'), plan, ({ event }) => event),
}

export function buildSecurityPlanView(all: readonly SecurityPlanRecord[]): SecurityPlanView {
  return { byEvent: indexBy(all, ({ event }) => event) }
}

const count = z.int('a whole number').min(0, 'a whole number')

const plan = z
  .object({
    event: requiredText,
    summary: requiredText,
    crowd_limit: count,
    police_posts: count,
    first_aid_posts: count,
    sample: z.boolean('true or false'),
  })
  .transform((row): SecurityPlanRecord => ({
    event: row.event,
    summary: row.summary,
    crowdLimit: row.crowd_limit,
    policePosts: row.police_posts,
    firstAidPosts: row.first_aid_posts,
    sample: row.sample,
  }))
