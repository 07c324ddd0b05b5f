import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { answerOrRefuse } from '../request/handle.ts'
import type { HttpRequest } from '../request/http.ts'
import { startLifetime } from '../request/lifetime.ts'
import type { PipelineParts } from '../request/pipeline.ts'
import type { RequestRecord } from '../telemetry/record.ts'
import type { AskGraph } from './askGraph.ts'

/** As whom the graph is asked. */
export interface AskingClient extends Pick<HttpRequest, 'connection' | 'authorization'> {
  readonly headers: IncomingHttpHeaders
}

/** Each page is a request of its own, with a deadline of its own: a long list may take longer than one answer may. */
export function createAsk(
  parts: PipelineParts,
  { connection, headers, authorization }: AskingClient,
  outgoing: ServerResponse,
  record: RequestRecord,
): AskGraph {
  return async (query, variables, provenance) => {
    const lifetime = startLifetime(outgoing, parts.config.requestDeadlineMs, parts.deadlines)
    try {
      const visit = parts.traffic.arrive(connection, headers)
      for (const [name, value] of Object.entries(parts.traffic.state(visit)))
        if (!outgoing.headersSent) outgoing.setHeader(name, value)
      await parts.scheduler.whenScheduled(visit.arrival)
      const {
        status,
        body,
        headers: answered = {},
      } = await answerOrRefuse(parts, {
        id: record.id,
        arrival: visit.arrival,
        visit,
        method: 'POST',
        search: '',
        // The body that is made here is JSON, which also shows that no form of a foreign page has sent it.
        headers: { ...headers, 'content-type': 'application/json' },
        authorization,
        connection,
        body: { query, variables, extensions: { provenance } },
        bodyText: undefined,
        mediaType: 'application/graphql-response+json',
        isForgeable: false,
        signal: lifetime.signal,
        record,
      })
      const retryAfter = answered['retry-after']
      if (retryAfter !== undefined && !outgoing.headersSent) outgoing.setHeader('retry-after', retryAfter)
      const value: unknown = JSON.parse(body.toString())
      return { status, body: value, headers: answered }
    } finally {
      lifetime.end()
    }
  }
}
