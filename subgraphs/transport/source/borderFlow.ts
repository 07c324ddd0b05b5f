import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { dashedTime, id, observed, text, whole } from '../../_kit/fieldTypes.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import { bundledFile } from './bundled.ts'

/** People who crossed in one hour, by the country or region of their travel document. */
export interface BorderFlowRecord {
  readonly checkpoint: string
  readonly hour: string
  readonly nationality: string
  readonly entering: number
  readonly leaving: number
  readonly sample: boolean
}

export const borderFlow: FeedDescriptor<BorderFlowRecord> = {
  id: 'psp-border-flow',
  title: {
    zh: '口岸每小時人流',
    pt: 'Movimento horário nos postos fronteiriços',
    en: 'Hourly border crossings',
  },
  intervalSeconds: 3600,
  confidential: 'records',
  types: ['NationalityFlow'],
  bundled: bundledFile('psp-border-flow.csv'),
  limits: { floor: 1, mayLose: null },
  module: import.meta.url,
  parse: parseBorderFlow,
}

export function parseBorderFlow(document: FeedDocument): ParsedFeed<BorderFlowRecord> {
  const hour = observed(dashedTime, document)
  const columns = ['CHECKPOINT', 'HOUR', 'NATIONALITY', 'ENTERING', 'LEAVING', 'SAMPLE']
  return readRecords(parseCsvDocument(document.body, columns), {
    namedBy: ['CHECKPOINT', 'HOUR', 'NATIONALITY'],
    parse: (record) => ({
      checkpoint: record.required('CHECKPOINT', id),
      hour: record.required('HOUR', hour),
      nationality: record.required('NATIONALITY', text),
      entering: record.required('ENTERING', whole),
      leaving: record.required('LEAVING', whole),
      sample: record.sample('SAMPLE'),
    }),
    keyOf: ({ checkpoint, hour, nationality }) => `${checkpoint} ${hour} ${nationality}`,
  })
}
