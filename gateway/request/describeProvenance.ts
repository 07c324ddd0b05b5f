import type { DataSet, DataSets } from '../graph/dataSets.ts'
import type { ProvenanceFacts } from './summariseProvenance.ts'

/** An entry of `extensions.provenance`: the facts, with what the register says of the data set. */
export interface ProvenanceEntry extends ProvenanceFacts {
  readonly title: DataSet['title']
  /** The id of the bureau whose data they are. */
  readonly bureau: string | null
  readonly bureauName: DataSet['title']
  /** Null where none is stated. */
  readonly licence: string | null
}

export function describeProvenance(
  facts: readonly ProvenanceFacts[],
  dataSets: DataSets,
): readonly ProvenanceEntry[] {
  return facts.map(({ path, dataset, ...rest }) => {
    const known = dataset === null ? undefined : dataSets.get(dataset)
    return {
      path,
      dataset,
      title: known?.title ?? null,
      bureau: known?.bureau?.id ?? null,
      bureauName: known?.bureau?.name ?? null,
      licence: known?.licence ?? null,
      ...rest,
    }
  })
}
