import type { Page, PagePart } from './page.ts'

/** A page as Markdown; its charts are told in words, since each of their figures is there to be read. */
export function printMarkdown({ title, parts }: Page): string {
  return [`# ${escape(title)}`, ...parts.map(printPart).filter((text) => text !== ''), ''].join('\n\n')
}

function printPart(part: PagePart): string {
  switch (part.kind) {
    case 'note':
      return `> ${escape(part.text)}`
    case 'table':
      return printTable(part.rows)
    case 'shares':
      return [
        `## ${escape(part.heading)}`,
        part.bars
          .map(
            ({ name, parts }) =>
              `- ${escape(name)}: ${parts.map((one) => `${one.count} ${escape(one.name)}`).join(', ')}`,
          )
          .join('\n'),
      ].join('\n\n')
    case 'columns':
      return `## ${escape(part.heading)}`
    case 'list':
      return [`## ${escape(part.heading)}`, part.lines.map((line) => `- ${line}`).join('\n')].join('\n\n')
  }
}

function printTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) => row.map(escape))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}

/** Titles come from bureaus: what they write stays text. */
function escape(text: string): string {
  return text.replace(/[\t\n\r ]+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&')
}
