import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTrustingGateway, type Headers, type TrustingGateway } from './callers.ts'
import { CASES } from './protectedFields.ts'

const GUARDED = Object.entries(CASES).filter(([, one]) => one.for !== 'public')
const BUREAUS = ['dsat', 'ssm', 'isaf', 'dsec', 'mgto', 'ic', 'psp'].map((bureau) => `bureau:${bureau}`)
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

let folder = ''
let gateway: TrustingGateway
let everything: Headers
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saved-'))
  await Promise.all(
    GUARDED.map(([, { query }], index) =>
      writeFile(join(folder, `${nameOf(index)}.graphql`), `query Q ${query}`),
    ),
  )
  gateway = await startTrustingGateway({ SAVED_QUERIES: folder })
  everything = await gateway.headersOf(['developer', 'partner', 'staff', ...BUREAUS])
})
afterAll(async () => {
  await gateway.stop()
  await rm(folder, { recursive: true })
})

const nameOf = (index: number) => `case-${String(index).padStart(2, '0')}`

interface Came {
  readonly headers: string
  /** As text, a workbook's sheets too. */
  readonly body: string
}

async function send(path: string, headers: Headers, body?: object): Promise<Came> {
  const response = await request(gateway.url + path, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    body: body ? JSON.stringify(body) : null,
  })
  const bytes = Buffer.from(await response.body.arrayBuffer())
  return {
    // Budgets are numbers of the configuration, the same for every question.
    headers: JSON.stringify({ ...response.headers, ratelimit: '', 'ratelimit-policy': '' }),
    body: readBody(response.headers['content-type'], bytes),
  }
}

function readBody(type: string | readonly string[] | undefined, bytes: Buffer): string {
  if (type !== XLSX) return bytes.toString()
  const { Sheets } = read(bytes)
  return (
    Object.values(Sheets)
      .map((sheet) => utils.sheet_to_csv(sheet))
      .join('\n')
      // Times are cells without a zone, in Macao's.
      .replaceAll(/(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/g, '$1T$2+08:00')
  )
}

type Road = (query: string, index: number, headers: Headers) => Promise<Came>

const tableOf =
  (accept: string): Road =>
  (query, _index, headers) =>
    send('/graphql', { ...headers, accept }, { query })
const savedAs =
  (ending: string): Road =>
  (_query, index, headers) =>
    send(`/q/${nameOf(index)}.${ending}`, headers)

const ROADS: readonly (readonly [string, Road])[] = [
  ['a GET request', (query, _, headers) => send(`/graphql?query=${encodeURIComponent(query)}`, headers)],
  [
    'the hash of an operation that somebody else has registered',
    async (query, _, headers) => {
      const sha256Hash = createHash('sha256').update(query).digest('hex')
      const extensions = { persistedQuery: { version: 1, sha256Hash } }
      await send('/graphql', everything, { query, extensions })
      return send('/graphql', headers, { extensions })
    },
  ],
  ['a table in CSV', tableOf('text/csv')],
  ['lines of JSON', tableOf('application/x-ndjson')],
  ['a map', tableOf('application/geo+json')],
  ['a workbook', tableOf(XLSX)],
  ...['csv', 'ndjson', 'json', 'geojson', 'xlsx'].map((ending) => {
    return [`a saved query as ${ending}`, savedAs(ending)] as const
  }),
  [
    'the plan',
    async (query, _, headers) => {
      const { body, ...came } = await send('/graphql', { ...headers, 'x-explain': 'plan' }, { query })
      // The times of the calls could be any number.
      return { ...came, body: body.replaceAll(/\d+\.\d+/g, 'a time') }
    },
  ],
]

/** The values in an answer that nothing else is likely to hold. */
function listMarks(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(listMarks)
  return (typeof value === 'string' || typeof value === 'number') && String(value).length >= 4
    ? [String(value)]
    : []
}

describe.each(ROADS)('by %s nobody without a token gets', (_road, take) => {
  it.each(GUARDED.map(([field, one], index) => ({ field, index, ...one })))(
    '$field, whoever asked before',
    async ({ field, index, query, value }) => {
      const open = await take(query, index, everything)
      const closed = await take(query, index, {})
      const marks = listMarks(value)
      expect(marks.filter((mark) => `${closed.headers}\n${closed.body}`.includes(mark))).toEqual([])
      expect(closed.body).not.toBe(open.body)
      expect(marks.length === 0 || marks.some((mark) => open.body.includes(mark))).toBe(true)
      // What is fetched for others is named in their plan alone.
      const [, plan = ''] = closed.body.split('"explain":')
      expect(plan).not.toContain(field.split('.')[1])
    },
  )
})
