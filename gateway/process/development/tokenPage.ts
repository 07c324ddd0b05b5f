import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { isLoopback } from '../../../kit/loopback.ts'
import { answerJson } from '../../../kit/serve.ts'
import { TIERS } from '../../../schema/codes.ts'
import { loadDevelopmentKey } from './key.ts'
import { signDevelopmentToken } from './sign.ts'

export const DEVELOPMENT_TOKEN_PATH = '/development/token'

const HOURS = 8
const MAX_BODY_CHARACTERS = 1_000

const wish = z.strictObject({
  tier: z.enum(TIERS).exclude(['public']),
  bureau: z
    .string()
    .regex(/^[a-z]{2,10}$/)
    .optional(),
})

/**
 * Gives the explorer a token for a kind of caller, on a machine where anybody could make one with `npm run token`. A page
 * of a foreign site must not get one: it cannot send JSON without asking first, a browser names its origin, and a name that
 * it has pointed at this machine is no loopback name.
 */
export async function answerDevelopmentToken(
  keyFile: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST')
    return refuseToken(response, 405, 'METHOD_NOT_ALLOWED', `Expected POST; got ${request.method}.`)
  }
  if (!isFromHere(request)) {
    return refuseToken(response, 403, 'BAD_REQUEST', 'Expected JSON from a page of this machine.')
  }
  const parsed = wish.safeParse(await readBody(request))
  if (!parsed.success) {
    const expected = '{ "tier": "developer" | "partner" | "staff", "bureau"?: "<id>" }'
    return refuseToken(response, 400, 'BAD_REQUEST', `Expected ${expected}.`)
  }
  const { tier, bureau } = parsed.data
  const scopes = [tier, ...(bureau === undefined ? [] : [`bureau:${bureau}`])]
  const token = await signDevelopmentToken(await loadDevelopmentKey(keyFile), {
    subject: 'development',
    scopes,
    hours: HOURS,
  })
  answerJson(response, 200, { token })
}

function isFromHere({ headers, socket }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site']
  const host = headers.host ?? ''
  return (
    isLoopback(socket.remoteAddress ?? '') &&
    isLoopback(host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')) &&
    // Another port of this machine is another site: what runs there may show pages of anybody.
    (headers.origin === undefined || headers.origin === `http://${host}`) &&
    (site === undefined || site === 'same-origin' || site === 'none') &&
    /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')
  )
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const declared = Number(request.headers['content-length'] ?? Infinity)
  if (!(declared <= MAX_BODY_CHARACTERS)) return null
  try {
    return JSON.parse(await text(request))
  } catch {
    return null
  }
}

function refuseToken(response: ServerResponse, status: number, code: string, message: string): void {
  answerJson(response, status, { errors: [{ message, extensions: { code } }] })
}
