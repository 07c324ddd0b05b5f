import { createHash } from 'node:crypto'
import { request, type Dispatcher } from 'undici'
import { sha256Hex } from '../../kit/digest.ts'
import { formatDateTime } from '../../schema/scalars.ts'
import { createAppCode, type AppCode } from './appCode.ts'
import { sizeLimit } from './bundledLocation.ts'
import type { RawPart } from './decodeDocument.ts'
import type { CallParameters } from './feedDescriptor.ts'
import { FeedFormatError, OversizedDocument } from './feedFormats.ts'
import type { FeedVariables } from './feedVariables.ts'
import type { FeedLocation, LocatedFeed, Validators } from './location.ts'
import type { RawDocument } from './readDocument.ts'
import { followRedirect, MAX_REDIRECTS } from './redirect.ts'
import { traceHttpCall } from './trace/traceHttpCall.ts'

type Variables = FeedVariables & { readonly address: string }

/** A source at an address: asked with what it said of its last document, so that it need not repeat it. */
export function createHttpLocation(
  feed: LocatedFeed,
  { address, appCode, appCodeAddress }: Variables,
  calls: (() => readonly CallParameters[]) | undefined,
  timeoutMilliseconds: number,
): FeedLocation {
  const takesMany = calls !== undefined && /\{\w+\}/.test(address)
  const code = createAppCode(appCode, appCodeAddress)
  let limit: Promise<number> | undefined
  let validators: Validators = {}
  return {
    kind: 'http',
    address,
    changes: true,
    recordedAt: null,
    get validators() {
      return validators
    },
    restore(restored) {
      validators = restored
    },
    refuse() {
      validators = {}
    },
    async fetch(now, signal) {
      const maxBytes = await (limit ??= sizeLimit(feed))
      return withDeadline(signal, timeoutMilliseconds, async (signal) => {
        const asking: Asking = { feed, code, now, maxBytes, signal }
        if (takesMany) return fetchMany(address, calls(), asking)
        const answer = await ask(new URL(address), asking, validators)
        if (answer === null) return null
        validators = answer.validators
        return createDocument([{ ...answer.part, parameters: {} }], asking, [], answer.lastModified)
      })
    },
  }
}

/** Not by `AbortSignal.any` and `timeout`: Node 20 may drop them while a body is awaited. */
async function withDeadline<T>(
  outer: AbortSignal,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController()
  const end = () => inner.abort(outer.reason)
  const timer = setTimeout(
    () => inner.abort(new DOMException('The source gave no whole answer in time.', 'TimeoutError')),
    milliseconds,
  )
  outer.addEventListener('abort', end, { once: true })
  try {
    return await work(inner.signal)
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', end)
  }
}

interface Asking {
  readonly feed: LocatedFeed
  readonly code: AppCode
  readonly now: Date
  readonly maxBytes: number
  readonly signal: AbortSignal
}

type FetchedPart = RawDocument['parts'][number] & { readonly digest: string }

interface Answer {
  readonly part: RawPart & { readonly digest: string }
  readonly validators: Validators
  readonly lastModified: string | null
}

const CALLS_AT_ONCE = 6
/** The largest part of the calls that may fail; what they would have told is missing. */
const CALLS_MAY_FAIL = 0.1

/** One call for each set of parameters, some at a time. */
async function fetchMany(
  template: string,
  parameters: readonly CallParameters[],
  asking: Asking,
): Promise<RawDocument> {
  if (parameters.length === 0) throw new FeedFormatError('calls to make', 'none')
  const answers: (FetchedPart | null)[] = parameters.map(() => null)
  let failure: unknown
  let bytes = 0
  const queue = [...parameters.entries()]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, call] = next
      try {
        const answer = await ask(fillAddress(template, call), asking, {})
        if (answer === null) continue
        bytes += answer.part.bytes.length
        answers[index] = { ...answer.part, parameters: call }
      } catch (error) {
        failure = error
      }
      if (bytes > asking.maxBytes) throw new OversizedDocument(asking.maxBytes)
    }
  }
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work))
  const parts = answers.filter((answer) => answer !== null)
  const missing = parameters.length - parts.length
  if (missing > parameters.length * CALLS_MAY_FAIL)
    throw failure ?? new FeedFormatError('an answer to each call', `none to ${missing}`)
  const remarks = missing === 0 ? [] : [`${missing} of ${parameters.length} calls gave no answer.`]
  return createDocument(parts, asking, remarks, null)
}

function fillAddress(template: string, parameters: CallParameters): URL {
  return new URL(
    template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? '')),
  )
}

