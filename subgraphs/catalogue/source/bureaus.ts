import { z } from 'zod'
import { packageRoot } from '../../../kit/root.ts'
import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feed.ts'
import { FeedFormatError, parseJsonDocument } from '../../_kit/feedFormats.ts'
import type { TextValue } from '../../_kit/text.ts'
import { BureauRole } from '../schema/bureau.ts'
import { checkRecords } from './checkRecords.ts'
import { optionalText, requiredText } from './fields.ts'

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
  parse: parseBureaus,
}

const bureau = z
  .object(
    {
      id: requiredText,
      role: z.enum(BureauRole, `one of ${Object.keys(BureauRole).join(', ')}`),
      name_zh: requiredText,
      name_pt: optionalText,
      name_en: optionalText,
    },
    'an object',
  )
  .transform(({ id, role, name_zh: zh, name_pt: pt, name_en: en }): BureauRecord => ({
    id,
    role,
    name: { zh, pt, en },
  }))

function parseBureaus({ body }: FeedDocument): ParsedFeed<BureauRecord> {
  const document = z.object({ bureaus: z.array(z.unknown()) }).safeParse(parseJsonDocument(body))
  if (!document.success)
    throw new FeedFormatError('an object with a list "bureaus"', body.trimStart().slice(0, 60))
  return checkRecords(document.data.bureaus, bureau)
}
