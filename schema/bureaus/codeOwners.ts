import type { Bureau } from './bureau.ts'
import { fillPlace } from './places.ts'

/** Each bureau's folder, after those that all bureaus share. */
export function deriveCodeOwners(text: string, bureaus: readonly Bureau[]): string {
  const lines = bureaus.map(({ subgraph, owner }) => `${`/subgraphs/${subgraph}/`.padEnd(24)}${owner}\n`)
  return fillPlace(
    text,
    /^\/subgraphs\/_template\/.*\n((?:\/subgraphs\/[^_].*\n)*)/m,
    'the bureaus',
    lines.join(''),
  )
}
