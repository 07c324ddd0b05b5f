import { TokenKind, type ASTNode, type SelectionSetNode } from 'graphql'
import { printInline, printLines, type Sketch } from './sketch.ts'

/** Replaces a stretch of a text. */
export function splice(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to)
}

/** Writes a selection as the last of a set, on lines of its own where the set has lines. */
export function insertSelection(text: string, set: SelectionSetNode, sketch: Sketch): string {
  const { start, end } = placeOf(set)
  const brace = end - 1
  if (!text.slice(start, end).includes('\n')) {
    const last = text.slice(0, brace).trimEnd().length
    return splice(text, last, brace, ` ${printInline(sketch)} `)
  }
  const outer = indentAt(text, start)
  const [first] = set.selections
  const indent =
    first && startsItsLine(text, placeOf(first).start) ? indentAt(text, placeOf(first).start) : `${outer}  `
  const lines = printLines(sketch, indent)
  const line = lineStart(text, brace)
  // A comment before the brace stays where it is.
  return startsItsLine(text, brace)
    ? splice(text, line, line, `${lines}\n`)
    : splice(text, text.slice(0, brace).trimEnd().length, brace, `\n${lines}\n${outer}`)
}

/** Takes a node out: with its lines where it has them to itself, with a remark behind it on its last line. */
export function removeNode(text: string, node: ASTNode): string {
  const { start, end } = placeOf(node)
  const rest = /^[ \t,]*(?:#[^\n]*)?(?:\n|$)/.exec(text.slice(end))
  if (rest && startsItsLine(text, start))
    return splice(text, lineStart(text, start), end + rest[0].length, '')
  const before = text.slice(0, start).replace(/[ \t,]+$/, '').length
  return splice(text, before, end, '')
}

/** Writes a list in brackets anew, such as the arguments of a field; without entries the brackets go too. */
export function replaceBracketed(
  text: string,
  from: number,
  entries: readonly ASTNode[],
  written: readonly string[],
): string {
  const list = written.length === 0 ? '' : `(${written.join(', ')})`
  const last = entries.at(-1)
  return splice(text, from, last ? endOfBracket(last) : from, list)
}

/** Where the list ends of which this is the last entry. */
function endOfBracket(last: ASTNode): number {
  let token = last.loc?.endToken.next
  while (token && token.kind !== TokenKind.PAREN_R) token = token.next
  return token?.end ?? placeOf(last).end
}

export function placeOf({ loc }: ASTNode): { readonly start: number; readonly end: number } {
  if (!loc) throw new Error('Expected a node that was read from a text; it has no place.')
  return loc
}

export function textOf(text: string, node: ASTNode): string {
  const { start, end } = placeOf(node)
  return text.slice(start, end)
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

function startsItsLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === ''
}

function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? ''
}
