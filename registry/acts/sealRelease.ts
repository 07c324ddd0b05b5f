import type { KeyObject } from 'node:crypto'
import { sha256Hex } from '../../kit/digest.ts'
import type { ComposedGraph } from '../../schema/compose/composition.ts'
import { signRelease, type ReleasedSubgraph } from '../../schema/signedRelease.ts'
import type { StoredRelease, SubgraphVersion } from '../store/act.ts'

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
