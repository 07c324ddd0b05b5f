import { readFileSync } from 'node:fs'

/** A file of a bureau's bundled data as it lies there, for what the facts do not hold: synthetic and live values. */
export function readBundled(path: string): string {
  return readFileSync(new URL(`../../../subgraphs/${path}`, import.meta.url), 'utf8')
}
