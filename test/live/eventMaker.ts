import type { EventAttribute } from '../../kit/events/graphEvent.ts'

/** Makes events as a bureau would, and tells a gateway. */
export interface EventMaker {
  /** Tells of one change; resolves to its id when the gateway has it. */
  tell(topic: string, key: string, attributes?: Readonly<Record<string, EventAttribute>>): Promise<string>
}

export const SECRET = 'a secret of the tests'

export function createEventMaker(url: string, subgraph: string): EventMaker {
  const begun = Date.now()
  const last = new Map<string, string>()
  let made = 0
  return {
    async tell(topic, key, attributes = {}) {
      const after = last.get(topic) ?? `${begun}-0`
      const id = `${begun}-${++made}`
      const response = await postEvents(url, { subgraph, topic, after, events: [{ id, key, attributes }] })
      if (response.status !== 200) throw new Error(`Expected 200; got ${response.status}.`)
      last.set(topic, id)
      return id
    },
  }
}

export function postEvents(url: string, body: object, secret = SECRET): Promise<Response> {
  return fetch(`${url}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gateway-secret': secret },
    body: JSON.stringify(body),
  })
}
