import type { TextValue } from '../_kit/text.ts'
import { LicenceStatus, LifecycleState } from './schema/datasetEnums.ts'
import type { BureauRecord } from './source/bureaus.ts'
import type { PortalDataset } from './source/portalDatasets.ts'
import type { PortalDetail } from './source/portalDetails.ts'

/** A data set of the catalogue: what the portal's list says, with what its page and the graph add. */
export interface DatasetRecord extends Omit<PortalDetail, 'id' | 'custodian'> {
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

/** Joins the portal's list with the details by the portal's id; a data set without details is mostly unknown. */
export function joinDatasets(
  listed: readonly PortalDataset[],
  details: readonly PortalDetail[],
  bureaus: readonly BureauRecord[],
): readonly DatasetRecord[] {
  const detailOf = new Map(details.map((detail) => [detail.id, detail]))
  const bureauOf = new Map(bureaus.map(({ id, name }) => [name.zh, id]))
  return listed.map((dataset) => {
    const { custodian, ...detail } = detailOf.get(dataset.id) ?? UNKNOWN
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
  })
}

const UNKNOWN: Omit<PortalDetail, 'id'> = {
  feedId: null,
  subgraph: null,
  custodian: null,
  publisherNote: null,
  origin: null,
  theme: null,
  accessTier: null,
  licence: null,
  formats: [],
  updateFrequency: null,
  lifecycleState: LifecycleState.PUBLISHED,
  sample: false,
  conformsTo: null,
  fields: [],
  sourceUrl: null,
}
