import type { Log } from '../../kit/log.ts'
import { ConfigError, type Environment } from '../../kit/config.ts'

/** What the environment says of one feed. */
export interface FeedVariables {
  /** `FEED_<ID>_URL`; undefined where the bundled snapshot is read. */
  readonly address: string | undefined
  /** `FEED_<ID>_APPCODE` */
  readonly appCode: string | undefined
  /** `FEED_<ID>_APPCODE_URL`: where the portal states its code to everybody. */
  readonly appCodeAddress: string | undefined
}

const SUFFIXES = ['URL', 'APPCODE', 'APPCODE_URL'] as const

export function readFeedVariables(feedId: string, environment: Environment): FeedVariables {
  const value = (suffix: (typeof SUFFIXES)[number]) => environment[variableOf(feedId, suffix)] || undefined
  const variables = {
    address: value('URL'),
    appCode: value('APPCODE'),
    appCodeAddress: value('APPCODE_URL'),
  }
  for (const suffix of ['URL', 'APPCODE_URL'] as const)
    assertAddress(variableOf(feedId, suffix), value(suffix))
  return variables
}

function variableOf(feedId: string, suffix: (typeof SUFFIXES)[number]): string {
  return `FEED_${feedId.toUpperCase().replaceAll('-', '_')}_${suffix}`
}

/** `{name}` stands for a parameter of one of the many calls that some feeds take. */
function assertAddress(variable: string, address: string | undefined): void {
  if (address === undefined) return
  const sample = address.replaceAll(/\{\w+\}/g, '0')
  if (URL.canParse(sample) && /^https?:$/.test(new URL(sample).protocol)) return
  throw new Error(`${variable}: expected an http or https address; got ${JSON.stringify(address)}.`)
}

/** Says which variables nobody reads: one that is misspelt leaves its feed at the bundled snapshot. */
export function tellUnknownFeedVariables(
  environment: Environment,
  feedIds: readonly string[],
  log: Pick<Log, 'warn'>,
): void {
  const known = new Set(feedIds.flatMap((id) => SUFFIXES.map((suffix) => variableOf(id, suffix))))
  const unknown = Object.keys(environment).filter((name) => name.startsWith('FEED_') && !known.has(name))
  if (unknown.length > 0)
    log.warn({ variables: unknown.sort() }, 'no feed of this process reads these variables')
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
