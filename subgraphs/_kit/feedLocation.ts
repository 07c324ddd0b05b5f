import { readFile, readdir } from 'node:fs/promises'
import { request, type Dispatcher } from 'undici'
import { FeedFormatError } from './feedFormats.ts'
import type { BundledSnapshot, FeedDescriptor, FeedDocument } from './feed.ts'
import { feedPrefix } from './unknownFeedVariables.ts'

export interface FeedLocation {
  readonly kind: 'bundled' | 'http'
  /** Whether a later fetch can give another document. */
  readonly changes: boolean
  /** The document as it is now, or null when the source says that it has not changed since the last fetch. */
  fetch(now: Date, signal: AbortSignal): Promise<FeedDocument | null>
  /** The last document was none: it must not be confirmed by "not changed" the next time. */
  refuse(): void
}

type Source = Pick<FeedDescriptor<unknown>, 'id' | 'bundled' | 'method' | 'body' | 'contentType'>

/** `FEED_<ID>_URL` (http or https) with `FEED_<ID>_APPCODE` as its secret, else the bundled snapshot. */
export function readLocation(
  source: Source,
  environment: Readonly<Record<string, string | undefined>>,
  timeoutMilliseconds = 15_000,
): FeedLocation {
  const prefix = feedPrefix(source.id)
  const address = environment[`${prefix}_URL`]
  if (!address) return createBundledLocation(source.bundled)
  const url = parseAddress(`${prefix}_URL`, address)
  return createHttpLocation(url, source, environment[`${prefix}_APPCODE`], timeoutMilliseconds)
}

function parseAddress(variable: string, address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url
  throw new Error(`${variable}: expected an http or https address; got ${JSON.stringify(address)}.`)
}

const MAX_BODY_BYTES = 64 * 1024 * 1024

function createHttpLocation(
  url: URL,
  source: Source,
  appCode: string | undefined,
  timeoutMilliseconds: number,
): FeedLocation {
  let validators: Record<string, string> = {}
  return {
    kind: 'http',
    changes: true,
    async fetch(now, signal) {
      const response = await request(url, {
        method: source.method ?? 'GET',
        body: source.body ?? null,
        headers: { ...requestHeaders(source, appCode), ...validators },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
      })
      // A source that says so unasked has sent nothing that could have stayed the same.
      if (response.statusCode === 304 && Object.keys(validators).length > 0) {
        await response.body.dump()
        return null
      }
      const body = await readBody(response)
      // Two real sources answer success with 201.
      if (response.statusCode !== 200 && response.statusCode !== 201) {
        throw new FeedFormatError('HTTP status 200 or 201', `${response.statusCode}`)
      }
      validators = readValidators(response)
      return { body, retrievedAt: now, shiftMilliseconds: 0 }
    },
    refuse() {
      validators = {}
    },
  }
}

/** Asked for as they are: one source answers an error to compressed requests. */
function requestHeaders(source: Source, appCode: string | undefined): Record<string, string> {
  return {
    'accept-encoding': 'identity',
    'user-agent': 'macao-open-gateway',
    ...(source.body === undefined ? {} : { 'content-type': source.contentType ?? 'application/json' }),
    ...(appCode === undefined ? {} : { authorization: `APPCODE ${appCode}` }),
  }
}

function readValidators({ headers }: Dispatcher.ResponseData): Record<string, string> {
  return {
    ...(typeof headers.etag === 'string' ? { 'if-none-match': headers.etag } : {}),
    ...(typeof headers['last-modified'] === 'string'
      ? { 'if-modified-since': headers['last-modified'] }
      : {}),
  }
}

/** The body as UTF-8 whatever the headers say; refuses more than 64 MiB. */
async function readBody(response: Dispatcher.ResponseData): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    if (!Buffer.isBuffer(chunk)) throw new FeedFormatError('a body of bytes', typeof chunk)
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) throw new FeedFormatError(`at most ${MAX_BODY_BYTES} bytes`, 'more')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function createBundledLocation({ url, recordedAt, replayStepSeconds }: BundledSnapshot): FeedLocation {
  if (replayStepSeconds !== undefined)
    return createReplay(url, Date.parse(recordedAt), replayStepSeconds * 1000)
  return {
    kind: 'bundled',
    changes: false,
    async fetch() {
      return { body: await readFile(url, 'utf8'), retrievedAt: new Date(recordedAt), shiftMilliseconds: 0 }
    },
    refuse() {},
  }
}

/** Frames of a folder in the order of their names, one each step, over and over, their times moved to now. */
function createReplay(folder: URL, recordedAt: number, step: number): FeedLocation {
  let frames: readonly string[] | undefined
  return {
    kind: 'bundled',
    changes: true,
    async fetch(now) {
      frames ??= await readFrames(folder)
      const tick = Math.floor(now.getTime() / step)
      const index = tick % frames.length
      const shownAt = tick * step
      return {
        body: frames[index] ?? '',
        retrievedAt: new Date(shownAt),
        shiftMilliseconds: shownAt - (recordedAt + index * step),
      }
    },
    refuse() {},
  }
}

async function readFrames(folder: URL): Promise<readonly string[]> {
  const names = (await readdir(folder)).sort()
  if (names.length === 0) throw new Error(`No frames to replay in ${folder.pathname}`)
  return Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')))
}
