import { GATEWAY_SECRET_HEADER } from '../../../kit/gatewaySecret.ts'
import { keepTexts, holdsKept, type KeptFields } from '../../../kit/json/keepTexts.ts'
import { isRecord } from '../../../kit/isRecord.ts'
import type { SubgraphRequest } from '../../../engine/index.ts'
import type { Destination } from '../destinations.ts'
import { malformed, unavailable } from '../failures.ts'
import { checkEnvelope } from '../parseResponse.ts'
import { createReadError, type ReadError } from '../readableErrors.ts'
import { settingsOf, type RemoteSettings, type RemoteTransports } from '../remoteTransports.ts'
import type { SubgraphSettings } from '../settings.ts'
import type { GatewayResponse } from '../subgraphFetcher.ts'
import { pickHeaders } from '../withOwnHeaders.ts'
import type { EventAddress, EventsRequest } from './eventsRequest.ts'
import { followSse } from './sseEvents.ts'
import { followWebSocket } from './webSocketEvents.ts'

/** The subscriptions that subgraphs elsewhere serve themselves. */
export interface EventSources {
  /** Whether the subgraph has an address at which it could serve any. */
  has(subgraph: string): boolean
  /** What it tells, until it says that there is no more. Throws SubgraphFailure; `headers` are the client's. */
  open(
    request: SubgraphRequest,
    context: { readonly requestId: string; readonly headers: Readonly<Record<string, string>> },
    signal: AbortSignal,
  ): AsyncIterable<GatewayResponse>
}

/** Each has a connection of its own. */
const MOST_OPEN = 1_000

export function createEventSources(
  settings: RemoteSettings,
  remote: Pick<RemoteTransports, 'destinationsOf' | 'materialOf'>,
): EventSources {
  const open = new Map<string, number>()
  let turn = 0

  const addressOf = (subgraph: string): Place | undefined => {
    const own = settingsOf(settings, subgraph)
    if (own.webSocket !== undefined)
      return { follow: followWebSocket, url: own.webSocket, isListed: true, authorization: undefined }
    const destinations = remote.destinationsOf(subgraph)
    const destination = destinations[turn++ % Math.max(1, destinations.length)]
    return destination && { follow: followSse, ...destination }
  }

  async function* follow(
    request: SubgraphRequest,
    { requestId, headers }: Parameters<EventSources['open']>[1],
    signal: AbortSignal,
  ): AsyncGenerator<GatewayResponse, void, undefined> {
    const { subgraph, body } = request
    const own = settingsOf(settings, subgraph)
    const place = addressOf(subgraph)
    if (place === undefined) throw unavailable(subgraph, 'it has no address')
    const { ca, ...identity } = remote.materialOf(subgraph)
    const clientHeaders = place.isListed ? pickHeaders(headers, own.headers.forward) : {}
    const address = {
      url: place.url,
      tls: place.isListed ? { ca, ...identity } : { ca },
      deadlineMs: own.deadlineMs,
      maxBytes: own.maxBytes,
    }
    const asked: EventsRequest = {
      subgraph,
      body,
      headers: { ...clientHeaders, ...ownHeadersOf(place, own), 'x-request-id': requestId },
      clientHeaders,
      signal,
    }
    const readError = createReadError(own.errors)
    for await (const text of place.follow(address, asked))
      yield readAnswer(subgraph, text, place.follow === followWebSocket, request.fetch?.scalars, readError)
  }

  return {
    has: (subgraph) => addressOf(subgraph) !== undefined,
    async *open(request, context, signal) {
      const { subgraph } = request
      const count = open.get(subgraph) ?? 0
      if (count >= MOST_OPEN) throw unavailable(subgraph, `${MOST_OPEN} of its subscriptions are open`)
      open.set(subgraph, count + 1)
      try {
        yield* follow(request, context, signal)
      } finally {
        open.set(subgraph, (open.get(subgraph) ?? 1) - 1)
      }
    },
  }
}

interface Place extends Destination {
  readonly follow: (address: EventAddress, request: EventsRequest) => AsyncGenerator<string, void, undefined>
}

/** As a call has them: an address that the operator does not know gets no secret. */
function ownHeadersOf(
  { isListed, authorization }: Destination,
  { headers, secret }: SubgraphSettings,
): Readonly<Record<string, string>> {
  return {
    ...(isListed && headers.set),
    ...(authorization !== undefined && { authorization }),
    ...(isListed && secret !== undefined && { [GATEWAY_SECRET_HEADER]: secret }),
  }
}

/** An answer, or a message that has one as its payload; what custom scalars hold keeps its text. */
function readAnswer(
  subgraph: string,
  text: string,
  isMessage: boolean,
  scalars: KeptFields | undefined,
  readError: ReadError,
): GatewayResponse {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw malformed(subgraph, 'told of what is not JSON', cause)
  }
  const kept = scalars && (isMessage ? new Map([['payload', { lists: 0, below: scalars }]]) : scalars)
  if (kept !== undefined && isRecord(value) && holdsKept(kept, value)) keepTexts(kept, value, text)
  const answer = isMessage && isRecord(value) ? value.payload : value
  return checkEnvelope(subgraph, answer, Buffer.byteLength(text), readError)
}
