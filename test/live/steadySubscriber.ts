import { request, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseSse, type SseEvent } from './readStream.ts'

/** A client that comes back with the last event that it knows, wherever it finds a gateway. */
export interface SteadySubscriber {
  /** All that it was told, in the order in which it came. */
  readonly told: readonly SseEvent[]
  /** How often its stream was cut. */
  readonly cuts: number
  /** Why it was refused, if ever: what a client cannot mend by coming back. */
  readonly refusals: readonly string[]
  /** Resolves when its first stream has begun. */
  readonly begun: Promise<void>
  close(): void
}

/** `onTold` is called whenever something has come, events or a refusal. */
export function subscribeSteadily(
  gateways: readonly string[],
  query: string,
  random: () => number,
  onTold: () => void,
): SteadySubscriber {
  const told: SseEvent[] = []
  const refusals: string[] = []
  let known: string | undefined
  let cuts = 0
  let response: IncomingMessage | undefined
  const over = new AbortController()
  let begin: () => void = () => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))

  const read = async (stream: IncomingMessage): Promise<void> => {
    let text = ''
    for await (const chunk of stream.setEncoding('utf8')) {
      text += String(chunk)
      const end = text.lastIndexOf('\n\n') + 2
      if (end < 2) continue
      // The id of the beginning stands alone, before anything is told.
      known = [...text.slice(0, end).matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? known
      const events = parseSse(text.slice(0, end))
      text = text.slice(end)
      begin()
      told.push(...events)
      if (events.length > 0) onTold()
    }
  }
  const follow = async (): Promise<void> => {
    for (let turn = Math.floor(random() * gateways.length); !over.signal.aborted; turn++) {
      try {
        response = await open(`${gateways[turn % gateways.length]}/graphql`, query, known)
        if (response.statusCode === 200) await read(response)
        else if (response.statusCode === 503) response.resume()
        else {
          refusals.push(`${response.statusCode}: ${await textOf(response)}`)
          onTold()
        }
      } catch {
        // A gateway that is killed cuts what it tells, and refuses connections until it is back.
      }
      cuts++
      await sleep(100 + random() * 400)
    }
  }
  void follow()
  return {
    told,
    refusals,
    begun,
    get cuts() {
      return cuts
    },
    close() {
      over.abort()
      response?.destroy()
    },
  }
}

function open(url: string, query: string, known: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(known !== undefined && { 'last-event-id': known }),
    }
    const sent = request(url, { method: 'POST', headers, agent: false }, resolve)
    sent.once('error', reject)
    sent.end(JSON.stringify({ query }))
  })
}

async function textOf(stream: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) text += String(chunk)
  return text
}
