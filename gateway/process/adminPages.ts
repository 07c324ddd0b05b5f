import type { IncomingMessage, ServerResponse } from 'node:http'
import { EVENTS_PATH, receiveEvents, type EventParts } from '../live/receiveEvents.ts'
import { pathOf } from '../pages/pages.ts'
import { answerStatus, STATUS_PATH, type StatusParts } from '../pages/status.ts'
import { handleInvalidation, INVALIDATION_PATH, type InvalidationParts } from '../request/invalidation.ts'
import { answerUse, USE_PATH, type UseAnswering } from '../telemetry/use/answerUse.ts'
import { answerMetrics, METRICS_PATH, type CacheMetrics } from '../telemetry/cacheMetrics.ts'

export interface AdminParts {
  readonly status: StatusParts
  /** Undefined where they are off. */
  readonly metrics: CacheMetrics | undefined
  /** Undefined where nothing is kept that could be dropped. */
  readonly invalidation: Omit<InvalidationParts, 'subgraphs'> | undefined
  readonly use: UseAnswering
  readonly events: EventParts
  /** The subgraphs of the graph as it is now. */
  readonly subgraphs: () => readonly string[]
}

/** Answers those who run the gateway: its metrics, its status in detail, who uses the graph, the invalidation of its cache. False for any other path. */
export async function answerAdmin(
  { status, metrics, invalidation, use, events, subgraphs }: AdminParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = pathOf(request)
  if (path === STATUS_PATH) await answerStatus(status, subgraphs(), true, request, response)
  else if (path === METRICS_PATH && metrics !== undefined) await answerMetrics(metrics, request, response)
  else if (path === EVENTS_PATH) await receiveEvents(events, request, response)
  else if (path === USE_PATH) await answerUse(use, request, response)
  else if (path === INVALIDATION_PATH && invalidation !== undefined)
    await handleInvalidation({ ...invalidation, subgraphs: subgraphs() }, request, response)
  else return false
  return true
}
