import { sha256Hex } from '../../kit/digest.ts'
import type { SignedRelease } from '../../schema/signedRelease.ts'
import type { CheckReport } from '../check/checkSubgraph.ts'
import type { ProposedFile } from '../judge/judge.ts'
import { BadRequest, CheckFailed, Conflict, NotFound, RegistryRefusal } from '../refusals.ts'
import type { Actor, StoredRelease, SubgraphVersion } from '../store/act.ts'
import { REGISTRY } from './journal.ts'
import type { ActParts } from './parts.ts'
import {
  approve,
  assertMayChange,
  assertOperator,
  check,
  publish,
  textOfReport,
  type Proposed,
  type PublishOutcome,
  type PublishRequest,
} from './publish.ts'
import { sealRelease, toReleased } from './sealRelease.ts'
import { consentKey, type RegistryState } from './state.ts'
import { createTurns } from './turns.ts'
import { deleteSubgraph, rollback, type DeleteRequest, type RollbackRequest } from './withdraw.ts'

/** The registry, whoever asks it. What it does not do it refuses with a RegistryRefusal or UnusableInput. */
export interface Registry {
  read(): Promise<RegistryState>
  readText(hash: string): Promise<string>
  /** What gateways are to serve; null before anything was published. */
  readRelease(): Promise<LiveRelease | null>
  /** Makes the first release of subgraphs that are live already; false where there is one. */
  seed(files: readonly ProposedFile[]): Promise<boolean>
  check(actor: Actor, proposed: Proposed): Promise<CheckReport | null>
  publish(actor: Actor, request: PublishRequest): Promise<PublishOutcome>
  approve(actor: Actor, subgraph: string, act: number): Promise<PublishOutcome>
  rollback(actor: Actor, request: RollbackRequest): Promise<StoredRelease>
  deleteSubgraph(actor: Actor, request: DeleteRequest): Promise<StoredRelease>
  /** The actor's bureau agrees to this SDL of another. */
  consent(actor: Actor, subgraph: string, sdl: string): Promise<void>
  addKey(actor: Actor, key: NewKey): Promise<void>
  revokeKey(actor: Actor, id: string): Promise<void>
}

export interface LiveRelease {
  readonly signature: string
  read(): Promise<SignedRelease>
}

export interface NewKey {
  readonly id: string
  readonly hash: string
  /** The subgraph that it is for; null for an operator's. */
  readonly bureau: string | null
}

export function createRegistry(parts: ActParts): Registry {
  const { journal } = parts
  const inTurn = createTurns()
  const audited = async <T>(actor: Actor, subgraph: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof RegistryRefusal) await recordRefusal(parts, actor, subgraph, error)
      throw error
    }
  }
  return {
    read: journal.read,
    readText: journal.readText,
    readRelease: () => readRelease(parts),
    seed: (files) => seed(parts, files),
    check: (actor, proposed) =>
      audited(actor, proposed.subgraph, async () => {
        assertMayChange(actor, proposed.subgraph)
        return inTurn(actor, async () => check(parts, await journal.read(), proposed))
      }),
    publish: (actor, request) =>
      audited(actor, request.subgraph, () => inTurn(actor, () => publish(parts, actor, request))),
    approve: (actor, subgraph, act) =>
      audited(actor, subgraph, () => inTurn(actor, () => approve(parts, actor, subgraph, act))),
    rollback: (actor, request) =>
      audited(actor, '', () => inTurn(actor, () => rollback(parts, actor, request))),
    deleteSubgraph: (actor, request) =>
      audited(actor, request.subgraph, () => inTurn(actor, () => deleteSubgraph(parts, actor, request))),
    async consent(by, subgraph, sdl) {
      if (by.bureau === null)
        throw new BadRequest("Expected the key of the bureau that agrees; got the operator's.")
      const state = await journal.read()
      if (state.consents.get(consentKey(subgraph, sdl))?.has(by.bureau)) return
      await journal.commit(state, { kind: 'consented', by, message: '', subgraph, sdl }, [])
    },
    addKey: (by, key) =>
      audited(by, key.bureau ?? '', async () => {
        assertOperator(by)
        const state = await journal.read()
        if (state.keys.has(key.id)) throw new Conflict(`Expected a new key; got the id ${key.id} again.`)
        await journal.commit(state, { kind: 'key-added', by, message: '', ...key }, [])
      }),
    revokeKey: (by, id) =>
      audited(by, '', async () => {
        assertOperator(by)
        const state = await journal.read()
        if (!state.keys.has(id)) throw new NotFound(`Expected the id of a key in use; got ${id}.`)
        if (id === by.key) throw new BadRequest('Expected another key than the one that revokes it.')
        await journal.commit(state, { kind: 'key-revoked', by, message: '', id }, [])
      }),
  }
}

async function readRelease({ journal }: ActParts): Promise<LiveRelease | null> {
  const { release } = await journal.read()
  if (release === null) return null
  const { number, publicKey, signature, subgraphs } = release
  return {
    signature,
    async read() {
      const supergraph = await journal.readText(release.supergraph)
      const payload = JSON.stringify({ number, supergraph, subgraphs: toReleased(subgraphs) })
      return { payload, publicKey, signature }
    },
  }
}

async function seed(parts: ActParts, files: readonly ProposedFile[]): Promise<boolean> {
  const { journal, judge, signingKey } = parts
  const state = await journal.read()
  if (state.release !== null) return false
  const composed = await judge.compose(files)
  const number = journal.nextRelease(state)
  const subgraphs: Readonly<Record<string, SubgraphVersion>> = Object.fromEntries(
    files.map(({ name, sdl, entry }) => [
      name,
      {
        sdl: sha256Hex(sdl),
        address: '',
        bureau: entry === undefined ? null : sha256Hex(entry),
        since: number,
      },
    ]),
  )
  const release = sealRelease(number, subgraphs, composed, signingKey)
  const texts = [
    ...files.flatMap(({ sdl, entry }) => (entry === undefined ? [sdl] : [sdl, entry])),
    composed.supergraphSdl,
    composed.apiSdl,
  ]
  try {
    await journal.commit(state, { kind: 'seeded', by: REGISTRY, message: 'what was live', release }, texts)
    return true
  } catch (error) {
    // Another registry has begun the same store meanwhile.
    if (error instanceof Conflict) return false
    throw error
  }
}

/** Whoever has a key and is refused is on record; who has none is in the log of the process alone. */
async function recordRefusal(
  { journal }: ActParts,
  by: Actor,
  subgraph: string,
  refusal: RegistryRefusal,
): Promise<void> {
  // Of what is our fault there is nothing to tell of him.
  if (refusal.status >= 500) return
  const report = refusal instanceof CheckFailed ? textOfReport(refusal.report) : null
  const state = await journal.read()
  const { code, message } = refusal
  const act = { kind: 'refused', by, message, subgraph, code, check: report && sha256Hex(report) } as const
  await journal.commit(state, act, report === null ? [] : [report]).catch((error: unknown) => {
    if (!(error instanceof RegistryRefusal)) throw error
  })
}
