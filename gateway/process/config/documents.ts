import { z } from 'zod'
import { commaList, wholeNumber } from '../../../kit/config.ts'
import { fromRoot } from '../../../kit/root.ts'
import type { DocumentSettings } from '../../request/documents/documents.ts'
import type { Rule, ValuesOf } from './rule.ts'

export interface DocumentConfig {
  /** Folders of the named queries that `/q/<name>.csv` answers. */
  readonly savedQueries: readonly string[]
  readonly documents: DocumentSettings
}

export const documentVariables = {
  SAVED_QUERIES: commaList.default(['examples', 'explorer/examples'].map(fromRoot)),
  PERSISTED_QUERIES_MB: wholeNumber('megabytes from 1 to 1024', 1, 1_024).default(8),
  TRUSTED_DOCUMENTS_FILE: z.string().optional(),
  TRUSTED_DOCUMENTS: z.enum(['also', 'only', 'report'], { error: 'also, only or report' }).default('also'),
}

type DocumentValues = ValuesOf<typeof documentVariables>

export const documentRules: readonly Rule<DocumentValues>[] = [
  {
    variable: 'TRUSTED_DOCUMENTS',
    holds: ({ TRUSTED_DOCUMENTS, TRUSTED_DOCUMENTS_FILE }) =>
      TRUSTED_DOCUMENTS === 'also' || TRUSTED_DOCUMENTS_FILE !== undefined,
    expected: '"only" and "report" together with TRUSTED_DOCUMENTS_FILE, which lists them',
  },
]

export function toDocumentConfig(values: DocumentValues): DocumentConfig {
  return {
    savedQueries: values.SAVED_QUERIES,
    documents: Object.freeze({
      registeredBytes: values.PERSISTED_QUERIES_MB * 1_048_576,
      trustedFile: values.TRUSTED_DOCUMENTS_FILE,
      trustedMode: values.TRUSTED_DOCUMENTS,
    }),
  }
}
