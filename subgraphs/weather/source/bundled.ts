import { packageRoot } from '../../../kit/root.ts'
import type { BundledSnapshot } from '../../_kit/feedDescriptor.ts'

const DATA = new URL('subgraphs/weather/data/', packageRoot)

export function bundledFile(name: string): BundledSnapshot {
  return { url: new URL(name, DATA), recordedAt: '2026-11-28T00:00:00+08:00' }
}

const TEN_MINUTES_SECONDS = 600

/** What is measured all day: each ten minutes the values of the one recording, as of then. */
export function replayedFolder(name: string, recordedAt: string): BundledSnapshot {
  return { url: new URL(`${name}/`, DATA), recordedAt, replayStepSeconds: TEN_MINUTES_SECONDS }
}

const DAY_SECONDS = 86_400

/** What is told of days: moved by whole days, from one midnight of UTC to another. */
export function replayedDaily(name: string): BundledSnapshot {
  return {
    url: new URL(`${name}/`, DATA),
    recordedAt: '2026-11-29T08:00:00+08:00',
    replayStepSeconds: DAY_SECONDS,
  }
}
