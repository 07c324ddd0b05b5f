import { isErrorCode } from '../errors.ts'
import { isRecord } from '../../kit/isRecord.ts'

/**
 * Reduces a subgraph's error to the parts that a client may read: the message, the path, and a code if it is one that the
 * client can look up. Anything else in `extensions` may be a trace or an address.
 */
export function readableError(error: unknown): object {
  if (!isRecord(error)) return {}
  const { message, path, extensions } = error
  const code = isRecord(extensions) ? extensions['code'] : undefined
  const readable = typeof code === 'string' && isErrorCode(code) ? code : 'SUBGRAPH_ERROR'
  return { message, path, extensions: { code: readable } }
}
