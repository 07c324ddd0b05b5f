import { localName } from '../graph/names/names.ts'
import { englishName } from './englishName.ts'

/** A type, field or value of an enum in the reader's words. */
export function nameInGraph(coordinate: string): string {
  return localName(coordinate) ?? englishName(coordinate)
}

export function upperFirst(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
