import type { Column, ColumnType } from './columns.ts'
import { cellText, type Cell, type Many, type Row } from './rows.ts'
import { writeZip, type ZipEntry } from './zip.ts'

/** Excel's own limits; what does not fit is said in the sheet, never dropped silently. */
const MAX_CELL_CHARACTERS = 32_767
const MAX_ROWS = 1_048_576
const CUT = ' … [cut: a cell holds 32767 characters]'

export interface Sheet {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: Many<Row>
}

/**
 * A workbook of Office Open XML, piece by piece and sheet after sheet. A header in bold stays in sight; texts are texts,
 * never formulas. Days and times of typed columns are dates, in Macao time, for a workbook knows no time zone.
 */
export function writeXlsx(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  const parts: readonly ZipEntry[] = [
    { name: '[Content_Types].xml', text: [writeContentTypes(sheets)] },
    { name: '_rels/.rels', text: [writeRelationships([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', text: [writeWorkbook(sheets)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: [
        writeRelationships([
          ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
          ['styles', 'styles.xml'],
        ]),
      ],
    },
    { name: 'xl/styles.xml', text: [STYLES] },
    ...sheets.map(({ columns, rows }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      text: writeSheet(columns, rows),
    })),
  ]
  return writeZip(parts)
}

async function* writeSheet(columns: readonly Column[], rows: Many<Row>): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
  yield `<row>${columns.map(({ head }) => textCell(head, ' s="1"')).join('')}</row>`
  let written = 1
  for await (const row of rows) {
    if (written === MAX_ROWS - 1) {
      yield `<row>${textCell(`Cut here: a sheet holds ${MAX_ROWS} rows. The CSV has them all.`, '')}</row>`
      break
    }
    written++
    yield `<row>${columns.map(({ name, type }) => writeCell(row.get(name), type)).join('')}</row>`
  }
  yield '</sheetData></worksheet>'
}

function writeCell(cell: Cell | undefined, type: ColumnType): string {
  if (cell === null || cell === undefined) return '<c/>'
  if (type === 'text') return textCell(cellText(cell), '')
  const serial = typeof cell === 'string' ? dateSerial(cell, type) : null
  if (serial !== null) return `<c s="${type === 'date' ? 2 : 3}"><v>${serial}</v></c>`
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`
  return textCell(cellText(cell), '')
}

const DAY = 86_400_000
const EPOCH = Date.UTC(1899, 11, 30)
/** Office counts a 29 February 1900 that never was; days before it are told as texts. */
const FIRST_SERIAL = 61
const MACAO_OFFSET = 8 * 3_600_000

/** Days since the epoch of workbooks; null for what is no day or time. */
function dateSerial(text: string, type: ColumnType): number | null {
  const time =
    type === 'date' && /^\d{4}-\d\d-\d\d$/.test(text)
      ? Date.parse(text)
      : type === 'dateTime'
        ? Date.parse(text) + MACAO_OFFSET
        : NaN
  // To the millisecond: as fractions of a day, times are not exact.
  const serial = Number(((time - EPOCH) / DAY).toFixed(8))
  return serial >= FIRST_SERIAL ? serial : null
}

function textCell(text: string, style: string): string {
  const whole = text.length <= MAX_CELL_CHARACTERS
  const shown = whole ? text : cutText(text, MAX_CELL_CHARACTERS - CUT.length) + CUT
  return `<c t="inlineStr"${style}><is><t xml:space="preserve">${escapeXml(shown)}</t></is></c>`
}

/** Never between the halves of a surrogate pair. */
function cutText(text: string, length: number): string {
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length)
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML has no way to write most control characters; Office writes them as _x0001_. */
function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => NAMED[character] ?? character)
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      // eslint-disable-next-line no-control-regex
      /[\u0000-\u0008\u000B\u000C\u000D\u000E-\u001F\uFFFE\uFFFF]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONSHIP = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>`

function writeContentTypes(sheets: readonly Sheet[]): string {
  const overrides = sheets.map(
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`,
  )
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>${overrides.join('')}<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`
}

function writeWorkbook(sheets: readonly Sheet[]): string {
  const list = sheets.map(
    ({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIP}"><sheets>${list.join('')}</sheets></workbook>`
}

function writeRelationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const list = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONSHIP}/${type}" Target="${target}"/>`,
  )
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`
}
