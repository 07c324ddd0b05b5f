import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, text } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'

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
  limits: { floor: 1, mayLose: 0.3 },
  module: import.meta.url,
  parse: parsePharmacies,
}

const COLUMNS = ['facility_id', 'name', 'address', 'district', 'telephone']

function parsePharmacies({ body }: FeedDocument): ParsedFeed<PharmacyLicenceRecord> {
  return readRecords(parseCsvDocument(body, COLUMNS), {
    namedBy: ['facility_id'],
    parse: (record) => ({
      facility: record.required('facility_id', id),
      name: record.required('name', text),
      address: record.optional('address', text),
      telephone: record.optional('telephone', text),
    }),
    keyOf: ({ facility }) => facility,
    ignores: ['district'],
  })
}
