import type { FormattedExecutionResult } from 'graphql'
import { request } from 'undici'

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface Client {
  /** Asks with POST and returns what came as JSON. */
  ask(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<FormattedExecutionResult>
  /** Sends any HTTP request to a path of the gateway. */
  send(path: string, options?: SendOptions): Promise<HttpAnswer>
}

export interface SendOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export function createClient(url: string): Client {
  const send = async (
    path: string,
    { method = 'GET', headers = {}, body }: SendOptions = {},
  ): Promise<HttpAnswer> => {
    const response = await request(url + path, { method, headers, body: body ?? null })
    return { status: response.statusCode, headers: response.headers, body: await response.body.text() }
  }
  return {
    send,
    async ask(query, variables = {}, headers = {}) {
      const answer = await send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      })
      return parseResult(answer.body)
    },
  }
}

function parseResult(text: string): FormattedExecutionResult {
  const value: unknown = JSON.parse(text)
  if (isResult(value)) return value
  throw new Error(`Expected a GraphQL result; got ${text.slice(0, 200)}`)
}

function isResult(value: unknown): value is FormattedExecutionResult {
  return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value)
}
