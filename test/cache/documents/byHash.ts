import { createHash } from 'node:crypto'
import type { Client, HttpAnswer } from '../../kit/client.ts'

export interface HashedQuestion {
  readonly hash: string
  /** Sent along to make it known. */
  readonly query?: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function getByHash(client: Client, { hash, query, variables, headers }: HashedQuestion) {
  const search = new URLSearchParams({
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } }),
    ...(query !== undefined && { query }),
    ...(variables && { variables: JSON.stringify(variables) }),
  })
  return client.send(`/graphql?${search.toString()}`, {
    headers: { 'apollo-require-preflight': 'true', ...headers },
  })
}

export function postByHash(client: Client, { hash, query, variables, headers }: HashedQuestion) {
  const extensions = { persistedQuery: { version: 1, sha256Hash: hash } }
  return post(client, { query, variables, extensions }, headers)
}

export function post(
  client: Client,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  return client.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

/** The code of the first error of an answer, if there is one. */
export function codeOf({ body }: HttpAnswer): unknown {
  return JSON.parse(body).errors?.[0].extensions.code
}
