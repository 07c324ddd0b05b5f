import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { packageRoot } from '../../../kit/root.ts'
import { parseCsvRecords, readText, readTextOrNull, type Row } from './row.ts'

/** What the ISAF says of a licensed pharmacy; `facility` is its id in the register of the SSM. */
export interface PharmacyLicenceRecord {
  readonly facility: string
  readonly name: string
  readonly address: string | null
  readonly telephone: string | null
}

export const pharmacies: FeedDescriptor<PharmacyLicenceRecord> = {
  id: 'isaf-pharmacies',
  title: { zh: '藥物業場所名單', pt: 'Lista de farmácias licenciadas', en: 'Licensed pharmacies' },
  intervalSeconds: 86_400,
  bundled: {
    url: new URL('subgraphs/health/data/pharmacies.csv', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  parse: parsePharmacies,
}

const COLUMNS = ['facility_id', 'name', 'address', 'district', 'telephone']

function parsePharmacies({ body }: FeedDocument): ParsedFeed<PharmacyLicenceRecord> {
  return parseCsvRecords(body, COLUMNS, parsePharmacy)
}

function parsePharmacy(row: Row): PharmacyLicenceRecord {
  return {
    facility: readText(row, 'facility_id'),
    name: readText(row, 'name'),
    address: readTextOrNull(row, 'address'),
    telephone: readTextOrNull(row, 'telephone'),
  }
}
