import { Confidence } from '../../_kit/confidence.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseJsonList } from '../../_kit/feedFormats.ts'
import { id, text, whole, wordOf } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'

export interface WasteFacilityKindRecord {
  readonly id: string
  readonly name: TextValue
  readonly operator: string
  readonly knownPoints: number | null
  readonly knownPointsBasis: string | null
  /** The id of the data set of the portal that lists the points. */
  readonly dataset: string | null
  readonly confidence: Confidence
}

export const wasteFacilityKinds: FeedDescriptor<WasteFacilityKindRecord> = {
  id: 'iam-waste-facility-kinds',
  title: {
    zh: '垃圾收集及資源回收設施種類',
    pt: 'Tipos de instalações de recolha de resíduos e de reciclagem',
    en: 'Kinds of refuse and recycling facilities',
  },
  intervalSeconds: 86_400,
  bundled: bundledFile('waste-facility-kinds.json'),
  limits: { floor: 5, mayLose: 0.5 },
  module: import.meta.url,
  parse: parseWasteFacilityKinds,
}

const CONFIDENCE = wordOf(Confidence)

/** Our interchange form: it says which lists there are, not where the points stand. */
function parseWasteFacilityKinds({ body }: FeedDocument): ParsedFeed<WasteFacilityKindRecord> {
  return readRecords(parseJsonList(body, 'kinds'), {
    namedBy: ['kind'],
    parse: (record) => ({
      id: record.required('kind', id),
      name: record.name('name_zh', null, null),
      operator: record.required('operator', text),
      knownPoints: record.optional('points_seen', whole),
      knownPointsBasis: record.optional('points_basis', text),
      dataset: record.optional('dataset', id),
      confidence: record.required('confidence', CONFIDENCE),
    }),
    keyOf: ({ id }) => id,
  })
}
