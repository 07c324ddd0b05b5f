import type { ProvenanceEntry } from '../request/describeProvenance.ts'
import { shareOfSamples, type SampleShare } from '../request/readProvenance.ts'
import { older } from '../request/summariseProvenance.ts'

/** A data set of which a table is made, and how its records stand. */
export interface TableSource {
  /** The id of its data set; undefined where the records do not tell. */
  readonly dataset: string | undefined
  /** The oldest of its records. */
  readonly retrievedAt: string | undefined
  readonly stale: boolean
  /** Of so many records so many are synthetic. */
  readonly records: number
  readonly samples: number
  /** What the register says of it; null where it does not say. */
  readonly title: ProvenanceEntry['title']
  readonly licence: string | null
  readonly custodians: readonly string[]
}

export interface SourceCount {
  add(entry: ProvenanceEntry): void
  sources(): readonly TableSource[]
  sample(): SampleShare
  /** Milliseconds since 1970 of the oldest update that a source states; Infinity without any. */
  oldestUpdate(): number
}

/** Puts together what is told of the pages of a table and of the places in them. */
export function countSources(): SourceCount {
  const sources = new Map<string | null, TableSource>()
  let oldestUpdate = Infinity
  return {
    add(entry) {
      sources.set(entry.dataset, joinSource(sources.get(entry.dataset), entry))
      const updated = Date.parse(entry.sourceUpdatedAt ?? '')
      if (updated < oldestUpdate) oldestUpdate = updated
    },
    sources: () => [...sources.values()],
    sample: () => shareOfSamples([...sources.values()]),
    oldestUpdate: () => oldestUpdate,
  }
}

function joinSource(known: TableSource | undefined, entry: ProvenanceEntry): TableSource {
  const { dataset, title, bureau, bureauName, licence } = entry
  const custodian = bureauName?.en ?? bureauName?.pt ?? bureauName?.zh ?? bureau
  return {
    dataset: dataset ?? undefined,
    retrievedAt: older(known?.retrievedAt ?? null, entry.retrievedAt) ?? undefined,
    stale: known?.stale === true || entry.stale,
    records: (known?.records ?? 0) + entry.records,
    samples: (known?.samples ?? 0) + entry.samples,
    title,
    licence,
    custodians: custodian === null ? [] : [custodian],
  }
}
