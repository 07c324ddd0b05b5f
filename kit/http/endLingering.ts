import type { IncomingMessage, ServerResponse } from 'node:http'

/** Milliseconds. */
const LINGERING = 1_000

/**
 * Ends an answer, and with it the connection, once the client has sent all or soon. A connection that is closed while its
 * client sends is reset, and takes with it the answer that the client has not read yet (RFC 9112, 9.6).
 */
export function endLingering(request: IncomingMessage, response: ServerResponse): void {
  const end = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(end, LINGERING)
  request.once('end', end).once('close', end).resume()
  if (request.complete) end()
}
