export type Measure = (text: string) => number

/** How wide a text is in a font, such as "600 12px sans-serif". */
export function measureWith(font: string): Measure {
  const context = document.createElement('canvas').getContext('2d')
  // A browser that hides canvases from pages still shows charts.
  if (context === null) return (text) => text.length * 8
  context.font = font
  return (text) => context.measureText(text).width
}

/** A text that is too wide ends in dots; the tooltip and the table have it whole. */
export function cutText(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text
  const characters = [...text]
  let length = characters.length - 1
  while (length > 1 && measure(`${characters.slice(0, length).join('')}…`) > width) length--
  return `${characters.slice(0, length).join('')}…`
}

/** Between words, and between any two signs of Chinese. */
const BREAKS = /(?<=\s)|(?<=\p{Script=Han})(?=\p{Script=Han})/u

/** A text in lines of at most this width; a word that is wider has a line of its own. */
export function wrapText(text: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const part of text.split(BREAKS)) {
    if (line !== '' && measure((line + part).trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += part
  }
  return [...lines, line.trimEnd()]
}
