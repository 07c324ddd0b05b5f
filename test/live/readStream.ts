import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'

/** One event of an SSE stream. */
export interface SseEvent {
  readonly id: string | undefined
  readonly event: string | undefined
  readonly data: string
}

export interface OpenStream {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** What has come so far. */
  text(): string
  /** Resolves when what has come satisfies it; rejects when the stream ends before. */
  until(isEnough: (text: string) => boolean): Promise<string>
  readonly ended: Promise<string>
  close(): void
}

/** Opens a stream with a client that knows nothing of the protocol. */
export async function openStream(
  url: string,
  { body, headers }: { readonly body?: object; readonly headers: Readonly<Record<string, string>> },
): Promise<OpenStream> {
  const response = await send(url, body, headers)
  let text = ''
  const waiting = new Set<() => void>()
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    text += chunk
    for (const look of waiting) look()
  })
  const ended = new Promise<string>((resolve) => response.once('close', () => resolve(text)))
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: () => text,
    ended,
    until: (isEnough) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!isEnough(text)) return
          waiting.delete(look)
          resolve(text)
        }
        waiting.add(look)
        void ended.then(() => reject(new Error(`The stream ended with ${JSON.stringify(text.slice(-500))}.`)))
        look()
      }),
    close: () => response.destroy(),
  }
}

function send(
  url: string,
  body: object | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
        agent: false,
      },
      resolve,
    )
    sent.once('error', reject)
    sent.end(body && JSON.stringify(body))
  })
}

/** The events of a stream, as its specification has them; comments and ids without data are none. */
export function parseSse(text: string): readonly SseEvent[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .flatMap((block) => {
      const fields = new Map(
        block
          .split('\n')
          .filter((line) => !line.startsWith(':'))
          .map((line) => {
            const mark = line.indexOf(':')
            return [line.slice(0, mark), line.slice(mark + 1).trimStart()] as const
          }),
      )
      const data = fields.get('data')
      return data === undefined ? [] : [{ id: fields.get('id'), event: fields.get('event'), data }]
    })
}
