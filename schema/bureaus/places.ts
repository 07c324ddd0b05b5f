import type { Bureau } from './bureau.ts'
import { findCatalogue } from './register.ts'

export const SUBGRAPH_PORT = 4001

/** A part of a file that follows from the register has no place in it, or stands there for a bureau that there is not. */
export class DerivationError extends Error {
  override readonly name = 'DerivationError'
}

/** `text` with the first group of `place` replaced: the pattern begins with what stands before it. */
export function fillPlace(text: string, place: RegExp, what: string, value: string): string {
  const found = new RegExp(place.source, `d${place.flags}`).exec(text)
  const range = found?.indices?.[1]
  if (!range) throw new DerivationError(`expected a place for ${what}; got none.`)
  return text.slice(0, range[0]) + value + text.slice(range[1])
}

/** "name=address" of each subgraph, as SUBGRAPH_URLS has it. */
export function subgraphUrls(bureaus: readonly Bureau[]): string {
  return bureaus.map(({ subgraph }) => `${subgraph}=${addressOf(subgraph)}/graphql`).join(',')
}

/** Where the catalogue asks all others how their feeds stand: the name of its variable, and its value. */
export function statusUrls(bureaus: readonly Bureau[]): { variable: string; value: string } | undefined {
  const catalogue = findCatalogue(bureaus)
  if (catalogue === undefined) return undefined
  const others = bureaus.filter((bureau) => bureau !== catalogue)
  return {
    variable: `${catalogue.subgraph.toUpperCase().replaceAll('-', '_')}_STATUS_URLS`,
    value: others.map(({ subgraph }) => `${subgraph}=${addressOf(subgraph)}`).join(','),
  }
}

function addressOf(subgraph: string): string {
  return `http://${subgraph}:${SUBGRAPH_PORT}`
}

/** Refuses processes of subgraphs that there are not. */
export function refuseStrangers(text: string, bureaus: readonly Bureau[]): void {
  for (const [, name] of text.matchAll(/dist\/subgraphs\/([^/_\s]+)\/server\.js/g))
    if (!bureaus.some(({ subgraph }) => subgraph === name))
      throw new DerivationError(`expected subgraphs that there are; got "${name}".`)
}

/** Prometheus asks each subgraph for its metrics. */
export function derivePrometheus(text: string, bureaus: readonly Bureau[]): string {
  const names = bureaus.map(({ subgraph }) => `\n          - ${subgraph}`).join('')
  return fillPlace(
    text,
    /job_name: subgraph\n {4}dns_sd_configs:\n {6}- names:((?:\n {10}- .+)+)/,
    'the subgraphs',
    names,
  )
}
