const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
])

/**
 * The paragraphs of a notice's HTML as plain text, one a line. Its first table repeats what the notice's other fields
 * state and is left out; lines broken within a sentence are joined.
 */
export function textOfHtml(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[^>]*>.*?<\/\1>/gis, ' ')
    .replaceAll(/<table\b[^>]*\bid="header[^>]*>.*?<\/table>/gis, '\n\n')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<\/?(p|br|div|li|tr|table|pre|h[1-6])\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(#\d{1,6}|[a-z]+);/gi, decodeEntity)
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

function decodeEntity(entity: string, name: string): string {
  if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)))
  return ENTITIES.get(name.toLowerCase()) ?? entity
}
