import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { preferredType } from './accept.ts'
import type { CorsSettings } from './cors.ts'
import { isForgeable } from './forgeable.ts'
import type { JsonBodies } from './jsonBody.ts'
import type { RequestRecord } from '../telemetry/record.ts'
import type { StartRecord } from '../telemetry/startRecord.ts'
import type { LightAbortSignal } from '../../kit/concurrency/lightAbortSignal.ts'
import type { Traffic, Visit } from '../traffic/traffic.ts'
import type { Arrival, Scheduler } from '../../kit/concurrency/scheduler.ts'

/** A GraphQL request as it came over HTTP, its body read within the limits but not yet understood. */
export interface HttpRequest {
  readonly id: string
  /** Its place among all requests. */
  readonly arrival: Arrival
  /** GET for a HEAD, whose answer is the same without its body. */
  readonly method: string
  readonly search: string
  readonly headers: IncomingMessage['headers']
  /** The `Authorization` headers, each as it came. */
  readonly authorization: readonly string[]
  /** The connection that it came on. */
  readonly connection: Connection
  /** Whose budget it is on, and whose turn. */
  readonly visit: Visit
  /** The JSON of a POST's body; undefined without one. */
  readonly body: unknown
  /** The text of that JSON; undefined for a request that we make ourselves. */
  readonly bodyText: string | undefined
  readonly mediaType: MediaType
  /** Whether a GET needs a header that no foreign page can send (docs/decisions/0028). */
  readonly isForgeable: boolean
  /** Aborts when the client hangs up or the deadline passes. */
  readonly signal: LightAbortSignal
  /** What its stages write down of it. */
  readonly record: RequestRecord
}

export interface Connection {
  /** Undefined once it is closed. */
  readonly remoteAddress?: string | undefined
}

export const MEDIA_TYPES = ['application/json', 'application/graphql-response+json'] as const
export type MediaType = (typeof MEDIA_TYPES)[number]

/** The parts with which requests are read. */
export interface HttpReading {
  readonly config: { readonly cors: Pick<CorsSettings, 'origins'> }
  readonly bodies: JsonBodies
  readonly scheduler: Scheduler
  readonly startRecord: StartRecord
  readonly traffic: Traffic
}

/**
 * Reads a request. Throws GatewayErrors as `JsonBodies.read` does; what makes a well-formed body a GraphQL request is
 * judged by the next stage.
 */
export async function readHttpRequest(
  request: IncomingMessage,
  record: RequestRecord,
  signal: LightAbortSignal,
  visit: Visit,
  { bodies, scheduler, config }: Omit<HttpReading, 'startRecord'>,
): Promise<HttpRequest> {
  const { arrival } = visit
  const body =
    request.method === 'POST' ? await bodies.read(request, () => scheduler.whenScheduled(arrival)) : undefined
  return {
    id: record.id,
    arrival,
    method: methodOf(request),
    search: searchOf(request.url ?? '/'),
    headers: request.headers,
    authorization: listAuthorizations(request),
    connection: request.socket,
    visit,
    body: body?.value,
    bodyText: body?.text,
    mediaType: chooseMediaType(request.headers.accept),
    isForgeable: isForgeable(config.cors.origins, request.headers),
    signal,
    record,
  }
}

function methodOf({ method = 'GET' }: IncomingMessage): string {
  return method === 'HEAD' ? 'GET' : method
}

/** Node keeps only the first of several in `headers`, and `headersDistinct` sorts all that there are. */
export function listAuthorizations({ rawHeaders }: IncomingMessage): readonly string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && isAuthorization(rawHeaders[at - 1] ?? ''))
}

function isAuthorization(name: string): boolean {
  return name.length === 13 && name.toLowerCase() === 'authorization'
}

const REQUEST_ID = /^[\w.-]{8,128}$/

/** The client's own `x-request-id` where it is a plain token, else a new one. */
export function readRequestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()
}

const chosen = new Map<string, MediaType>()
const REMEMBERED_ACCEPTS = 200
const REMEMBERED_ACCEPT_LENGTH = 200

/**
 * The answer's media type: what the client prefers of the two. `application/json` for a client that does not say and,
 * so that its error can be read, for one that accepts neither.
 */
export function chooseMediaType(accept: string | undefined): MediaType {
  if (accept === undefined) return 'application/json'
  const known = chosen.get(accept)
  if (known) return known
  const preferred = preferredType(accept, MEDIA_TYPES)
  const mediaType = MEDIA_TYPES.find((type) => type === preferred) ?? 'application/json'
  if (chosen.size < REMEMBERED_ACCEPTS && accept.length <= REMEMBERED_ACCEPT_LENGTH)
    chosen.set(accept, mediaType)
  return mediaType
}

function searchOf(url: string): string {
  const mark = url.indexOf('?')
  return mark < 0 ? '' : url.slice(mark)
}
