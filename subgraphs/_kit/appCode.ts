import { request } from 'undici'
import { isRecord } from '../../kit/isRecord.ts'
import { FeedFormatError } from './feedFormats.ts'
import { traceHttpCall } from './trace/traceHttpCall.ts'

/** The code that the portal's interfaces ask for. */
export interface AppCode {
  /** Null where none is needed. */
  read(signal: AbortSignal): Promise<string | null>
  /** Whether the code may be another one when it is read again. */
  renew(): boolean
}

const MAX_REPLY_BYTES = 1024 * 1024

/**
 * The code that the operator gave or, where an address of the portal is given in its place, the one that it states there
 * to everybody (`{"code":"0","data":{"appCode":…}}`): read when it is first needed and kept in memory alone.
 */
export function createAppCode(given: string | undefined, address: string | undefined): AppCode {
  if (address === undefined) return { read: async () => given ?? null, renew: () => false }
  let read: Promise<string> | undefined
  return {
    read(signal) {
      read ??= fetchCode(address, signal).catch((error: unknown) => {
        read = undefined
        throw error
      })
      return read
    },
    renew() {
      read = undefined
      return true
    },
  }
}

async function fetchCode(address: string, signal: AbortSignal): Promise<string> {
  const { statusCode, body } = await traceHttpCall('GET', new URL(address), (traceHeaders) =>
    request(address, {
      headers: { 'accept-encoding': 'identity', 'user-agent': 'macao-open-gateway', ...traceHeaders },
      signal,
    }),
  )
  let text = ''
  for await (const chunk of body) {
    text += String(chunk)
    if (text.length > MAX_REPLY_BYTES)
      throw new FeedFormatError("the portal's reply with an appCode", 'too much')
  }
  const reply: unknown = statusCode === 200 ? parseOrNull(text) : null
  const code = isRecord(reply) && isRecord(reply.data) ? reply.data.appCode : undefined
  if (typeof code === 'string' && /^[\w-]{1,200}$/.test(code)) return code
  throw new FeedFormatError("the portal's reply with an appCode", `another, with status ${statusCode}`)
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
