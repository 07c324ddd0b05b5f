import { datasetIri, catalogueIri } from '../catalogue/addresses.ts'
import type { GtfsFile } from './gtfsFile.ts'
import { nameOf } from './names.ts'
import type { Route } from './readTransport.ts'

/** Those who run a route together are one agency, for a route has one; where nobody is named it is the bureau. */
export function agencyIdOf({ operators, provenance: { dataset } }: Route): string {
  return operators !== null && operators.length > 0 ? operators.join('+') : `publisher:${dataset?.id ?? ''}`
}

export function agencyFile(routes: readonly Route[], base: string, zone: string): GtfsFile {
  const first = new Map(routes.toReversed().map((route) => [agencyIdOf(route), route]))
  return {
    name: 'agency.txt',
    columns: ['agency_id', 'agency_name', 'agency_url', 'agency_timezone'],
    rows: [...first].map(([id, route]) => [id, agencyNameOf(route), pageOf(route, base), zone]),
  }
}

function agencyNameOf(route: Route): string {
  const { operators } = route
  return operators !== null && operators.length > 0 ? operators.join(' / ') : publisherNameOf(route)
}

export function publisherNameOf({ provenance: { dataset } }: Route): string {
  const name = dataset?.custodian ? nameOf(dataset.custodian.name) : ''
  return name || (dataset?.id ?? 'not stated')
}

/** The page that says whose the data are: the address of a company is not known. */
export function pageOf({ provenance: { dataset } }: Route, base: string): string {
  return dataset ? datasetIri(base, dataset) : catalogueIri(base)
}
