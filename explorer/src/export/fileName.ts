import { nameOf } from '../share/nameOf.ts'

/** What a file with the answer to a question is called, without its ending. */
export function fileNameOf(query: string): string {
  const name = nameOf(query)
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .toLowerCase()
  return name || 'answer'
}
