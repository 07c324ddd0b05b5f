import { parseBureau, type Bureau } from '../../schema/bureaus/bureau.ts'
import { checkTogether } from '../../schema/bureaus/readBureaus.ts'
import { judgeGraph } from '../../schema/compose.ts'
import type { ComposedGraph } from '../../schema/compose/composition.ts'
import type { SubgraphDocument } from '../../schema/compose/document.ts'
import { Unusable } from '../refusals.ts'
import { UnusableInput } from '../unusableInput.ts'

/** Composes subgraphs, with their addresses. Throws Unusable with every reason why they are no graph. */
export function composeFiles(subgraphs: readonly SubgraphDocument[]): ComposedGraph {
  const { composed, problems } = judgeGraph(subgraphs.toSorted((a, b) => a.name.localeCompare(b.name)))
  const sentences = [
    ...problems.map(({ sentence }) => sentence),
    ...checkTogether(subgraphs.flatMap(({ bureau }) => bureau ?? [])),
  ]
  if (composed !== null && sentences.length === 0) return composed
  throw new Unusable(`Expected subgraphs that compose; got:\n${sentences.join('\n')}`)
}

/** Throws UnusableInput for what is no entry of a bureau. */
export function parseEntry(subgraph: string, text: string): Bureau {
  const parsed = parseBureau(subgraph, 'bureau.yaml', text)
  if ('problems' in parsed) throw new UnusableInput(parsed.problems.join('\n'))
  return parsed
}
