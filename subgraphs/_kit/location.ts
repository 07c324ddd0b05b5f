import type { FeedDescriptor } from './feedDescriptor.ts'
import type { RawDocument } from './readDocument.ts'

/** Where the documents of a feed come from. */
export interface FeedLocation {
  readonly kind: 'bundled' | 'http'
  /** What names the location: what was kept of another one is not what this one said. */
  readonly address: string
  /** Whether a later fetch can give another document. */
  readonly changes: boolean
  /** When the snapshot was made, where it is one. */
  readonly recordedAt: Date | null
  /** The document as it is now, or null when the source says that it has not changed since the last fetch. */
  fetch(now: Date, signal: AbortSignal): Promise<RawDocument | null>
  /** The last document was none: it must not be confirmed by "not changed" the next time. */
  refuse(): void
  /** By these the source says whether its last document still stands. */
  readonly validators: Validators
  /** A document of an earlier process is the last one. */
  restore(validators: Validators): void
}

export type LocatedFeed = Pick<
  FeedDescriptor<unknown>,
  'id' | 'bundled' | 'method' | 'body' | 'contentType' | 'maxBytes'
>

/** Headers by which a source tells whether its document still stands. */
export type Validators = Readonly<Record<string, string>>
