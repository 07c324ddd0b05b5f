/** One answer of the gateway with what a reader wants to know of it. */
export interface Answer {
  readonly data: unknown
  readonly errors: readonly AnswerError[]
  readonly extensions: unknown
  readonly status: number
  readonly bytes: number
  readonly milliseconds: number
}

export interface AnswerError {
  readonly message: string
  readonly path: readonly (string | number)[] | undefined
  readonly line: number | undefined
  readonly column: number | undefined
  readonly code: string | undefined
}

export interface Question {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName?: string | undefined
}

/** The gateway could not be asked at all, or did not answer in JSON. */
export class Unreachable extends Error {}

/** Asks the gateway. Rejects with Unreachable, or with an AbortError when `signal` aborts. */
export async function askGraph(
  question: Question,
  options: { readonly signal?: AbortSignal; readonly token?: string | null; readonly explain?: boolean } = {},
): Promise<Answer> {
  const start = performance.now()
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'graphql-client-name': 'explorer',
      // A refused query is then 200: a page that lets one try things out should not fill the console with failures.
      accept: 'application/json',
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.explain ? { 'x-explain': 'plan' } : {}),
    },
    body: JSON.stringify(question),
    signal: options.signal ?? null,
  }).catch(rethrow)
  const text = await response.text().catch(rethrow)
  const body = parseBody(text)
  return {
    data: body.data,
    errors: readErrors(body.errors),
    extensions: body.extensions,
    status: response.status,
    bytes: new TextEncoder().encode(text).length,
    milliseconds: performance.now() - start,
  }
}

function rethrow(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error
  throw new Unreachable('The gateway does not answer.', { cause: error })
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(text)
    if (isRecord(body)) return body
  } catch (cause) {
    throw new Unreachable('The gateway did not answer in JSON.', { cause })
  }
  throw new Unreachable('The gateway did not answer with an object.')
}

function readErrors(errors: unknown): readonly AnswerError[] {
  if (!Array.isArray(errors)) return []
  return errors.filter(isRecord).map((error) => {
    const location = Array.isArray(error.locations) ? error.locations.find(isRecord) : undefined
    const extensions = isRecord(error.extensions) ? error.extensions : {}
    return {
      message: typeof error.message === 'string' ? error.message : '',
      path: Array.isArray(error.path) ? error.path.filter(isPathPart) : undefined,
      line: typeof location?.line === 'number' ? location.line : undefined,
      column: typeof location?.column === 'number' ? location.column : undefined,
      code: typeof extensions.code === 'string' ? extensions.code : undefined,
    }
  })
}

function isPathPart(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number'
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
