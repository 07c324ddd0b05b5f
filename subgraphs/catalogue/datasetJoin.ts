import type { TextValue } from '../_kit/text.ts'
import { DatasetOpenness, LicenceStatus, LifecycleState } from './schema/datasetEnums.ts'
import type { BureauRecord } from './source/bureaus.ts'
import type { PortalDataset } from './source/portalDatasets.ts'
import type { PortalDetail } from './source/portalDetails.ts'

/** A data set of the catalogue: what the portal's list says, with what its page and the graph add. */
export interface DatasetRecord extends Omit<PortalDetail, 'id' | 'custodian' | 'title'> {
  /** The id of the feed where a subgraph reads the data set, else the portal's. */
  readonly id: string
  readonly title: TextValue
  readonly description: TextValue | null
  readonly custodianIds: readonly string[]
  readonly publisherNames: readonly string[]
  readonly licenceStatus: LicenceStatus
  readonly distributions: PortalDataset['distributions']
  readonly modifiedAt: string | null
  readonly portalVisits: number | null
}

/**
 * Joins the portal's list with the details by the portal's id. A data set without details is mostly unknown; one that
 * the portal does not list (some bureaus have no machine feed) is what its details say.
 */
export function joinDatasets(
  listed: readonly PortalDataset[],
  details: readonly PortalDetail[],
  bureaus: readonly BureauRecord[],
): readonly DatasetRecord[] {
  const detailOf = new Map(details.map((detail) => [detail.id, detail]))
  const listedIds = new Set(listed.map(({ id }) => id))
  const bureauOf = new Map(bureaus.map(({ id, name }) => [name.zh, id]))
  return [
    ...listed.map((dataset) => joinDataset(dataset, detailOf.get(dataset.id) ?? UNKNOWN, bureauOf)),
    ...details
      .filter(({ id }) => !listedIds.has(id))
      .map((detail) => joinDataset({ ...UNLISTED, id: detail.id, title: detail.title }, detail, bureauOf)),
  ]
}

function joinDataset(
  dataset: PortalDataset,
  { custodian, ...detail }: Omit<PortalDetail, 'id' | 'title'>,
  bureauOf: ReadonlyMap<string | null, string>,
): DatasetRecord {
  const named = dataset.publishers.flatMap((name) => bureauOf.get(name) ?? [])
  return {
    ...detail,
    id: detail.feedId ?? dataset.id,
    title: dataset.title,
    description: dataset.description,
    custodianIds: [...new Set([...(custodian === null ? [] : [custodian]), ...named])],
    publisherNames: dataset.publishers,
    licenceStatus: detail.licence === null ? LicenceStatus.NOT_STATED : LicenceStatus.STATED,
    distributions: dataset.distributions,
    modifiedAt: dataset.modifiedAt,
    portalVisits: dataset.visits,
  }
}

const UNLISTED: Omit<PortalDataset, 'id' | 'title'> = {
  description: null,
  publishers: [],
  modifiedAt: null,
  distributions: [],
  visits: null,
}

const UNKNOWN: Omit<PortalDetail, 'id' | 'title'> = {
  feedId: null,
  subgraph: null,
  custodian: null,
  publisherNote: null,
  origin: null,
  theme: null,
  accessTier: null,
  licence: null,
  openness: DatasetOpenness.NOT_STATED,
  formats: [],
  updateFrequency: null,
  lifecycleState: LifecycleState.PUBLISHED,
  lifecycleSteps: [],
  successorId: null,
  sample: false,
  conformsTo: null,
  fields: [],
  sourceUrl: null,
}
