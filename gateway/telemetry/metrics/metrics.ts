import { setTimeout as sleep } from 'node:timers/promises'
import { createCacheMetrics, type CacheMetrics } from '../cacheMetrics.ts'
import { unixNanoOf } from '../../../kit/otlp/attributes.ts'
import type { OtlpSettings } from '../otlpSettings.ts'
import type { Post } from '../../../kit/otlp/post.ts'
import type { ReadClient } from '../use/useClient.ts'
import { writeMetrics } from './otlpMetrics.ts'
import { createRequestMetrics, type RequestMetrics } from './requestMetrics.ts'
import { createStateMetrics, type GatewayState } from './stateMetrics.ts'

export interface Metrics extends RequestMetrics {
  readonly cache: CacheMetrics
  /** Also tells the state of the gateway, which is read when the metrics are. */
  readonly watchState: (read: () => GatewayState) => void
  /** Sends all to a collector, time and again and when it is stopped; what does not arrive is in the next. */
  push(settings: OtlpSettings, instanceId: string, post: Post): { stop(): Promise<void> }
}

const STOP_MS = 2_000

export async function openMetrics(readClient: ReadClient, now: () => number): Promise<Metrics> {
  const library = await import('prom-client')
  const cache = await createCacheMetrics()
  const { registry } = cache
  const startUnixNano = unixNanoOf(now(), 0)
  return {
    ...createRequestMetrics(library, registry, readClient, now),
    cache,
    watchState: (read) => createStateMetrics(library, registry, read, now),
    push({ serviceName, metricIntervalMs }, instanceId, post) {
      const send = async (): Promise<void> => {
        cache.update()
        const times = { serviceName, instanceId, startUnixNano, unixNano: unixNanoOf(now(), 0) }
        await post('/v1/metrics', await writeMetrics(registry, times))
      }
      let sending: Promise<void> | undefined
      const timer = setInterval(() => {
        // One that a slow collector keeps waiting is not joined by others.
        sending ??= send().finally(() => {
          sending = undefined
        })
      }, metricIntervalMs).unref()
      return {
        async stop() {
          clearInterval(timer)
          // A collector that hangs does not keep the process.
          await Promise.race([send(), sleep(STOP_MS, undefined, { ref: false })])
        },
      }
    },
  }
}
