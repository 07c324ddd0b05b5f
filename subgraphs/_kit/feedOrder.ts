import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { answerJson } from '../../kit/serve.ts'
import type { Log } from '../../kit/log.ts'
import { readJson } from './readJson.ts'
import type { Subgraph } from './subgraph.ts'

/** What the operator of a subgraph asks of one of its feeds. */
const order = z.discriminatedUnion('action', [
  z.object({ action: z.literal('read'), id: z.string() }),
  z.object({
    action: z.literal('accept'),
    id: z.string(),
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    by: z.string().min(1).max(200),
  }),
])

/**
 * POST /feeds, for whoever has the subgraph's secret: `{"action":"read","id"}` reads a source again now,
 * `{"action":"accept","id","digest","by"}` takes the document of this digest though it gives too little. Who accepted
 * what stands in the log.
 */
export async function answerFeedOrder(
  subgraph: Subgraph,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  // A page in a browser may send other types without asking, to a subgraph on this machine.
  if (request.headers['content-type'] !== 'application/json')
    return refuse(response, 415, 'Expected the content type application/json.')
  const asked = order.safeParse(await readJson(request))
  if (!asked.success)
    return refuse(response, 400, 'Expected {"action":"read","id"} or {"action":"accept","id","digest","by"}.')
  const feed = subgraph.findFeed(asked.data.id)
  if (!feed) return refuse(response, 404, `This subgraph has no feed "${asked.data.id}".`)
  if (asked.data.action === 'read') {
    await feed.refresh()
    return answerJson(response, 200, feed.report())
  }
  const { id, digest, by } = asked.data
  const isTaken = (await feed.accept?.(digest)) ?? false
  log.warn({ audit: 'feed-accept', feed: id, digest, by, taken: isTaken }, 'operator accepts a document')
  if (isTaken) return answerJson(response, 200, feed.report())
  refuse(response, 409, `The source "${id}" does not give a readable document of the digest ${digest} now.`)
}

function refuse(response: ServerResponse, status: number, message: string): void {
  answerJson(response, status, { errors: [{ message }] })
}
