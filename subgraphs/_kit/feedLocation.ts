import type { Environment } from '../../kit/config.ts'
import { createBundledLocation } from './bundledLocation.ts'
import type { CallParameters } from './feedDescriptor.ts'
import { readFeedVariables } from './feedVariables.ts'
import { createHttpLocation } from './httpLocation.ts'
import type { FeedLocation, LocatedFeed } from './location.ts'

/** Where a feed is read: at the address that the environment names, else from the bundled snapshot. */
export function readLocation(
  feed: LocatedFeed,
  environment: Environment,
  calls?: () => readonly CallParameters[],
  timeoutMilliseconds = 15_000,
): FeedLocation {
  const variables = readFeedVariables(feed.id, environment)
  if (variables.address === undefined) return createBundledLocation(feed)
  return createHttpLocation(feed, { ...variables, address: variables.address }, calls, timeoutMilliseconds)
}
