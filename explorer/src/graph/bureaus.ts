import register from '../../../schema/bureaus.json'
import { language } from '../language/language.ts'

const bureaus = new Map(register.bureaus.map((bureau) => [bureau.subgraph, bureau]))

/** A subgraph by the name that readers know; one that is not registered by its own. */
export function bureauName(subgraph: string): string {
  return bureaus.get(subgraph)?.name[language.value] ?? subgraph
}

export const registeredBureaus = register.bureaus

/** The bureau behind a subgraph; a subgraph that is not registered stands for itself. */
export function bureauId(subgraph: string): string {
  return bureaus.get(subgraph)?.bureau ?? subgraph
}

/** The colour of what comes from a subgraph, for CSS. */
export function bureauHue(subgraph: string): string {
  const colour = bureaus.get(subgraph)?.colour
  return colour === undefined ? 'var(--quiet)' : `light-dark(${colour.light}, ${colour.dark})`
}
