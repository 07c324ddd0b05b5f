import type { KeyObject } from 'node:crypto'
import { Conflict, NotFound, Unusable } from '../refusals.ts'
import type { Actor, StoredRelease } from '../store/act.ts'
import { assertSigned, readFiles } from './liveGraph.ts'
import { assertAfter, assertOperator } from './publish.ts'
import type { ActParts } from './parts.ts'
import { sealRelease } from './sealRelease.ts'
import { versionOf, type RegistryState } from './state.ts'

export interface RollbackRequest {
  /** The number of the release whose content is to be live again. */
  readonly to: number
  /** Subgraphs that were deleted since and shall be back all the same. */
  readonly revive: readonly string[]
  readonly message: string
  readonly after: number | undefined
}

/** Makes a release of the content of an earlier one. It was checked and composed then, so that nothing is in the way now. */
export async function rollback(
  parts: ActParts,
  by: Actor,
  { to, revive, message, after }: RollbackRequest,
): Promise<StoredRelease> {
  const { journal, signingKey } = parts
  assertOperator(by)
  const state = await journal.read()
  assertAfter(state, after)
  const earlier = state.releases.get(to)
  if (earlier === undefined || state.release === null)
    throw new NotFound(`Expected a release from 1 to ${state.release?.number ?? 0}; got ${to}.`)
  refuseDeleted(state, earlier, revive)
  await assertSigned(parts, earlier)
  const sealed = await resealRelease(parts, journal.nextRelease(state), earlier, signingKey)
  await journal.commit(state, { kind: 'rolled-back', by, message, to, release: sealed }, [])
  return sealed
}

/** Nobody may answer for it any more, and its keys are no more: whoever wants it back says so. */
function refuseDeleted({ deleted }: RegistryState, earlier: StoredRelease, revive: readonly string[]): void {
  const gone = Object.keys(earlier.subgraphs).filter((name) => deleted.has(name) && !revive.includes(name))
  const [first] = gone
  if (first === undefined) return
  throw new Conflict(
    `Release ${earlier.number} has ${gone.join(', ')}; release ${deleted.get(first)} took ${first} out. Expected each to be named by --revive, or a later release.`,
  )
}

async function resealRelease(
  { journal }: ActParts,
  number: number,
  earlier: StoredRelease,
  key: KeyObject,
): Promise<StoredRelease> {
  const supergraphSdl = await journal.readText(earlier.supergraph)
  const apiSdl = await journal.readText(earlier.api)
  return sealRelease(number, earlier.subgraphs, { supergraphSdl, apiSdl }, key)
}

export interface DeleteRequest {
  readonly subgraph: string
  readonly message: string
  readonly after: number | undefined
}

/** Takes a subgraph out of the graph, and its keys out of use. What is left has to compose. */
export async function deleteSubgraph(
  parts: ActParts,
  by: Actor,
  { subgraph, message, after }: DeleteRequest,
): Promise<StoredRelease> {
  const { journal, judge, signingKey } = parts
  assertOperator(by)
  const state = await journal.read()
  assertAfter(state, after)
  const { release } = state
  if (release === null || versionOf(release, subgraph) === undefined)
    throw new NotFound(
      `Expected one of ${Object.keys(release?.subgraphs ?? {}).join(', ')}; got ${JSON.stringify(subgraph)}.`,
    )
  await assertSigned(parts, release)
  const { [subgraph]: _, ...others } = release.subgraphs
  if (Object.keys(others).length === 0)
    throw new Unusable(`Expected a graph that is left; got ${subgraph}, which is all of it.`)
  const composed = await judge.compose(await readFiles(journal, others))
  const sealed = sealRelease(journal.nextRelease(state), others, composed, signingKey)
  await journal.commit(state, { kind: 'deleted', by, message, subgraph, release: sealed }, [
    composed.supergraphSdl,
    composed.apiSdl,
  ])
  return sealed
}
