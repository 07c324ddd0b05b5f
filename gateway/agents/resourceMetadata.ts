import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson } from '../../kit/serve.ts'
import { publicAddressOf } from '../faces/publicAddress.ts'

/** Where a client that got 401 learns who issues tokens (RFC 9728, 3). */
export const RESOURCE_METADATA_PATH = '/.well-known/oauth-protected-resource'

export interface ResourceSettings {
  readonly publicUrl: string | undefined
  /** The issuers whose tokens are believed, as far as they are addresses. */
  readonly issuers: readonly string[]
  readonly scopes: readonly string[]
}

export function isResourceMetadataPath(path: string): boolean {
  return path === RESOURCE_METADATA_PATH || path.startsWith(`${RESOURCE_METADATA_PATH}/`)
}

/** The resource is what stands below the path (RFC 9728, 3.1): `/mcp` or `/graphql`, or the gateway itself. */
export function answerResourceMetadata(
  { publicUrl, issuers, scopes }: ResourceSettings,
  path: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const below = path.slice(RESOURCE_METADATA_PATH.length)
  if (!['', '/mcp', '/graphql'].includes(below))
    return answerJson(outgoing, 404, { error: `Nothing is at ${path}.` })
  answerJson(outgoing, 200, {
    resource: `${publicAddressOf(publicUrl, incoming)}${below}`,
    authorization_servers: issuers.filter((issuer) => /^https?:/.test(issuer) && URL.canParse(issuer)),
    scopes_supported: scopes,
    bearer_methods_supported: ['header'],
    resource_name: 'Macao open gateway',
  })
}
