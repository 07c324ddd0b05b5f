import { packageRoot } from '../../../kit/root.ts'
import type { BundledSnapshot } from '../../_kit/feedDescriptor.ts'

const DATA = new URL('subgraphs/city/data/', packageRoot)

export function bundledFile(name: string): BundledSnapshot {
  return { url: new URL(name, DATA), recordedAt: '2026-11-28T00:00:00+08:00' }
}
