import type { Log } from '../../kit/log.ts'
import type { NodeSource } from '../_kit/catalogueSources.ts'
import { groupBy } from '../_kit/loader.ts'
import { parseGlobalId } from '../_kit/node.ts'
import { nodeOwners, type NodeValue } from './schema/nodeTypes.ts'

/** Keys of entities of other bureaus, by their ids in the whole graph; none for what their bureaus do not have. */
export type NodeFinder = (globalIds: readonly string[]) => Promise<ReadonlyMap<string, NodeValue>>

/** The gateway waits for the catalogue as for any bureau, which without this question would be asked next. */
const DEADLINE_MS = 1_000

interface Candidate {
  readonly globalId: string
  readonly value: NodeValue
}

/**
 * Asks the bureaus whether they have the entities: a key that leads nowhere would be an object whose fields are null, or
 * an error. Of a bureau that does not answer the keys are given as they are, and the gateway says what it could not read.
 */
export function createNodeFinder(sources: readonly NodeSource[], log: Log): NodeFinder {
  const sourceOf = new Map(sources.map((source) => [source.subgraph, source]))
  const keepKnown = async (
    owner: string,
    candidates: readonly Candidate[],
  ): Promise<readonly Candidate[]> => {
    const source = sourceOf.get(owner)
    if (!source) return candidates
    try {
      const keys = candidates.map(({ value }) => value)
      const known = await source.has(keys, AbortSignal.timeout(DEADLINE_MS))
      return candidates.filter((_, index) => known[index])
    } catch (error) {
      log.warn({ subgraph: owner, err: error }, 'whether it has these entities was not read')
      return candidates
    }
  }
  return async (globalIds) => {
    const byOwner = groupBy(globalIds.flatMap(readCandidate), ({ value }) => ownerOf(value))
    const kept = await Promise.all([...byOwner].map(([owner, candidates]) => keepKnown(owner, candidates)))
    return new Map(kept.flat().map(({ globalId, value }) => [globalId, value]))
  }
}

function readCandidate(globalId: string): readonly Candidate[] {
  const key = parseGlobalId(globalId)
  return key ? [{ globalId, value: { __typename: key.type, id: key.id } }] : []
}

function ownerOf({ __typename: type }: NodeValue): string {
  return nodeOwners.get(type) ?? ''
}
