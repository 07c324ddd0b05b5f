import type { TextValue } from './text.ts'

/** How one source of a bureau is read. The id is also the id of its `Dataset` in the catalogue. */
export interface FeedDescriptor<R> {
  readonly id: string
  readonly title: TextValue
  readonly intervalSeconds: number
  /**
   * The types in which alone its records stand in the graph, so that a change drops no more than these from the caches
   * of gateways; without it, all that they keep of the bureau is dropped.
   */
  readonly types?: readonly string[]
  /** What of it is not for everybody; without it, all is. */
  readonly confidential?: Confidential
  /** The snapshot in the source's own format that is read unless the environment names an address. */
  readonly bundled: BundledSnapshot
  readonly limits: DocumentLimits
  /** `import.meta.url` of the module that exports the descriptor: a thread finds its parser there. */
  readonly module: string
  /** Turns a document into records; throws `FeedFormatError` when it is not one, sets single bad records aside. */
  readonly parse: (document: FeedDocument) => ParsedFeed<R>
  readonly method?: 'GET' | 'POST'
  /** Made for each request: a process that lives past New Year must ask for the new year too. */
  readonly body?: (now: Date) => string
  readonly contentType?: string
  /** The largest document that is read, in bytes as they come and as text; without it, fifty times its snapshot. */
  readonly maxBytes?: number
  /** Which file of a ZIP archive is the document, where it holds several. */
  readonly member?: RegExp
}

/**
 * What a feed's report, which everybody may read, must not tell of the feed: `values` where some of its fields are not
 * for everybody, `records` where none of it is. A value may stand in the wrong column, so that no column can be told.
 */
export type Confidential = 'values' | 'records'

/** What a document must be, as a whole, to take the place of the last good one. */
export interface DocumentLimits {
  /** The fewest records that it holds; 0 where the source may rightly have nothing to say. */
  readonly floor: number
  /** The largest part of the last good count that may be missing; null where records come and go. */
  readonly mayLose: number | null
  /** The largest part of its records that may be set aside, and of the values of a field that may be unreadable. */
  readonly mayFail?: number
}

/** Of a source that has nothing to say on a quiet day. */
export const MAY_BE_EMPTY: DocumentLimits = { floor: 0, mayLose: null }

/** A file beside the code or, for a replayed live source, a folder of frames recorded `stepSeconds` apart. */
export interface BundledSnapshot {
  readonly url: URL
  /** When the snapshot was made, or its first frame recorded (ISO 8601 with offset). */
  readonly recordedAt: string
  readonly replayStepSeconds?: number
}

export interface FeedDocument {
  readonly body: string
  /** Where one reading takes many calls: the answers, each with the parameters of its call. */
  readonly parts?: readonly DocumentPart[]
  readonly retrievedAt: Date
  /** Now: what was observed later than this was not observed. */
  readonly readAt: Date
  /** Milliseconds to add to times in the document: 0 save for a replayed frame. */
  readonly shiftMilliseconds: number
}

export interface DocumentPart {
  readonly parameters: CallParameters
  readonly body: string
}

/** What stands in the place of `{name}` in the address of a feed that is read by many calls. */
export type CallParameters = Readonly<Record<string, string>>

export interface ParsedFeed<R> {
  readonly records: readonly R[]
  readonly setAside: readonly SetAside[]
  /** Optional values that could not be read: they are null in their records, which stay. */
  readonly unreadable?: readonly SetAside[]
  /** Findings about many records at once, such as "350 English names repeat the Portuguese: published as null". */
  readonly remarks?: readonly string[]
  /** When the source itself says that it was updated (ISO 8601). */
  readonly sourceUpdatedAt?: string
  readonly survey?: FieldSurvey
}

export interface SetAside {
  /** What names the record in the source: its id, or "record 12". */
  readonly record: string
  readonly reason: string
}

/** How the fields of a document's records stand, by their names in the source. */
export interface FieldSurvey {
  /** In how many records each field that is asked for stands, though it may be empty there. */
  readonly present: Readonly<Record<string, number>>
  /** In how many of them its value could not be read. */
  readonly unreadable: Readonly<Record<string, number>>
  /** Fields that nobody asks for and that are not known to be left out. */
  readonly unknown: readonly string[]
}
