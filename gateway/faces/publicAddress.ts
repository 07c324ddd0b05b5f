import type { IncomingMessage } from 'node:http'

/** A name or an IP address, with a port: whatever else `Host` holds would be written into documents. */
const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

/**
 * The address by which readers know the gateway, without a trailing slash: the one that is set, else the one by which
 * this request came. Who sends a false `Host` gets false links, and nobody else does.
 */
export function publicAddressOf(set: string | undefined, { headers, socket }: IncomingMessage): string {
  if (set !== undefined) return set
  const { host = '' } = headers
  return `http://${HOST.test(host) ? host.toLowerCase() : `localhost:${socket.localPort}`}`
}
