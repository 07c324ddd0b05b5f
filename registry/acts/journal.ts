import type { KeyObject } from 'node:crypto'
import { sha256Hex } from '../../kit/digest.ts'
import { publicKeyOf } from '../../schema/signedRelease.ts'
import { Conflict, Forbidden } from '../refusals.ts'
import type { Act, Actor, NewAct } from '../store/act.ts'
import type { Head, HeadKeeper } from '../store/headFile.ts'
import { signAct } from '../store/signedAct.ts'
import { DamagedStore, type RegistryStore } from '../store/registryStore.ts'
import { nameActor } from './keys.ts'
import { addActs, NO_ACTS, type RegistryState } from './state.ts'

/** What was done so far, and how more is done, beside other registries on the same store. */
export interface Journal {
  /**
   * Compares the store with what was seen of it before. Throws DamagedStore where it has lost some of that, unless whoever runs
   * the registry accepts it as it is.
   */
  begin(acceptsStore: boolean): Promise<RegistryState>
  /** As it is now, whoever wrote it. Throws DamagedStore where the store has lost what was seen before. */
  read(): Promise<RegistryState>
  /** The number of the release after this state: higher than any that was seen, even in a store that was put back since. */
  nextRelease(state: RegistryState): number
  /** Why what is in the store cannot be believed, as of the last look; null where it can. */
  damage(): string | null
  /** As of the last look. */
  latest(): RegistryState
  readText(hash: string): Promise<string>
  /**
   * Adds an act that was thought out on the state `based`. Throws Conflict where another release has come since, and Forbidden
   * where the actor's key is no more.
   */
  commit(based: RegistryState, act: NewAct, texts: readonly string[]): Promise<RegistryState>
}

/** `by` of what the registry does itself. */
export const REGISTRY: Actor = { key: 'registry', bureau: null }

/** By whose keys acts are signed, and believed. */
export interface JournalKeys {
  readonly signingKey: KeyObject
  /** Public halves of keys that were used before, or that another registry on the store uses. */
  readonly formerKeys: readonly string[]
}

export interface JournalWatch {
  /** With the texts that the act names. */
  onDone(act: Act, texts: readonly string[]): void
  /** Once for each damage. */
  onDamage(error: DamagedStore): void
}

export function createJournal(
  store: RegistryStore,
  now: () => Date,
  { signingKey, formerKeys }: JournalKeys,
  head: HeadKeeper,
  { onDone, onDamage }: JournalWatch,
): Journal {
  const publicKeys = [publicKeyOf(signingKey), ...formerKeys]
  let latest = NO_ACTS
  let highestRelease = 0
  let damage: string | null = null
  const see = async (state: RegistryState): Promise<void> => {
    latest = state
    highestRelease = Math.max(highestRelease, state.release?.number ?? 0)
    await head.keep({ act: state.acts.length, hash: state.lastHash, release: highestRelease })
  }
  const look = async (): Promise<RegistryState> => {
    const before = latest
    // With the last that is known: a store that was cut off, or is another one, has not that one in its place.
    const known = Math.min(1, before.acts.length)
    const texts = await store.readActs(before.acts.length - known)
    if (known === 1 && sha256Hex(texts[0] ?? '') !== before.lastHash)
      throw new DamagedStore(
        `act ${before.acts.length}: expected the one that this registry has seen; got ${texts[0] === undefined ? 'none' : 'another'}.`,
      )
    const next = addActs(before, texts.slice(known), publicKeys)
    if (next.acts.length > latest.acts.length) await see(next)
    return latest
  }
  const read = async (): Promise<RegistryState> => {
    try {
      const state = await look()
      damage = null
      return state
    } catch (error) {
      if (error instanceof DamagedStore) {
        // Gateways ask every second.
        if (damage !== error.message) onDamage(error)
        damage = error.message
      }
      throw error
    }
  }
  return {
    read,
    latest: () => latest,
    damage: () => damage,
    nextRelease: ({ release }) => Math.max(release?.number ?? 0, highestRelease) + 1,
    async begin(acceptsStore) {
      const seen = await head.read()
      const state = addActs(NO_ACTS, await store.readActs(0), publicKeys)
      if (seen !== null && !acceptsStore) assertSeen(state, seen, head.place)
      highestRelease = seen?.release ?? 0
      await see(state)
      return state
    },
    async readText(hash) {
      const text = await store.readText(hash)
      if (text === undefined) throw new DamagedStore(`expected the text ${hash} in the store; got none`)
      return text
    },
    async commit(based, act, texts) {
      let state = based
      for (;;) {
        // An act is not put upon a store that has lost what stood before it.
        await read()
        const number = state.acts.length + 1
        const done = { number, previous: state.lastHash, at: now().toISOString(), ...act } satisfies Act
        if (await store.append(number, signAct(JSON.stringify(done), signingKey), texts)) {
          onDone(done, texts)
          return read()
        }
        state = await read()
        assertSameRelease(based, state)
        assertActs(state, act.by)
      }
    },
  }
}

/** Whoever can write to the store could cut off the end of it, such as the act that took his key out of use. */
function assertSeen({ acts, lastHash }: RegistryState, seen: Head, place: string): void {
  const found = seen.act === acts.length ? lastHash : acts[seen.act]?.previous
  if (found === seen.hash) return
  const came =
    seen.act > acts.length ? `a store that ends with act ${acts.length}` : `another act ${seen.act}`
  throw new DamagedStore(
    `expected the act ${seen.act} that this registry has seen (${place}); got ${came}. Whoever has put back an older store on purpose starts it once with --accept-store: what was done since is lost, and the next release is ${seen.release + 1}, so that gateways take it.`,
  )
}

export function assertSameRelease(based: RegistryState, now: RegistryState): void {
  const { release } = now
  if (release === null || release.number === based.release?.number) return
  throw comesAfter(now, based.release?.number ?? 0)
}

/** Whoever thought of release `expected` did not know of what came since. */
export function comesAfter({ acts, release }: RegistryState, expected: number): Conflict {
  const came = acts.findLast((act) => 'release' in act && act.release.number === release?.number)
  const who = came === undefined ? '' : ` by ${nameActor(came.by)} (${came.kind})`
  return new Conflict(
    `Expected release ${expected} to be the last; got release ${release?.number ?? 0}${who}. Nothing was done: look at it, and try again.`,
  )
}

function assertActs({ keys }: RegistryState, by: Actor): void {
  if (by.key !== REGISTRY.key && !keys.has(by.key))
    throw new Forbidden(`Expected a key that is in use; got ${by.key}, which was revoked meanwhile.`)
}
