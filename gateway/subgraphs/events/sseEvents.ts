import { Agent, request as send } from 'undici'
import { malformed, refused, SubgraphFailure, timedOut, unreachable } from '../failures.ts'
import type { EventAddress, EventsRequest } from './eventsRequest.ts'

/** What a subgraph tells over GraphQL over SSE, distinct connections: the JSON of each answer, until it is complete. */
export async function* followSse(
  address: EventAddress,
  request: EventsRequest,
): AsyncGenerator<string, void, undefined> {
  const agent = new Agent({ connect: { ...address.tls }, headersTimeout: 0, bodyTimeout: 0 })
  try {
    const response = await openStream(agent, address, request)
    yield* readAnswers(request.subgraph, response, address.maxBytes)
  } finally {
    // With it its one connection.
    await agent.destroy()
  }
}

async function openStream(
  dispatcher: Agent,
  { url, deadlineMs }: EventAddress,
  { subgraph, body, headers, signal }: EventsRequest,
): Promise<AsyncIterable<Buffer>> {
  const deadline = AbortSignal.timeout(deadlineMs)
  const opening = new AbortController()
  const giveUp = (): void => opening.abort()
  deadline.addEventListener('abort', giveUp)
  signal.addEventListener('abort', giveUp)
  try {
    const response = await send(url, {
      dispatcher,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
      body,
      signal: opening.signal,
    })
    // From here on the connection is closed with its agent.
    deadline.removeEventListener('abort', giveUp)
    const type = String(response.headers['content-type'] ?? '')
    if (response.statusCode !== 200) throw refused(subgraph, response.statusCode)
    if (!type.startsWith('text/event-stream'))
      throw malformed(subgraph, 'answered a subscription with what is no stream of events')
    return response.body
  } catch (error) {
    if (deadline.aborted) throw timedOut(subgraph, deadlineMs)
    if (error instanceof SubgraphFailure) throw error
    throw unreachable(subgraph, error)
  }
}

/** By the rules of event streams: lines of any ending, fields by name, an event at each empty line. */
async function* readAnswers(
  subgraph: string,
  stream: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  let event: StreamedEvent = NO_EVENT
  try {
    for await (const chunk of stream) {
      rest += decoder.decode(chunk, { stream: true })
      // What ends in a carriage return may go on with a line feed.
      const lines = rest.split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line !== '') {
          event = readLine(event, line)
          continue
        }
        const { name, data } = event
        event = NO_EVENT
        if (name === 'complete') return
        if (name === 'next' && data !== undefined) yield data
      }
      if (rest.length + (event.data?.length ?? 0) > maxBytes)
        throw malformed(subgraph, `told of more than ${maxBytes} bytes at once`)
    }
  } catch (error) {
    if (error instanceof SubgraphFailure) throw error
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw malformed(subgraph, 'told of what is not UTF-8', error)
    throw unreachable(subgraph, error)
  }
  // It has not said that there is no more.
  throw unreachable(subgraph)
}

interface StreamedEvent {
  readonly name: string
  readonly data: string | undefined
}

const NO_EVENT: StreamedEvent = { name: 'message', data: undefined }

function readLine(event: StreamedEvent, line: string): StreamedEvent {
  const mark = line.indexOf(':')
  const field = mark < 0 ? line : line.slice(0, mark)
  const value = mark < 0 ? '' : line.slice(mark + 1).replace(/^ /, '')
  if (field === 'event') return { ...event, name: value }
  if (field === 'data')
    return { ...event, data: event.data === undefined ? value : `${event.data}\n${value}` }
  return event
}
