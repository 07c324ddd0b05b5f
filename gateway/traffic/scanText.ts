import { Lexer, Source, TokenKind } from 'graphql'

export interface ScannedText {
  readonly lines: number
  /** The most brackets of any kind that are open at one place. */
  readonly nesting: number
}

/**
 * Reads the first `maxTokens` tokens of a text one after the other, as the parser reads them, which goes one call deeper
 * with each bracket. Throws GraphQLError for what is no token.
 */
export function scanText(text: string, maxTokens: number): ScannedText {
  const lexer = new Lexer(new Source(text))
  let open = 0
  let nesting = 0
  for (let tokens = 0; tokens < maxTokens; tokens++) {
    const { kind } = lexer.advance()
    if (kind === TokenKind.EOF) break
    // The parser has stopped before a bracket that closes another kind.
    if (OPENING.has(kind)) nesting = Math.max(nesting, ++open)
    else if (CLOSING.has(kind)) open -= 1
  }
  return { lines: lexer.token.line, nesting }
}

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])
