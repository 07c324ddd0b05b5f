import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { createSecretCheck, GATEWAY_SECRET_HEADER } from '../../../kit/gatewaySecret.ts'
import { answerJson } from '../../../kit/serve.ts'
import { summariseGroups, type GroupMonth, type UseGroups } from './summariseGroups.ts'
import type { UseStore } from './useStore.ts'

export const USE_PATH = '/use'

export interface UseAnswering {
  readonly host: string
  /** The secret that the gateway shares with the catalogue; without one nobody is told. */
  readonly secret: string | undefined
  readonly store: Pick<UseStore, 'readMonths'>
}

export interface UseQuestion {
  /** Days, both included. */
  readonly from: string
  readonly to: string
  readonly groups: UseGroups
}

const MOST_BYTES = 1_048_576

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const question = z.object({ from: day, to: day, groups: z.record(z.string(), z.array(z.string())) })

const EXPECTED =
  'Expected {"from", "to", "groups"}, such as {"from":"2026-11-01","to":"2026-11-30","groups":{"bus":["Bus"]}}.'

/**
 * Tells the catalogue who uses what, client by client, for the secret that the gateway shares with that subgraph alone:
 * it applies what each reader may see, and another bureau's subgraph is not to know.
 */
export async function answerUse(
  { host, secret, store }: UseAnswering,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isReader =
    secret !== undefined && createSecretCheck([secret], host)(request.headers[GATEWAY_SECRET_HEADER])
  if (!isReader)
    return answerJson(response, 403, { error: 'Expected the secret of the gateway and the catalogue.' })
  if (request.method !== 'POST') return answerJson(response, 405, { error: 'Expected POST.' })
  const asked = question.safeParse(await readJson(request))
  if (!asked.success) return answerJson(response, 400, { error: EXPECTED })
  try {
    answerJson(response, 200, await readUse(store, asked.data))
  } catch {
    answerJson(response, 503, { error: 'The use store does not answer.' })
  }
}

/** The use of each group, month by month. Rejects where the store cannot be read. */
export async function readUse(
  store: UseAnswering['store'],
  { from, to, groups }: UseQuestion,
): Promise<Readonly<Record<string, readonly GroupMonth[]>>> {
  return summariseGroups(await store.readMonths(from, to), groups)
}

/** Undefined for what is too long or no JSON. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) return undefined
    bytes += chunk.length
    if (bytes > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return undefined
  }
}
