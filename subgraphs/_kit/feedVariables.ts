import { ConfigError, type Environment } from '../../kit/config.ts'
import { feedPrefix, type FEED_VARIABLES } from './unknownFeedVariables.ts'

/** What the environment says of one feed. */
export interface FeedVariables {
  /** `FEED_<ID>_URL`; undefined where the bundled snapshot is read. */
  readonly address: string | undefined
  /** `FEED_<ID>_APPCODE` */
  readonly appCode: string | undefined
  /** `FEED_<ID>_APPCODE_URL`: where the portal states its code to everybody. */
  readonly appCodeAddress: string | undefined
}

type Suffix = (typeof FEED_VARIABLES)[number]

export function readFeedVariables(feedId: string, environment: Environment): FeedVariables {
  const value = (suffix: Suffix) => environment[variableOf(feedId, suffix)] || undefined
  const variables = {
    address: value('URL'),
    appCode: value('APPCODE'),
    appCodeAddress: value('APPCODE_URL'),
  }
  for (const suffix of ['URL', 'APPCODE_URL'] as const)
    assertAddress(variableOf(feedId, suffix), value(suffix))
  return variables
}

function variableOf(feedId: string, suffix: Suffix): string {
  return `${feedPrefix(feedId)}_${suffix}`
}

/** `{name}` stands for a parameter of one of the many calls that some feeds take. */
function assertAddress(variable: string, address: string | undefined): void {
  if (address === undefined) return
  const sample = address.replaceAll(/\{\w+\}/g, '0')
  if (URL.canParse(sample) && /^https?:$/.test(new URL(sample).protocol)) return
  throw new Error(`${variable}: expected an http or https address; got ${JSON.stringify(address)}.`)
}

/** REQUIRE_LIVE_FEEDS: "true" for all feeds, or the ids of those that must not be read from their snapshot. */
export function assertLiveFeeds(
  environment: Environment,
  feeds: readonly { readonly id: string; readonly kind: string }[],
): void {
  const required = environment.REQUIRE_LIVE_FEEDS?.split(',').map((id) => id.trim()) ?? []
  const isRequired = (id: string) => required.includes('true') || required.includes(id)
  const missing = feeds.filter(({ id, kind }) => kind === 'bundled' && isRequired(id))
  if (missing.length === 0) return
  throw new ConfigError(
    missing.map(
      ({ id }) => `${variableOf(id, 'URL')}: expected an address, by REQUIRE_LIVE_FEEDS; got nothing.`,
    ),
  )
}
