import { rememberReadings } from '../../kit/http/rememberReadings.ts'

/** A protocol by which a subscription is answered over HTTP. */
export type StreamProtocol = 'sse' | 'multipart'

export interface StreamAccept {
  readonly protocol: StreamProtocol
  /** Whether the client can read nothing but a stream, whatever it asks. */
  readonly isOnly: boolean
}

/** How a client that sends this `Accept` wants a subscription to be answered; null where it knows no stream. */
export const acceptStream = rememberReadings(readAccept)

/** `multipart/mixed` alone may mean parts of a query; a client says that it means subscriptions. */
const MULTIPART = /multipart\/mixed[^,]*subscriptionSpec/i
const JSON_TYPES = /application\/(?:graphql-response\+)?json|\*\/\*|application\/\*/i

function readAccept(accept: string): StreamAccept | null {
  const isOnly = !JSON_TYPES.test(accept)
  if (/text\/event-stream/i.test(accept)) return { protocol: 'sse', isOnly }
  return MULTIPART.test(accept) ? { protocol: 'multipart', isOnly } : null
}
