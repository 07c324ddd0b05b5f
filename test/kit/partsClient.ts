import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'

export interface Asked {
  readonly query: string
  readonly variables?: object
  readonly accept?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
  /** What is sent in place of query and variables. */
  readonly body?: object
  readonly method?: 'GET' | 'POST'
}

export interface OpenAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** The payloads that have come, once there are so many. */
  until(count: number): Promise<readonly unknown[]>
  readonly ended: Promise<readonly unknown[]>
  hangUp(): void
}

/** Asks a gateway, as a client that may read parts. */
export function openAnswer(url: string, question: Asked): Promise<OpenAnswer> {
  const {
    query,
    variables,
    accept = 'multipart/mixed',
    headers = {},
    path = '/graphql',
    method = 'POST',
  } = question
  const search = method === 'GET' ? `?query=${encodeURIComponent(query)}` : ''
  return new Promise((resolve, reject) => {
    const sending = request(
      `${url}${path}${search}`,
      { method, headers: { 'content-type': 'application/json', accept, ...headers } },
      (response) => resolve(readAnswer(response)),
    )
    sending.once('error', reject)
    sending.end(method === 'GET' ? undefined : JSON.stringify(question.body ?? { query, variables }))
  })
}

function readAnswer(response: IncomingMessage): OpenAnswer {
  const type = response.headers['content-type'] ?? ''
  let text = ''
  const listeners = new Set<() => void>()
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    text += chunk
    for (const look of listeners) look()
  })
  response.on('error', () => {})
  const closed = new Promise<void>((resolve) => response.once('close', resolve))
  const payloads = () => parsePayloads(type, text)
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    until: (count) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const come = payloads()
          if (come.length < count) return
          listeners.delete(look)
          resolve(come)
        }
        listeners.add(look)
        void closed.then(() => reject(new Error(`ended with ${text}`)))
        look()
      }),
    ended: closed.then(() => {
      if (type.startsWith('multipart') && !text.endsWith('\r\n--graphql--\r\n'))
        throw new Error(`cut: ${text}`)
      if (type.startsWith('text/event') && !text.endsWith('event: complete\ndata:\n\n'))
        throw new Error(`cut: ${text}`)
      return JSON.parse(JSON.stringify(payloads()))
    }),
    hangUp: () => response.destroy(),
  }
}

/** What is complete of it. */
function parsePayloads(type: string, text: string): readonly unknown[] {
  if (type.startsWith('multipart/mixed'))
    return text
      .split('--graphql')
      .slice(1, -1)
      .map((part) => JSON.parse(part.slice(part.indexOf('\r\n\r\n')).trim()))
  if (type.startsWith('text/event-stream'))
    return text
      .split('\n\n')
      .slice(0, -1)
      .filter((event) => event.startsWith('event: next'))
      .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)))
  try {
    return [JSON.parse(text)]
  } catch {
    return []
  }
}
