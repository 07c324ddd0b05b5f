import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { writeRows, type Format } from './format.ts'
import { plainColumns } from '../../../kit/tables/columns.ts'
import { columnsOf, findRowLists, flattenRow } from '../../../kit/tables/rows.ts'

const HOSTILE = [
  '=HYPERLINK("http://example.com")',
  '+1+1',
  '@SUM(A1)',
  '-2+3',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '\n=1+1',
  '\t=1+1',
  ';=1+1',
  'a;=1+1',
  'a\t+1',
  'a\n@b',
  'a; -5 b-c',
  'line\nbreak',
  'comma, "quoted"',
  '大三巴 🏛️',
  '\u0001control _x0041_',
  '',
]

describe('a table', () => {
  it('never lets a spreadsheet read a text as a formula, in CSV', async () => {
    const rows: readonly { text: string }[] = parse(await write('csv', HOSTILE.map(toRow)), {
      bom: true,
      columns: true,
    })
    const texts = rows.map(({ text }) => text)
    // However a spreadsheet divides cells.
    for (const cell of texts.flatMap((text) => [text, ...text.split(/[;\t\r\n]/).slice(1)]))
      expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r\n;]/)
    expect(texts.map((text) => text.replaceAll("'", ''))).toEqual(HOSTILE)
  })

  it('keeps every text as it is in a workbook, where texts are never formulas', async () => {
    const sheet = read(await write('xlsx', HOSTILE.map(toRow))).Sheets.data ?? {}
    const rows = utils.sheet_to_json<{ text: string }>(sheet, { defval: '' })
    expect(rows.map(({ text }) => text)).toEqual(HOSTILE)
    expect(Object.values(sheet).filter((cell) => typeof cell === 'object' && 'f' in cell)).toEqual([])
  })

  it('leaves negative numbers numbers', async () => {
    expect((await write('csv', [{ lng: -8.5 }])).toString()).toBe('\uFEFFlng\r\n-8.5\r\n')
  })

  it('says in the cell that a workbook cannot hold a megabyte, and CSV holds it', async () => {
    const long = '澳'.repeat(350_000)
    const [cell] = utils.sheet_to_json<{ text: string }>(
      read(await write('xlsx', [toRow(long)])).Sheets.data ?? {},
    )
    expect(cell?.text).toHaveLength(32_767)
    expect(cell?.text.endsWith('[cut: a cell holds 32767 characters]')).toBe(true)
    expect((await write('csv', [toRow(long)])).toString()).toContain(long)
  })

  it('writes 100,000 rows in every format', { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => ({
      id: index,
      name: { zh: '巴士站', pt: null },
    }))
    for (const format of ['csv', 'ndjson', 'geojson', 'json', 'xlsx'] as const) {
      expect((await write(format, rows)).length).toBeGreaterThan(100_000)
    }
  })

  it('lays objects flat, unwraps edges and keeps the order in which columns are met', () => {
    const [list] = findRowLists({
      stops: {
        totalCount: 2,
        edges: [{ node: { id: 'a', place: null } }, { node: { id: 'b', place: { lat: 1 } } }],
      },
    })
    expect(list?.path).toEqual(['stops', 'edges'])
    expect(columnsOf(list?.rows.map(flattenRow) ?? [])).toEqual(['id', 'place.lat'])
  })

  it('takes an answer without a list as one row', () => {
    const [list] = findRowLists({ museum: { name: { pt: 'Museu' } } })
    expect(list).toEqual({ path: [], rows: [{ name: { pt: 'Museu' } }] })
  })
})

function toRow(text: string): { readonly text: string } {
  return { text }
}

async function write(format: Format, rows: readonly unknown[]): Promise<Buffer> {
  const parts: Buffer[] = []
  const columns = plainColumns(columnsOf(rows.map(flattenRow)))
  for await (const part of writeRows(format, { name: 'data', columns, rows })) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}
