import type { ParsedFeed } from '../feedDescriptor.ts'
import type { RawDocument } from '../readDocument.ts'

/** What the thread is asked, one after the other. */
export type ThreadRequest =
  | { readonly kind: 'read'; readonly module: string; readonly feedId: string; readonly raw: RawDocument }
  /** The next records of the document that was read. */
  | { readonly kind: 'more' }

/** Each answers one request. */
export type ThreadReply =
  | { readonly kind: 'read'; readonly head: Omit<ParsedFeed<unknown>, 'records'> }
  /** None at the end. */
  | { readonly kind: 'records'; readonly records: readonly unknown[] }
  /** The document is none; the message says why. */
  | { readonly kind: 'refused'; readonly message: string }
  /** A fault of ours. */
  | { readonly kind: 'failed'; readonly message: string }
