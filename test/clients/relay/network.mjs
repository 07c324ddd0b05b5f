import relay from 'relay-runtime'

/** A network for Relay that takes answers in parts and subscriptions, both as server-sent events. */
export function createNetwork(url) {
  const ask = (accept, read) => (request, variables) =>
    relay.Observable.create((sink) => {
      const ending = new AbortController()
      void follow(url, accept, { query: request.text, variables }, ending.signal, (payload) =>
        sink.next(read(payload)),
      ).then(sink.complete, (error) => ending.signal.aborted || sink.error(error))
      return () => ending.abort()
    })
  return relay.Network.create(
    ask(PARTS, readParts),
    ask(EVENTS, (payload) => payload),
  )
}

const EVENTS = 'text/event-stream'
/** Relay's own format is near to that of August 2022. */
const PARTS = 'text/event-stream;deferSpec=20220824, application/json'

/** One payload for Relay for each part, and for each item of a list. */
function readParts({ hasNext = false, incremental = [], ...first }) {
  const parts = incremental.flatMap(({ items, path, ...part }) =>
    items === undefined
      ? [{ ...part, path }]
      : items.map((data, index) => ({ ...part, data, path: [...path.slice(0, -1), path.at(-1) + index] })),
  )
  const payloads = 'data' in first ? [first, ...parts] : parts
  return payloads.map((payload, index) => ({
    ...payload,
    extensions: { ...payload.extensions, is_final: !hasNext && index === payloads.length - 1 },
  }))
}

async function follow(url, accept, body, signal, take) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
    signal,
  })
  if (!response.headers.get('content-type').startsWith('text/event-stream'))
    return take(await response.json())
  let text = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (text + chunk).split('\n\n')
    text = events.pop()
    for (const event of events) {
      const [, data] = /^event: next\ndata: (.*)/m.exec(event) ?? []
      if (data !== undefined) take(JSON.parse(data))
    }
  }
}
