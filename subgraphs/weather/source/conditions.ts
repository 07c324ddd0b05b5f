import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { id } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'

export interface ConditionRecord {
  readonly code: string
  readonly name: TextValue
}

export const conditions: FeedDescriptor<ConditionRecord> = {
  id: 'smg-weather-conditions',
  title: { zh: '天氣狀況代碼', pt: 'Códigos do estado do tempo', en: 'Codes of the weather' },
  intervalSeconds: 86_400,
  bundled: bundledFile('conditions.json'),
  limits: { floor: 20, mayLose: 0.2 },
  module: import.meta.url,
  parse: parseConditions,
}

/** Our interchange form: what the codes mean stands in no feed. */
function parseConditions({ body }: FeedDocument): ParsedFeed<ConditionRecord> {
  return readRecords(parseJsonList(body, 'conditions'), {
    namedBy: ['code'],
    parse: (record) => ({
      code: record.required('code', id),
      name: record.name('name_zh', 'name_pt', 'name_en'),
    }),
    keyOf: ({ code }) => code,
  })
}
