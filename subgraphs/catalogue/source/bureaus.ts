import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { codeOf, id } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { BureauRole } from '../schema/bureau.ts'

export interface BureauRecord {
  readonly id: string
  readonly name: TextValue
  readonly role: BureauRole
}

export const bureaus: FeedDescriptor<BureauRecord> = {
  id: 'plan-bureaus',
  title: { zh: '部門', pt: 'Serviços públicos', en: 'Bureaus' },
  intervalSeconds: 86_400,
  bundled: {
    url: new URL('subgraphs/catalogue/data/plan-bureaus.json', packageRoot),
    recordedAt: '2026-11-22T00:00:00+08:00',
  },
  limits: { floor: 12, mayLose: 0.3 },
  module: import.meta.url,
  parse: parseBureaus,
}

const ROLE = codeOf(new Map(Object.entries(BureauRole)))

function parseBureaus({ body }: FeedDocument): ParsedFeed<BureauRecord> {
  return readRecords(parseJsonList(body, 'bureaus'), {
    namedBy: ['id'],
    parse: (record) => ({
      id: record.required('id', id),
      role: record.required('role', ROLE),
      name: record.name('name_zh', 'name_pt', 'name_en'),
    }),
    keyOf: ({ id }) => id,
  })
}
