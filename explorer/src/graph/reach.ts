import { isRecord } from './isRecord.ts'

/** Nothing came from the gateway: nobody answered, or something before it did, such as a proxy. */
export class Unreachable extends Error {
  /** What was answered in the gateway's place; null where nobody answered. */
  readonly status: number | null
  constructor(status: number | null, options?: ErrorOptions) {
    super(status === null ? 'The gateway does not answer.' : `Not the gateway answers: ${status}.`, options)
    this.status = status
  }
}

/** The gateway itself said no, in its own words. */
export class Refused extends Error {
  /** Of the gateway's list of failures; undefined where it told none. */
  readonly code: string | undefined
  constructor(message: string, code?: string) {
    super(message)
    this.code = code
  }
}

/** Rejects with Unreachable, or with an AbortError when the signal of `init` aborts. */
export async function reach(path: string, init: RequestInit = {}): Promise<Reached> {
  const response = await fetch(path, init).catch(rethrow)
  const text = await response.text().catch(rethrow)
  return { status: response.status, isOk: response.ok, headers: response.headers, text }
}

export interface Reached {
  readonly status: number
  readonly isOk: boolean
  readonly headers: Headers
  readonly text: string
}

/** Rejects with Refused or Unreachable where the status is not one of success. */
export async function reachText(path: string, init?: RequestInit): Promise<string> {
  const reached = await reach(path, init)
  if (!reached.isOk) throw readRefusal(reached)
  return reached.text
}

/** As `reachText`; what is no JSON object is not from the gateway. */
export async function reachJson(path: string, init?: RequestInit): Promise<JsonObject> {
  const reached = await reach(path, init)
  const body = parseObject(reached)
  if (!reached.isOk) throw readRefusal(reached)
  return body
}

export type JsonObject = Readonly<Record<string, unknown>>

export function parseObject({ text, status }: Pick<Reached, 'text' | 'status'>): JsonObject {
  try {
    const body: unknown = JSON.parse(text)
    if (isRecord(body)) return body
  } catch (cause) {
    throw new Unreachable(status, { cause })
  }
  throw new Unreachable(status)
}

/** The gateway's refusals are GraphQL errors; whatever else is refused was refused before it. */
function readRefusal({ text, status }: Reached): Refused | Unreachable {
  try {
    const { errors } = parseObject({ text, status })
    const first: unknown = Array.isArray(errors) ? errors[0] : undefined
    return isRecord(first) && typeof first.message === 'string'
      ? new Refused(first.message, readCode(first))
      : new Unreachable(status)
  } catch (error) {
    return error instanceof Unreachable ? error : new Unreachable(status, { cause: error })
  }
}

function readCode({ extensions }: JsonObject): string | undefined {
  return isRecord(extensions) && typeof extensions.code === 'string' ? extensions.code : undefined
}

function rethrow(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error
  throw new Unreachable(null, { cause: error })
}
