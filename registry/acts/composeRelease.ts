import type { KeyObject } from 'node:crypto'
import { sha256Hex } from '../../kit/digest.ts'
import { checkTogether } from '../../schema/bureaus/readBureaus.ts'
import { judgeGraph } from '../../schema/compose.ts'
import type { ComposedGraph } from '../../schema/compose/composition.ts'
import type { SchemaFile } from '../../schema/compose/document.ts'
import { signRelease, type ReleasedSubgraph } from '../../schema/signedRelease.ts'
import { parseProposed } from '../live/parseProposed.ts'
import { Unusable } from '../refusals.ts'
import type { StoredRelease, SubgraphVersion } from '../store/act.ts'

/** Composes subgraphs, with their addresses. Throws Unusable with every reason why they are no graph. */
export function composeFiles(files: readonly SchemaFile[]): ComposedGraph {
  const { composed, problems } = judgeGraph(
    files.map(parseProposed).toSorted((a, b) => a.name.localeCompare(b.name)),
  )
  const sentences = [
    ...problems.map(({ sentence }) => sentence),
    ...checkTogether(files.flatMap(({ bureau }) => bureau ?? [])),
  ]
  if (composed !== null && sentences.length === 0) return composed
  throw new Unusable(`Expected subgraphs that compose; got:\n${sentences.join('\n')}`)
}

/** A release as it is kept, whole and signed. */
export function sealRelease(
  number: number,
  subgraphs: Readonly<Record<string, SubgraphVersion>>,
  { supergraphSdl, apiSdl }: ComposedGraph,
  key: KeyObject,
): StoredRelease {
  const { publicKey, signature } = signRelease(
    { number, supergraph: supergraphSdl, subgraphs: toReleased(subgraphs) },
    key,
  )
  return {
    number,
    subgraphs,
    supergraph: sha256Hex(supergraphSdl),
    api: sha256Hex(apiSdl),
    publicKey,
    signature,
  }
}

/** The part of a version that is signed. */
export function toReleased(
  subgraphs: Readonly<Record<string, SubgraphVersion>>,
): Readonly<Record<string, ReleasedSubgraph>> {
  return Object.fromEntries(
    Object.entries(subgraphs)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { address, sdl, bureau }]) => [name, { address, sdl, bureau }]),
  )
}
