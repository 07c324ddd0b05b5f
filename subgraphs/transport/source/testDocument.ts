import type { FeedDocument } from '../../_kit/feed.ts'

/** A document as a feed hands it to its parser, read at the moment at which the tests live. */
export function testDocument(body: string, shiftMilliseconds = 0): FeedDocument {
  return { body, retrievedAt: new Date('2026-11-22T14:20:00+08:00'), shiftMilliseconds }
}
