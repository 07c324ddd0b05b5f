import { isRecord } from './isRecord.ts'
import { parseObject, reach, Unreachable, type JsonObject, type Reached } from './reach.ts'

/** One answer of the gateway with what a reader wants to know of it. */
export interface Answer {
  /** What it answers, whatever has been written since. */
  readonly question: Question
  readonly data: unknown
  readonly errors: readonly AnswerError[]
  readonly extensions: unknown
  /** What it is made of, as `extensions.provenance` tells; empty where it does not tell. */
  readonly sources: readonly AnswerSource[]
  readonly status: number
  readonly bytes: number
  readonly milliseconds: number
  /** For how many seconds it was fresh when it came; undefined where the gateway does not say. */
  readonly freshSeconds?: number | undefined
}

/** The records of one data set at one place of an answer. */
export interface AnswerSource {
  readonly dataset: string | null
  readonly title: NameInLanguages | null
  readonly bureau: string | null
  readonly bureauName: NameInLanguages | null
  /** Null where none is stated. */
  readonly licence: string | null
  /** The oldest observation, else update of the source, else reading of it. */
  readonly asOf: string | null
  readonly stale: boolean
  /** Of so many records so many are synthetic. */
  readonly records: number
  readonly samples: number
}

type NameInLanguages = Readonly<Partial<Record<'zh' | 'pt' | 'en', string | null>>>

export interface AnswerError {
  readonly message: string
  readonly path: readonly (string | number)[] | undefined
  readonly line: number | undefined
  readonly column: number | undefined
  readonly code: string | undefined
  /** Of the limit that the question is above. */
  readonly limitName: string | undefined
}

export interface Question {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName?: string | undefined
}

export interface AskOptions {
  readonly signal?: AbortSignal
  readonly token?: string | null
  readonly explain?: boolean
  /** The reader's own, which never stand in for those of the page. */
  readonly headers?: Readonly<Record<string, string>>
}

/** As `askGraph`, with the sources of the answer; without them where they alone make the question too costly. */
export async function askWithSources(question: Question, options: AskOptions = {}): Promise<Answer> {
  const told = await askGraph({ ...question, extensions: { provenance: true } }, options)
  return isTooCostlyWithSources(told) ? askGraph(question, options) : told
}

/** Whether the sources alone made the question too costly. */
export function isTooCostlyWithSources({ errors }: Answer): boolean {
  return errors.some(({ limitName }) => limitName === 'costWithProvenance')
}

/** Asks the gateway. Rejects with Unreachable, or with an AbortError when `signal` aborts. */
export async function askGraph(
  question: Question & { readonly extensions?: object },
  options: AskOptions = {},
): Promise<Answer> {
  const start = performance.now()
  const reached = await reach('/graphql', {
    method: 'POST',
    headers: {
      ...options.headers,
      'content-type': 'application/json',
      'graphql-client-name': 'explorer',
      // A refused query is then 200: a page that lets one try things out should not fill the console with failures.
      accept: 'application/json',
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.explain ? { 'x-explain': 'plan' } : {}),
    },
    body: JSON.stringify(question),
    signal: options.signal ?? null,
  })
  return readAnswer(question, reached, performance.now() - start, reached.headers)
}

/** Rejects with Unreachable what is no answer of the gateway. */
export function readAnswer(
  question: Question,
  reached: Pick<Reached, 'text' | 'status'>,
  milliseconds: number,
  headers?: Headers,
): Answer {
  const bytes = new TextEncoder().encode(reached.text).length
  const freshSeconds = headers && readFreshness(headers)
  return toAnswer(question, parseResult(reached), {
    status: reached.status,
    bytes,
    milliseconds,
    freshSeconds,
  })
}

function readFreshness(headers: Headers): number | undefined {
  const maxAge = /\bmax-age=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1]
  return maxAge === undefined ? undefined : Number(maxAge) - Number(headers.get('age') ?? 0)
}

export function toAnswer(
  { query, variables, operationName }: Question,
  {
    data,
    errors,
    extensions,
  }: { readonly data?: unknown; readonly errors?: unknown; readonly extensions?: unknown },
  travel: Pick<Answer, 'status' | 'bytes' | 'milliseconds' | 'freshSeconds'>,
): Answer {
  return {
    question: { query, variables, operationName },
    data,
    errors: readErrors(errors),
    extensions,
    sources: readSources(extensions),
    ...travel,
  }
}

/** A proxy may speak JSON too; a GraphQL response has data or errors. */
function parseResult(reached: Pick<Reached, 'text' | 'status'>): JsonObject {
  const body = parseObject(reached)
  if ('data' in body || 'errors' in body) return body
  throw new Unreachable(reached.status)
}

function readErrors(errors: unknown): readonly AnswerError[] {
  if (!Array.isArray(errors)) return []
  return errors.filter(isRecord).map((error) => {
    const location = Array.isArray(error.locations) ? error.locations.find(isRecord) : undefined
    const extensions = isRecord(error.extensions) ? error.extensions : {}
    return {
      message: typeof error.message === 'string' ? error.message : '',
      path: Array.isArray(error.path) ? error.path.filter(isPathPart) : undefined,
      line: typeof location?.line === 'number' ? location.line : undefined,
      column: typeof location?.column === 'number' ? location.column : undefined,
      code: typeof extensions.code === 'string' ? extensions.code : undefined,
      limitName: typeof extensions.limitName === 'string' ? extensions.limitName : undefined,
    }
  })
}

function readSources(extensions: unknown): readonly AnswerSource[] {
  const entries = isRecord(extensions) ? extensions.provenance : undefined
  return Array.isArray(entries) ? entries.filter(isRecord).map(readSource) : []
}

function readSource(entry: Readonly<Record<string, unknown>>): AnswerSource {
  return {
    dataset: textOf(entry.dataset),
    title: readName(entry.title),
    bureau: textOf(entry.bureau),
    bureauName: readName(entry.bureauName),
    licence: textOf(entry.licence),
    asOf: textOf(entry.observedAt) ?? textOf(entry.sourceUpdatedAt) ?? textOf(entry.retrievedAt),
    stale: entry.stale === true,
    records: Number(entry.records),
    samples: Number(entry.samples),
  }
}

function readName(name: unknown): NameInLanguages | null {
  if (!isRecord(name)) return null
  return { zh: textOf(name.zh), pt: textOf(name.pt), en: textOf(name.en) }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isPathPart(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number'
}
