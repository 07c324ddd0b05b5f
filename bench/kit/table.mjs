/**
 * A Markdown table whose columns line up in plain text too.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function printTable(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(title.length, 3, ...rows.map((row) => row[column].length)),
  )
  const print = (cells) =>
    `| ${cells.map((cell, column) => align(cell, widths[column], column)).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [print(head), rule, ...rows.map(print)].join('\n')
}

function align(cell, width, column) {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}
