import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../../kit/log.ts'
import { SCOPE, writeResource } from '../otlp/attributes.ts'
import type { OtlpSettings } from '../otlp/otlpSettings.ts'
import type { Post } from '../otlp/post.ts'
import type { Outlet } from '../startRecord.ts'
import type { ReadClient } from '../use/useClient.ts'
import { createSampling } from './sampling.ts'
import { writeSpans } from './spans.ts'
import type { BeginTrace } from './traceContext.ts'

export interface Tracing {
  readonly begin: BeginTrace
  readonly write: Outlet
  /** Sends what is not sent yet. */
  stop(): Promise<void>
}

export interface TracingParts {
  readonly post: Post
  readonly log: Log
  readonly instanceId: string
  readonly readClient: ReadClient
  readonly now: () => number
  readonly random: () => number
}

/** Characters that wait for the collector; more are dropped. */
const MAX_WAITING = 4_194_304
const BATCH = 524_288
const INTERVAL_MS = 2_000
const SILENCE_MS = 60_000
const STOP_MS = 2_000

/** Makes spans of the requests that are sampled, and sends them in batches. */
export function startTracing(settings: OtlpSettings, parts: TracingParts): Tracing {
  const { post, log, instanceId, readClient, now, random } = parts
  const head =
    `{"resourceSpans":[{"resource":${JSON.stringify(writeResource(settings.serviceName, instanceId))},` +
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
  const send = (): Promise<void> =>
    (sending ??= sendAll().finally(() => {
      sending = undefined
    }))
  const timer = setInterval(() => void send(), INTERVAL_MS).unref()
  return {
    begin: createSampling(settings.traceRatio, now, random),
    write(record) {
      const { trace } = record
      if (trace === undefined || !trace.isSampled) return
      const text = writeSpans(record, trace, Date.now() - performance.now(), readClient)
      if (characters + text.length > MAX_WAITING) return drop(1)
      waiting.push(text)
      characters += text.length
      // A burst does not wait for the interval.
      if (characters > BATCH && !isRefusing) void send()
    },
    async stop() {
      clearInterval(timer)
      // A collector that hangs does not keep the process.
      await Promise.race([send().then(send), sleep(STOP_MS, undefined, { ref: false })])
      quietUntil = -Infinity
      drop(waiting.length)
    },
  }
}
