import { decodeDocument, type RawPart } from './decodeDocument.ts'
import type { CallParameters, FeedDescriptor, ParsedFeed } from './feedDescriptor.ts'

/** What a source gave at one time, not looked into yet. */
export interface RawDocument {
  /** One, or where a reading takes many calls one for each. */
  readonly parts: readonly (RawPart & { readonly parameters: CallParameters })[]
  /** SHA-256 over all parts, in hexadecimal digits. */
  readonly digest: string
  readonly retrievedAt: Date
  readonly readAt: Date
  readonly shiftMilliseconds: number
  readonly maxBytes: number
  /** Found while it was fetched. */
  readonly remarks: readonly string[]
  /** When the source says by a header that it was last changed (ISO 8601). */
  readonly lastModified: string | null
}

/** From bytes to records; throws FeedFormatError. Asynchronous, since a thread may do it. */
export interface SourcePipeline {
  read<R>(descriptor: FeedDescriptor<R>, raw: RawDocument): Promise<ParsedFeed<R>>
}

/** In this thread: for tests, since Node 20 starts no thread from TypeScript. */
export const pipelineHere: SourcePipeline = { read: readDocument }

export async function readDocument<R>(
  descriptor: FeedDescriptor<R>,
  raw: RawDocument,
): Promise<ParsedFeed<R>> {
  const limits = { maxBytes: raw.maxBytes, member: descriptor.member }
  const parts = await Promise.all(
    raw.parts.map(async (part) => ({
      parameters: part.parameters,
      body: await decodeDocument(part, limits),
    })),
  )
  const { retrievedAt, readAt, shiftMilliseconds } = raw
  const body = parts[0]?.body ?? ''
  const parsed = descriptor.parse({ body, parts, retrievedAt, readAt, shiftMilliseconds })
  return {
    ...parsed,
    remarks: [...raw.remarks, ...(parsed.remarks ?? [])],
    ...(parsed.sourceUpdatedAt === undefined &&
      raw.lastModified !== null && { sourceUpdatedAt: raw.lastModified }),
  }
}