/** Null when the source says that its document has not changed. */
async function ask(url: URL, asking: Asking, validators: Validators): Promise<Answer | null> {
  let response = await send(url, asking, validators)
  // A code that is read from the portal may have been replaced.
  if ((response.statusCode === 401 || response.statusCode === 403) && asking.code.renew()) {
    await response.body.dump()
    response = await send(url, asking, validators)
  }
  // A source that says so unasked has sent nothing that could have stayed the same.
  if (response.statusCode === 304 && Object.keys(validators).length > 0) {
    await response.body.dump()
    return null
  }
  // Two real sources answer success with 201.
  if (response.statusCode !== 200 && response.statusCode !== 201) {
    await response.body.dump()
    throw new FeedFormatError('HTTP status 200 or 201', `${response.statusCode}`)
  }
  return {
    part: await readPart(response, asking.maxBytes),
    validators: readValidators(response),
    lastModified: readLastModified(response),
  }
}

async function send(url: URL, asking: Asking, validators: Validators): Promise<Dispatcher.ResponseData> {
  const { feed, now, signal } = asking
  let target = url
  let method = feed.method ?? 'GET'
  for (let count = 0; ; count++) {
    const body = method === 'GET' ? null : (feed.body?.(now) ?? null)
    // The code is for the host that the operator named.
    const headers = {
      ...(await requestHeaders(asking, target.hostname === url.hostname)),
      ...(body === null ? {} : { 'content-type': feed.contentType ?? 'application/json' }),
      ...validators,
    }
    const response = await traceHttpCall(method, target, (traceHeaders) =>
      request(target, { method, body, headers: { ...headers, ...traceHeaders }, signal }),
    )
    const next = followRedirect(response, target)
    if (next === null) return response
    await response.body.dump()
    if (count === MAX_REDIRECTS) throw new FeedFormatError('a document', 'one redirect after another')
    if (response.statusCode === 303) method = 'GET'
    target = next
  }
}

/** Asked for as they are: one source answers an error to compressed requests. */
async function requestHeaders(
  { code, signal }: Asking,
  isOwnAddress: boolean,
): Promise<Record<string, string>> {
  const appCode = isOwnAddress ? await code.read(signal) : null
  return {
    'accept-encoding': 'identity',
    'user-agent': 'macao-open-gateway',
    ...(appCode === null ? {} : { authorization: `APPCODE ${appCode}` }),
  }
}

async function readPart(response: Dispatcher.ResponseData, maxBytes: number): Promise<Answer['part']> {
  const { headers } = response
  const chunks: Buffer[] = []
  // As it comes: of a large document the digest takes too long to be made at once.
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of response.body) {
    if (!Buffer.isBuffer(chunk)) throw new FeedFormatError('a body of bytes', typeof chunk)
    bytes += chunk.length
    // To leave the loop ends the connection: a body without end is not read on.
    if (bytes > maxBytes) throw new OversizedDocument(maxBytes)
    hash.update(chunk)
    chunks.push(chunk)
  }
  return {
    bytes: Buffer.concat(chunks),
    digest: hash.digest('hex'),
    contentType: firstHeader(headers['content-type']),
    contentEncoding: firstHeader(headers['content-encoding']),
    isDelimited: headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined,
  }
}

function firstHeader(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null
}

function readValidators({ headers }: Dispatcher.ResponseData): Validators {
  return {
    ...(typeof headers.etag === 'string' ? { 'if-none-match': headers.etag } : {}),
    ...(typeof headers['last-modified'] === 'string'
      ? { 'if-modified-since': headers['last-modified'] }
      : {}),
  }
}

function readLastModified({ headers }: Dispatcher.ResponseData): string | null {
  const instant = new Date(String(headers['last-modified'] ?? ''))
  return Number.isNaN(instant.getTime()) ? null : formatDateTime(instant)
}

function createDocument(
  parts: readonly FetchedPart[],
  { now, maxBytes }: Asking,
  remarks: readonly string[],
  lastModified: string | null,
): RawDocument {
  return {
    parts,
    digest: digestOf(parts),
    retrievedAt: now,
    readAt: now,
    shiftMilliseconds: 0,
    maxBytes,
    remarks,
    lastModified,
  }
}

/** Of a single document the digest is that of its bytes, as `sha256sum` gives it. */
function digestOf(parts: readonly FetchedPart[]): string {
  const [first, ...rest] = parts
  if (first && rest.length === 0) return first.digest
  const named = parts.map(({ parameters, digest }) => [parameters, digest])
  return sha256Hex(JSON.stringify(named))
}
