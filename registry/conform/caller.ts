import { Agent, request } from 'undici'
import { GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import { shortLine } from '../../kit/shortLine.ts'

/** What came for one call. */
export interface Answer {
  readonly status: number
  /** Names in lower case; what was sent several times is joined by commas. */
  readonly headers: ReadonlyMap<string, string>
  readonly bytes: Buffer
}

export interface CallOptions {
  readonly method?: 'GET' | 'POST'
  /** Beside the origin; by default where GraphQL is served. */
  readonly path?: string
  readonly body?: string
  /** In place of what a gateway sends; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>
}

/** Calls a subgraph as a gateway does: no redirects, a deadline, the secret with each call. */
export interface Caller {
  call(options: CallOptions): Promise<Answer>
  close(): Promise<void>
}

/** No usable response came: the connection was refused or cut, or nothing came in time. */
export class NoAnswer extends Error {}

/** Milliseconds: the gateway's own SUBGRAPH_DEADLINE_MS by default. */
const DEADLINE_MS = 5_000
const MOST_BYTES = 32 * 1024 * 1024

export function createCaller(url: URL, secret: string | undefined): Caller {
  const agent = new Agent()
  const usual = {
    accept: 'application/graphql-response+json, application/json;q=0.9',
    'content-type': 'application/json',
    'x-request-id': 'conform',
    ...(secret === undefined ? {} : { [GATEWAY_SECRET_HEADER]: secret }),
  }
  return {
    async call({ method = 'POST', path, body, headers = {} }) {
      const sent = Object.entries({ ...usual, ...headers }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      )
      try {
        const response = await request(path === undefined ? url : new URL(path, url), {
          method,
          headers: Object.fromEntries(sent),
          body: body ?? null,
          dispatcher: agent,
          signal: AbortSignal.timeout(DEADLINE_MS),
        })
        return {
          status: response.statusCode,
          headers: joinHeaders(response.headers),
          bytes: await readBytes(response.body),
        }
      } catch (error) {
        throw error instanceof NoAnswer ? error : new NoAnswer(describe(error), { cause: error })
      }
    },
    close: () => agent.destroy(),
  }
}

function joinHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
    ),
  )
}

async function readBytes(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new NoAnswer(`it answered more than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'the call failed'
  if (error.name === 'TimeoutError') return `nothing came within ${DEADLINE_MS} ms`
  return 'code' in error ? shortLine(`${String(error.code)}: ${error.message}`) : shortLine(error.message)
}
