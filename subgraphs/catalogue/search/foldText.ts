import { readFileSync } from 'node:fs'
import { packageRoot } from '../../../kit/root.ts'

/**
 * The words of a text, apart by one blank, so that it is equal to the same text typed otherwise: without case, accents
 * and signs, and in simplified Chinese. "Ruins of St. Paul's" is "ruins of st pauls", "聖保祿" is "圣保禄".
 */
export function foldText(text: string): string {
  return foldCharacters(text.normalize('NFKC')).replace(NO_WORD, ' ').trim()
}

const NO_WORD = /[^\p{L}\p{N}]+/gu
/** Within a word, as in "Paul's": what is before and after it stays one word. */
const APOSTROPHES = /['’‘ʼ`]/g
const ACCENTS = /\p{M}+/gu

function foldCharacters(text: string): string {
  let folded = ''
  for (const character of text) folded += SIMPLIFIED.get(character) ?? character
  return folded.replace(APOSTROPHES, '').normalize('NFKD').replace(ACCENTS, '').toLowerCase()
}

/** Many traditional characters have one simplified: to fold this way loses nothing that a search needs. */
const SIMPLIFIED = readPairs(new URL('subgraphs/catalogue/data/simplified.txt', packageRoot))

/** A character and, after it, the one that it is folded to, without anything between pairs. */
function readPairs(file: URL): ReadonlyMap<string, string> {
  const characters = readFileSync(file, 'utf8').replaceAll('\n', '')
  const pairs = new Map<string, string>()
  for (let at = 0; at < characters.length; at += 2)
    pairs.set(characters.charAt(at), characters.charAt(at + 1))
  return pairs
}
