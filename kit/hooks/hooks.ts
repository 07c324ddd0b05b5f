import { sha256Hex } from '../digest.ts'
import type { Log } from '../log.ts'
import type { HookSettings } from './hookSettings.ts'
import type { PostHook } from './postHook.ts'
import { SIGNATURE_HEADER, signBody } from './signature.ts'

export type HookType =
  | 'graph.published'
  | 'graph.deprecated'
  | 'graph.swap-failed'
  | 'feed.failing'
  | 'registry.published'
  | 'registry.deprecated'
  | 'registry.rolled-back'
  | 'registry.deleted'
  | 'registry.waiting'
  | 'registry.check-failed'
  | 'registry.consent-asked'
  | 'registry.consented'
  | 'registry.key-added'
  | 'registry.key-revoked'

/** What happened; `subject` tells it from others of its type, so that the same from two processes has one id. */
export interface HookEvent {
  readonly type: HookType
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface Hooks {
  /** Never waits and never throws. */
  tell(event: HookEvent): void
  /** What has not been told by then is not told. */
  stop(): Promise<void>
}

export interface HookParts {
  readonly post: PostHook
  readonly close: () => Promise<void>
  readonly now: () => Date
  /** From 0 to 1. */
  readonly random: () => number
  /** Rejects when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
  readonly log: Log
}

/** An address that is away for a quarter of an hour misses nothing, unless more happens than this. */
const MOST_WAITING = 100
const ATTEMPTS = 10
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 300_000

export const NO_HOOKS: Hooks = { tell() {}, async stop() {} }

/** Tells each address of each event, in their order and one at a time, until it is taken, refused or given up. */
export function createHooks(settings: HookSettings, parts: HookParts): Hooks {
  const stopped = new AbortController()
  const lines = settings.urls.map((url) => startLine(url, settings, parts, stopped.signal))
  return {
    tell({ type, subject, data }) {
      const id = sha256Hex(`${type}\n${subject}`).slice(0, 32)
      const body = JSON.stringify({ id, type, at: parts.now().toISOString(), data })
      for (const add of lines) add({ id, type, body })
    },
    async stop() {
      stopped.abort()
      await parts.close()
    },
  }
}

interface Message {
  readonly id: string
  readonly type: HookType
  readonly body: string
}

function startLine(
  url: string,
  { secrets }: HookSettings,
  { post, now, random, wait, log }: HookParts,
  signal: AbortSignal,
): (message: Message) => void {
  const waiting: Message[] = []
  // Never the address: the path of a hook is often its secret.
  const { host } = new URL(url)
  const deliver = async ({ id, type, body }: Message): Promise<void> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const signature = signBody(secrets, Math.floor(now().getTime() / 1_000), body)
      const headers = { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature }
      const posted = await post(url, headers, body, signal)
      if (posted === 'taken' || signal.aborted) return
      if (posted === 'refused') return log.warn({ host, id, type, attempt }, 'a hook was refused')
      if (attempt < ATTEMPTS) await wait(pauseAfter(attempt, random()), signal)
    }
    log.warn({ host, id, type, attempts: ATTEMPTS }, 'a hook was given up')
  }
  let isAtWork = false
  const work = async (): Promise<void> => {
    isAtWork = true
    for (let next = waiting[0]; next !== undefined && !signal.aborted; next = waiting[0]) {
      await deliver(next)
      waiting.shift()
    }
    isAtWork = false
  }
  return (message) => {
    if (signal.aborted) return
    if (waiting.length >= MOST_WAITING)
      return log.warn({ host, id: message.id, type: message.type }, 'a hook was dropped: too many wait')
    waiting.push(message)
    // Its wait rejects when we stop, and nothing else does.
    if (!isAtWork) work().catch(() => {})
  }
}

/** Twice as long each time, from the half to the whole of it, so that many processes do not come at once. */
function pauseAfter(attempt: number, random: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS) * (0.5 + random / 2)
}
