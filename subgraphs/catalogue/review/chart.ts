import { escapeHtml } from './escapeHtml.ts'
import type { Column, ShareBar } from './page.ts'
import type { Measure } from './readReview.ts'

const WIDTH = 720

/** Told apart in grey print too; the words beside them are what counts. */
const COLOURS: Readonly<Record<Measure['verdict'], string>> = {
  REACHED: '#1b7837',
  MISSED: '#b2182b',
  PENDING: '#d8a200',
  WITHHELD: '#762a83',
  NOT_MEASURED: '#c8c8c8',
  NO_TARGET: '#e4e4e4',
}

const LABEL_WIDTH = 130
const ROW = 44

/** A bar for each measure, with as long a part for each verdict as has data sets of it. */
export function drawShares(title: string, bars: readonly ShareBar[]): string {
  const rows = bars.map(({ name, parts }, index) => {
    const total = parts.reduce((sum, { count }) => sum + count, 0)
    let x = LABEL_WIDTH
    const drawn = parts.map(({ verdict, count }) => {
      const width = ((WIDTH - LABEL_WIDTH) * count) / total
      const rectangle = `<rect x="${round(x)}" y="${index * ROW}" width="${round(width)}" height="20" fill="${COLOURS[verdict]}" stroke="#fff"/>`
      x += width
      return rectangle
    })
    const told = parts.map((one) => `${one.count} ${one.name}`).join(', ')
    return `<text x="0" y="${index * ROW + 15}">${escapeHtml(name)}</text>${drawn.join('')}<text x="${LABEL_WIDTH}" y="${index * ROW + 35}" font-size="12">${escapeHtml(told)}</text>`
  })
  return drawFrame(title, bars.length * ROW, rows.join('\n'))
}

const COLUMN_HEIGHT = 160

/** A column for each month; a withheld one is a dash on the ground. */
export function drawColumns(title: string, columns: readonly Column[]): string {
  const most = Math.max(1, ...columns.map(({ value }) => value ?? 0))
  const step = WIDTH / columns.length
  const drawn = columns.map(({ name, value, text }, index) => {
    const height = value === null ? 2 : (COLUMN_HEIGHT * value) / most
    const top = COLUMN_HEIGHT - height + 18
    const middle = round(index * step + step / 2)
    return (
      `<rect x="${round(index * step + 4)}" y="${round(top)}" width="${round(step - 8)}" height="${round(height)}" fill="#2166ac"/>` +
      `<text x="${middle}" y="${round(top - 4)}" font-size="10" text-anchor="middle">${escapeHtml(text)}</text>` +
      `<text x="${middle}" y="${COLUMN_HEIGHT + 32}" font-size="10" text-anchor="middle">${escapeHtml(name)}</text>`
    )
  })
  return drawFrame(title, COLUMN_HEIGHT + 38, drawn.join('\n'))
}

function drawFrame(title: string, height: number, content: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escapeHtml(title)}" font-family="system-ui, sans-serif" font-size="14">\n${content}\n</svg>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
