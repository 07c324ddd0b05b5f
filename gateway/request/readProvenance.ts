import { isRecord } from '../../kit/isRecord.ts'
import type { ProvenanceEntry } from './describeProvenance.ts'

/** What an answer's JSON tells of its provenance; undefined where it does not tell. */
export function readProvenance(body: unknown): readonly ProvenanceEntry[] | undefined {
  const extensions = isRecord(body) ? body.extensions : undefined
  const entries = isRecord(extensions) ? extensions.provenance : undefined
  return Array.isArray(entries) ? entries : undefined
}

/** How much of some data is synthetic; `unknown` where nothing tells. */
export type SampleShare = 'all' | 'some' | 'none' | 'unknown'

export function shareOfSamples(
  entries: readonly Pick<ProvenanceEntry, 'records' | 'samples'>[],
): SampleShare {
  if (entries.length === 0) return 'unknown'
  if (entries.every(({ samples }) => samples === 0)) return 'none'
  return entries.every(({ samples, records }) => samples === records) ? 'all' : 'some'
}
