import type { IncomingMessage, ServerResponse } from 'node:http'
import { EVENTS_PATH, parseEventBatch, type EventBatch } from '../../kit/events/graphEvent.ts'
import type { Log } from '../../kit/log.ts'
import { answerJson } from '../../kit/serve.ts'
import { GatewayError } from '../errors.ts'
import type { Graph } from '../graph/graph.ts'
import { holdsSecretOf, type InvalidationSettings } from '../request/invalidation.ts'
import type { JsonBodies } from '../request/jsonBody.ts'
import type { Hub } from './hub.ts'

export { EVENTS_PATH }

export interface EventParts {
  readonly config: InvalidationSettings
  readonly hub: Hub
  readonly bodies: JsonBodies
  readonly graph: () => Graph
  readonly log: Log
}

/**
 * Takes what a subgraph says has happened, by the secret that this gateway shares with it. 200 with the id of the last event
 * that is known, after which it tells again; 503 where events cannot be kept now.
 */
export async function receiveEvents(
  { config, hub, bodies, graph, log }: EventParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (incoming.method !== 'POST') {
    outgoing.setHeader('allow', 'POST')
    return answerJson(outgoing, 405, { error: `Expected POST; got ${incoming.method}.` })
  }
  const batch = await readBatch(bodies, incoming)
  if (batch instanceof GatewayError) return answerJson(outgoing, batch.status, { error: batch.message })
  if (batch === undefined) return answerJson(outgoing, 400, { error: EXPECTED })
  const { subgraph } = batch
  if (!graph().subgraphs.includes(subgraph) || !holdsSecretOf(config, incoming, subgraph))
    return answerJson(outgoing, 403, { error: `Only the subgraph "${subgraph}" itself may tell its events.` })
  try {
    answerJson(outgoing, 200, { last: await hub.publish(batch) })
  } catch (error) {
    log.warn({ err: error, subgraph }, 'events not kept; their subgraph tells them again')
    answerJson(outgoing, 503, { error: 'Redis is out of reach: events cannot be kept now. Tell them again.' })
  }
}

async function readBatch(
  bodies: JsonBodies,
  incoming: IncomingMessage,
): Promise<EventBatch | undefined | GatewayError> {
  try {
    return parseEventBatch((await bodies.read(incoming, () => undefined))?.value)
  } catch (error) {
    if (error instanceof GatewayError) return error
    throw error
  }
}

const EXPECTED =
  'Expected {"subgraph", "topic", "after", "events"} with ids that rise, such as {"subgraph":"stock","topic":"products",' +
  '"after":"1764380000000-0","events":[{"id":"1764380001000-0","key":"12","attributes":{}}]}, and at most 1000 events.'
