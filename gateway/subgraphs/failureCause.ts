import { GatewayError } from '../errors.ts'
import { SubgraphFailure } from './failures.ts'

/** Why a call failed, for those who run the gateway: no header, no value and no word of a response is in it. */
export interface FailureCause {
  readonly kind: CauseKind
  /** As a client reads it. */
  readonly code: string
  /** What the gateway says of it. */
  readonly message: string
  /** The system's or TLS's own code, such as ECONNREFUSED. */
  readonly systemCode: string | undefined
  /** What the system says, with the address that it tried. */
  readonly systemMessage: string | undefined
  /** The HTTP status by which it was refused. */
  readonly status: number | undefined
  /** At which character a response is no longer JSON. */
  readonly jsonPosition: number | undefined
}

export type CauseKind =
  | 'refused'
  | 'reset'
  | 'dns'
  | 'tls'
  | 'connect-timeout'
  | 'unreachable'
  | 'deadline'
  | 'request-deadline'
  | 'status'
  | 'malformed'
  | 'not-asked'
  | 'other'

export function findCause(error: unknown): FailureCause {
  const cause = error instanceof Error ? error.cause : undefined
  const systemCode = codeOf(cause)
  const facts = error instanceof SubgraphFailure ? error.facts : undefined
  return {
    kind: kindOf(error, systemCode, facts?.status),
    code: error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR',
    message: error instanceof GatewayError ? error.message : 'The call failed in the gateway itself.',
    systemCode,
    systemMessage: systemCode !== undefined && cause instanceof Error ? readLine(cause.message) : undefined,
    status: facts?.status,
    jsonPosition: facts?.jsonPosition,
  }
}

function kindOf(error: unknown, systemCode: string | undefined, status: number | undefined): CauseKind {
  if (!(error instanceof GatewayError)) return 'other'
  switch (error.code) {
    case 'SUBGRAPH_UNREACHABLE':
      return status === undefined ? kindOfSystem(systemCode) : 'status'
    case 'SUBGRAPH_TIMEOUT':
      return 'deadline'
    case 'DEADLINE_EXCEEDED':
      return 'request-deadline'
    case 'SUBGRAPH_MALFORMED':
      return 'malformed'
    case 'SUBGRAPH_UNAVAILABLE':
      return 'not-asked'
    default:
      return 'other'
  }
}

const KINDS: ReadonlyMap<string, CauseKind> = new Map<string, CauseKind>([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout'],
  ['ETIMEDOUT', 'connect-timeout'],
  ['EPROTO', 'tls'],
])

/** OpenSSL's and Node's names for what is wrong with a certificate or a handshake. */
const TLS = /^ERR_(?:TLS|SSL)_|CERT|^UNABLE_TO_|^CRL_|_CA$|^HOSTNAME_MISMATCH$|SIGNATURE/

function kindOfSystem(systemCode: string | undefined): CauseKind {
  if (systemCode === undefined) return 'unreachable'
  return KINDS.get(systemCode) ?? (TLS.test(systemCode) ? 'tls' : 'unreachable')
}

function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !('code' in cause)) return undefined
  return typeof cause.code === 'string' && !(cause instanceof GatewayError) ? cause.code : undefined
}

const LONGEST = 200

function readLine(message: string): string {
  return message.slice(0, LONGEST).replace(/[\p{C}]+/gu, ' ')
}
