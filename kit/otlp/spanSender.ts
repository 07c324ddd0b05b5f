import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { SCOPE, writeResource } from './attributes.ts'
import type { Post } from './post.ts'

export interface SpanSender {
  /** Takes spans as OTLP's JSON, several with commas between. */
  send(spans: string): void
  /** Sends what is not sent yet. */
  stop(): Promise<void>
}

export interface SpanSenderParts {
  readonly post: Post
  readonly log: Log
  readonly serviceName: string
  readonly instanceId: string
  readonly now: () => number
}

/** Characters that wait for the collector; more are dropped. */
const MAX_WAITING = 4_194_304
const BATCH = 524_288
const INTERVAL_MS = 2_000
const SILENCE_MS = 60_000
const STOP_MS = 2_000

/** Sends spans in batches. What the collector does not take waits, within bounds. */
export function startSpanSender({ post, log, serviceName, instanceId, now }: SpanSenderParts): SpanSender {
  const head =
    `{"resourceSpans":[{"resource":${JSON.stringify(writeResource(serviceName, instanceId))},` +
    `"scopeSpans":[{"scope":${JSON.stringify(SCOPE)},"spans":[`
  let waiting: string[] = []
  let characters = 0
  let dropped = 0
  let quietUntil = -Infinity
  let sending: Promise<void> | undefined
  /** Whether the next is not sent before its time. */
  let isRefusing = false

  const drop = (count: number): void => {
    dropped += count
    if (dropped === 0 || now() < quietUntil) return
    quietUntil = now() + SILENCE_MS
    log.warn({ 'event.dataset': 'gateway.otlp', 'gateway.dropped': dropped }, 'traces dropped')
    dropped = 0
  }
  const takeBatch = (): string[] => {
    let size = 0
    let count = 0
    while (count < waiting.length && size < BATCH) size += waiting[count++]?.length ?? 0
    characters -= size
    return waiting.splice(0, count)
  }
  const putBack = (batch: readonly string[]): void => {
    waiting = [...batch, ...waiting]
    characters += batch.reduce((sum, { length }) => sum + length, 0)
    while (characters > MAX_WAITING) {
      characters -= waiting.pop()?.length ?? characters
      drop(1)
    }
  }
  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = takeBatch()
      const posted = await post('/v1/traces', `${head}${batch.join()}]}]}]}`)
      if (posted === 'refused') drop(batch.length)
      isRefusing = posted !== 'taken'
      if (posted === 'again') return putBack(batch)
    }
  }
  const flush = (): Promise<void> =>
    (sending ??= sendAll().finally(() => {
      sending = undefined
    }))
  const timer = setInterval(() => void flush(), INTERVAL_MS).unref()
  return {
    send(text) {
      if (characters + text.length > MAX_WAITING) return drop(1)
      waiting.push(text)
      characters += text.length
      // A burst does not wait for the interval.
      if (characters > BATCH && !isRefusing) void flush()
    },
    async stop() {
      clearInterval(timer)
      // A collector that hangs does not keep the process.
      await Promise.race([flush().then(flush), sleep(STOP_MS, undefined, { ref: false })])
      quietUntil = -Infinity
      drop(waiting.length)
    },
  }
}
