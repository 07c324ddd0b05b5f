import type { FeedDocument } from './feedDescriptor.ts'

/** A document as a feed hands it to its parser, read at the moment at which the tests live. */
export function testDocument(body: string, shiftMilliseconds = 0): FeedDocument {
  const now = new Date('2026-11-22T14:20:00+08:00')
  return { body, retrievedAt: now, readAt: new Date(now.getTime() + shiftMilliseconds), shiftMilliseconds }
}
