import type { Annotation } from '../../engine/index.ts'
import { isRecord } from '../../kit/isRecord.ts'

/** What the records of one data set at one place of an answer tell. */
export interface ProvenanceFacts {
  /** The client's response keys without list indexes: "museums.nodes". */
  readonly path: string
  /** The id of the data set; null where the records do not tell. */
  readonly dataset: string | null
  /** When the oldest of them was read from its source. */
  readonly retrievedAt: string | null
  /** When the source last said that it was updated, the oldest too. */
  readonly sourceUpdatedAt: string | null
  /** The oldest observation in them. */
  readonly observedAt: string | null
  /** Whether one of them, or of their observations, is. */
  readonly stale: boolean
  /** Whether one of them is synthetic. */
  readonly sample: boolean
  /** Of so many objects so many are synthetic. */
  readonly records: number
  readonly samples: number
}

/** One entry for each place and data set, in the order of the answer. */
export function summariseProvenance(annotations: readonly Annotation[]): readonly ProvenanceFacts[] {
  const entries = new Map<string, Entry>()
  const entryOf = new Map<Annotation, Entry>()
  for (const annotation of annotations) {
    const { path, values, above } = annotation
    // An observation without provenance of its own is of the record that it lies in.
    const entry = isRecord(values.provenance)
      ? addRecord(entries, path, values.provenance)
      : above && entryOf.get(above)
    if (entry === undefined) continue
    entryOf.set(annotation, entry)
    entry.observedAt = older(entry.observedAt, values.observedAt)
    entry.stale ||= values.stale === true
  }
  return [...entries.values()]
}

type Entry = { -readonly [Key in keyof ProvenanceFacts]: ProvenanceFacts[Key] }

function addRecord(
  entries: Map<string, Entry>,
  path: string,
  { dataset, retrievedAt, sourceUpdatedAt, stale, sample }: Readonly<Record<string, unknown>>,
): Entry {
  const id = isRecord(dataset) && typeof dataset.id === 'string' ? dataset.id : null
  const key = `${path}\n${id}`
  const entry = entries.get(key) ?? startEntry(path, id)
  entries.set(key, entry)
  entry.retrievedAt = older(entry.retrievedAt, retrievedAt)
  entry.sourceUpdatedAt = older(entry.sourceUpdatedAt, sourceUpdatedAt)
  entry.stale ||= stale === true
  entry.sample ||= sample === true
  entry.records++
  if (sample === true) entry.samples++
  return entry
}

function startEntry(path: string, dataset: string | null): Entry {
  return {
    path,
    dataset,
    retrievedAt: null,
    sourceUpdatedAt: null,
    observedAt: null,
    stale: false,
    sample: false,
    records: 0,
    samples: 0,
  }
}

/** The older of two times; what is none does not count. */
export function older(known: string | null, other: unknown): string | null {
  if (typeof other !== 'string' || Number.isNaN(Date.parse(other))) return known
  return known !== null && Date.parse(known) <= Date.parse(other) ? known : other
}
