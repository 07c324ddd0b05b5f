import { createFeed, type Feed, type FeedSurroundings } from '../../_kit/feed.ts'
import type { BundledSnapshot, FeedDescriptor } from '../../_kit/feedDescriptor.ts'
import { createView } from '../../_kit/view.ts'
import { packageRoot } from '../../../kit/root.ts'

/** One feed and the view of its records; a feed that fails costs only the fields that read its own part. */
export interface Part<R, V> {
  readonly feed: Feed<R>
  view(): V
}

export function createPart<R, V>(
  descriptor: FeedDescriptor<R>,
  surroundings: FeedSurroundings,
  build: (records: readonly R[]) => V,
): Part<R, V> {
  const feed = createFeed(descriptor, surroundings)
  return { feed, view: createView([feed], () => build(feed.read().records)) }
}

/** A snapshot in this bureau's data folder. */
export function bundled(file: string): BundledSnapshot {
  return bundledOn(file, '2026-11-22')
}

export function bundledOn(file: string, day: string): BundledSnapshot {
  return {
    url: new URL(`subgraphs/tourism/data/${file}`, packageRoot),
    recordedAt: `${day}T00:00:00+08:00`,
  }
}

export const DAY_SECONDS = 86_400
