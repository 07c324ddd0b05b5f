import { packageRoot } from '../../../kit/root.ts'
import type { BundledSnapshot } from '../../_kit/feedDescriptor.ts'

const DATA = new URL('subgraphs/transport/data/', packageRoot)

/** A snapshot that stays as it is until the next release. */
export function bundledFile(name: string): BundledSnapshot {
  return { url: new URL(name, DATA), recordedAt: '2026-11-22T00:00:00+08:00' }
}

/** Frames of a live source, replayed with their times moved to now. */
export function replayedFolder(name: string, replayStepSeconds: number): BundledSnapshot {
  return { url: new URL(`${name}/`, DATA), recordedAt: '2026-11-22T14:20:00+08:00', replayStepSeconds }
}
