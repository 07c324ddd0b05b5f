import { drawColumns, drawShares } from './chart.ts'
import { escapeHtml } from './escapeHtml.ts'
import type { Page, PagePart } from './page.ts'

/** A page as one HTML file that needs nothing else, and can be printed. */
export function printHtml({ tag, title, parts }: Page): string {
  return `<!doctype html>
<html lang="${tag}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
<h1>${escapeHtml(title)}</h1>
${parts.map(printPart).join('\n')}
</html>
`
}

const STYLE = `
:root { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #ccc; }
.note { padding: .5rem .8rem; border-left: .3rem solid #b06000; background: #fff6e6; }
svg { max-width: 100%; height: auto; }
@media print { body { margin: 0; max-width: none; } tr, svg { break-inside: avoid; } thead { display: table-header-group; } }
`

function printPart(part: PagePart): string {
  switch (part.kind) {
    case 'note':
      return `<p class="note">${escapeHtml(part.text)}</p>`
    case 'table':
      return printTable(part.rows)
    case 'shares':
      return `<h2>${escapeHtml(part.heading)}</h2>\n${drawShares(part.heading, part.bars)}`
    case 'columns':
      return `<h2>${escapeHtml(part.heading)}</h2>\n${drawColumns(part.heading, part.columns)}`
    case 'list':
      return `<h2>${escapeHtml(part.heading)}</h2>\n<ul>${part.lines.map((line) => `<li>${escapeHtml(line).replace(/`([^`]+)`/g, '<code>$1</code>')}</li>`).join('')}</ul>`
  }
}

function printTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows
  const heading = head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('')
  const line = ([first = '', ...rest]: readonly string[]) =>
    `<tr><th scope="row">${escapeHtml(first)}</th>${rest.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`
  return `<table><thead><tr>${heading}</tr></thead><tbody>\n${body.map(line).join('\n')}\n</tbody></table>`
}
