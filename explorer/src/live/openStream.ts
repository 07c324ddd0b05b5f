import type { AskOptions, Question } from '../graph/ask.ts'

/** Asks for an answer that comes as events; `known` is the last event that the page has of it. */
export function openStream(
  question: Question & { readonly extensions?: object | undefined },
  options: AskOptions,
  known?: string,
): Promise<Response> {
  return fetch('/graphql', {
    method: 'POST',
    headers: {
      ...options.headers,
      'content-type': 'application/json',
      'graphql-client-name': 'explorer',
      accept: 'text/event-stream, application/json',
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(known !== undefined && { 'last-event-id': known }),
    },
    body: JSON.stringify(question),
    signal: options.signal ?? null,
  })
}

export interface StreamResponse extends Response {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>
}

/** False for an answer that came whole, such as a refusal. */
export function isStream(response: Response): response is StreamResponse {
  const type = response.headers.get('content-type') ?? ''
  return response.body !== null && type.startsWith('text/event-stream')
}
