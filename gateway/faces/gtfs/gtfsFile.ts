export type GtfsCell = string | number | null

/** One file of a feed. */
export interface GtfsFile {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly GtfsCell[])[]
}

/** CSV as GTFS has it: no cell is changed, for no spreadsheet is meant. */
export function writeGtfsFile({ columns, rows }: GtfsFile): string {
  return [columns, ...rows].map((row) => `${row.map(writeCell).join(',')}\r\n`).join('')
}

/** A cell is one line (GTFS, File Requirements). */
function writeCell(cell: GtfsCell): string {
  const text = `${cell ?? ''}`.replaceAll(/\s+/g, ' ').trim()
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
