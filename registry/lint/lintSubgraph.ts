import type { SubgraphDocument } from '../../schema/compose/document.ts'
import { createFinding, type Finding } from '../findings.ts'
import { placeOf } from '../live/locate.ts'
import type { Exception } from './exceptions.ts'
import { RULES } from './rules.ts'

/** What of the conventions a subgraph does not keep. An exception makes a note of it, with its reason. */
export function lintSubgraph(
  subgraph: SubgraphDocument,
  exceptions: readonly Exception[],
): readonly Finding[] {
  return RULES.flatMap(({ id: rule, check }) =>
    check(subgraph).map(({ coordinate, node, message }) => {
      const known = exceptions.find((one) => one.rule === rule && one.coordinate === coordinate)
      const told = { rule, coordinate, class: 'convention', place: placeOf(node) } as const
      return known
        ? createFinding({ ...told, level: 'note', message: `an exception: ${known.reason}` })
        : createFinding({ ...told, level: 'error', message })
    }),
  )
}

/** The exceptions that nothing in the graph needs, which would hide a later mistake. */
export function findStaleExceptions(
  subgraphs: readonly SubgraphDocument[],
  exceptions: readonly Exception[],
): readonly Exception[] {
  const found = new Set(subgraphs.flatMap((subgraph) => lintSubgraph(subgraph, []).map(({ id }) => id)))
  return exceptions.filter(({ rule, coordinate }) => !found.has(`${rule}:${coordinate}`))
}
