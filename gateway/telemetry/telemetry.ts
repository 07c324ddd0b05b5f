import { randomUUID } from 'node:crypto'
import type { Log } from '../../kit/log.ts'
import type { CacheMetrics } from './cacheMetrics.ts'
import type { EndedCall } from './endedCall.ts'
import { createAccessLog, type AccessLogSettings } from './log/accessLog.ts'
import { createFailedCallLog } from './log/failedCalls.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { GatewayState } from './metrics/stateMetrics.ts'
import type { OtlpSettings } from './otlpSettings.ts'
import {
  createBeginRecord,
  createStartRecord,
  type BeginRecord,
  type Outlet,
  type StartRecord,
} from './startRecord.ts'
import { passTraceOn } from './traces/traceContext.ts'
import type { Tracing } from './traces/tracing.ts'
import { createReadClient, type ReadClient } from './use/useClient.ts'

export interface TelemetrySettings extends AccessLogSettings {
  /** Whether GET /metrics answers. */
  readonly metrics: boolean
  /** Undefined where nothing is sent to a collector. */
  readonly otlp: OtlpSettings | undefined
}

export interface Telemetry {
  readonly startRecord: StartRecord
  readonly beginRecord: BeginRecord
  /** Reads the program that asks; it remembers those met lately. */
  readonly readClient: ReadClient
  readonly onCall: (call: EndedCall) => void
  /** Undefined where nobody reads them. */
  readonly metrics: CacheMetrics | undefined
  readonly watchState: (read: () => GatewayState) => void
  stop(): Promise<void>
}

/** Opens what the settings ask for; what they do not ask for is not even loaded. */
export async function openTelemetry(settings: TelemetrySettings, log: Log): Promise<Telemetry> {
  const readClient = createReadClient()
  const accessLog = createAccessLog(settings, log, readClient, Math.random)
  const failedCalls = createFailedCallLog(log)
  const metrics =
    settings.metrics || settings.otlp !== undefined
      ? await (await import('./metrics/metrics.ts')).openMetrics(readClient, Date.now)
      : undefined
  const sending = settings.otlp && (await startSending(settings.otlp, log, readClient, metrics))
  const outlets: Outlet[] = [
    ...(log.isLevelEnabled('warn') ? [accessLog.write] : []),
    ...(metrics === undefined ? [] : [metrics.write]),
    ...(sending === undefined ? [] : [sending.tracing.write]),
  ]
  const beginTrace = sending?.tracing.begin ?? passTraceOn
  return {
    startRecord: createStartRecord(beginTrace, outlets),
    beginRecord: createBeginRecord(beginTrace, outlets),
    readClient,
    onCall(call) {
      metrics?.countCall(call)
      const { cause } = call
      if (cause !== undefined) failedCalls.write({ ...call, cause })
    },
    metrics: metrics?.cache,
    watchState: (read) => metrics?.watchState(read),
    async stop() {
      accessLog.stop()
      failedCalls.stop()
      await sending?.stop()
    },
  }
}

/** Sends traces and metrics to a collector. */
async function startSending(
  settings: OtlpSettings,
  log: Log,
  readClient: ReadClient,
  metrics: Metrics | undefined,
): Promise<{ readonly tracing: Tracing; stop(): Promise<void> }> {
  const [{ createPost }, { startSpanSender }, { createTracing }] = await Promise.all([
    import('../../kit/otlp/post.ts'),
    import('../../kit/otlp/spanSender.ts'),
    import('./traces/tracing.ts'),
  ])
  const now = () => performance.now()
  const post = createPost(settings, log, now)
  const instanceId = randomUUID()
  const sender = startSpanSender({ post, log, serviceName: settings.serviceName, instanceId, now })
  const tracing = createTracing(settings, sender, readClient, now, Math.random)
  const pushing = metrics?.push(settings, instanceId, post)
  return {
    tracing,
    async stop() {
      await Promise.all([sender.stop(), pushing?.stop()])
    },
  }
}
