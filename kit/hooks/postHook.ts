import { lookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, request } from 'undici'
import type { HookSettings } from './hookSettings.ts'
import { isPrivateAddress } from './privateAddress.ts'

/** `again` for what may be taken later, `refused` for what never will be. */
export type Posted = 'taken' | 'again' | 'refused'

export interface PostHook {
  (url: string, headers: Readonly<Record<string, string>>, body: string, signal: AbortSignal): Promise<Posted>
}

const PATIENCE_MS = 5_000
const LATER: ReadonlySet<number> = new Set([408, 425, 429])

/**
 * Posts to the listed hosts. A name that leads into a private network is refused unless its host is listed as private: whoever
 * owns the name could let it lead to what only we can reach. Redirections are not followed, for the same reason.
 */
export function createPostHook({ privateHosts }: HookSettings): {
  post: PostHook
  close: () => Promise<void>
} {
  const open = new Agent({ connect: { lookup: lookupPublic, timeout: PATIENCE_MS } })
  const near = new Agent({ connect: { timeout: PATIENCE_MS } })
  return {
    async post(url, headers, body, signal) {
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
      try {
        const { statusCode, body: answer } = await request(url, {
          method: 'POST',
          headers,
          body,
          dispatcher: privateHosts.has(new URL(url).host) ? near : open,
          signal: inTime,
        })
        // Nobody reads it: a receiver that gives it byte by byte, or without an end, holds up no other hook.
        answer.on('error', () => {}).destroy()
        if (statusCode >= 200 && statusCode < 300) return 'taken'
        return statusCode >= 500 || LATER.has(statusCode) ? 'again' : 'refused'
      } catch (error) {
        return error instanceof Error && 'code' in error && error.code === PRIVATE_CODE ? 'refused' : 'again'
      }
    },
    async close() {
      await Promise.all([open.destroy(), near.destroy()])
    },
  }
}

const PRIVATE_CODE = 'ERR_PRIVATE_ADDRESS'

const lookupPublic: LookupFunction = (host, options, answer) => {
  lookup(host, { ...options, all: true }, (error, found: readonly LookupAddress[]) => {
    const [first] = found ?? []
    if (error || first === undefined) return answer(error ?? new Error(`no address of ${host}`), [])
    if (found.some(({ address }) => isPrivateAddress(address)))
      return answer(
        Object.assign(new Error(`${host} leads into a private network`), { code: PRIVATE_CODE }),
        [],
      )
    if (options.all) answer(null, [...found])
    else answer(null, first.address, first.family)
  })
}
