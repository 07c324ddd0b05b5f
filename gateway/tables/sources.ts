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
}

/** How much of a table is synthetic; `unknown` where nothing tells. */
export type SampleShare = 'all' | 'some' | 'none' | 'unknown'

export interface SourceCount {
  add(provenance: Readonly<Record<string, unknown>>): void
  sources(): readonly TableSource[]
  sample(): SampleShare
  /** Milliseconds since 1970 of the oldest update that a source states; Infinity without any. */
  oldestUpdate(): number
}

export function countSources(): SourceCount {
  const sources = new Map<string, TableSource>()
  let oldestUpdate = Infinity
  return {
    add({ dataset, retrievedAt, sourceUpdatedAt, stale, sample }) {
      const id = idOf(dataset)
      const known = sources.get(id ?? '')
      const read = typeof retrievedAt === 'string' ? retrievedAt : undefined
      const isOlder = read !== undefined && !(Date.parse(known?.retrievedAt ?? '') <= Date.parse(read))
      sources.set(id ?? '', {
        dataset: id,
        retrievedAt: isOlder ? read : known?.retrievedAt,
        stale: known?.stale === true || stale === true,
        records: (known?.records ?? 0) + 1,
        samples: (known?.samples ?? 0) + (sample === true ? 1 : 0),
      })
      const updated = typeof sourceUpdatedAt === 'string' ? Date.parse(sourceUpdatedAt) : NaN
      if (updated < oldestUpdate) oldestUpdate = updated
    },
    sources: () => [...sources.values()],
    sample() {
      const all = [...sources.values()]
      if (all.length === 0) return 'unknown'
      if (all.every(({ samples }) => samples === 0)) return 'none'
      return all.every(({ samples, records }) => samples === records) ? 'all' : 'some'
    },
    oldestUpdate: () => oldestUpdate,
  }
}

function idOf(dataset: unknown): string | undefined {
  if (typeof dataset !== 'object' || dataset === null || !('id' in dataset)) return undefined
  return typeof dataset.id === 'string' ? dataset.id : undefined
}
