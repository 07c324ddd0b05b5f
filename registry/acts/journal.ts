import { Conflict, Forbidden } from '../refusals.ts'
import type { Act, Actor, NewAct } from '../store/act.ts'
import type { RegistryStore } from '../store/registryStore.ts'
import { nameActor } from './keys.ts'
import { addActs, NO_ACTS, type RegistryState } from './state.ts'

/** What was done so far, and how more is done, beside other registries on the same store. */
export interface Journal {
  /** As it is now, whoever wrote it. */
  read(): Promise<RegistryState>
  readText(hash: string): Promise<string>
  /**
   * Adds an act that was thought out on the state `based`. Throws Conflict where another release has come since, and Forbidden
   * where the actor's key is no more.
   */
  commit(based: RegistryState, act: NewAct, texts: readonly string[]): Promise<RegistryState>
}

/** `by` of what the registry does itself. */
export const REGISTRY: Actor = { key: 'registry', bureau: null }

export function createJournal(store: RegistryStore, now: () => Date): Journal {
  let latest = NO_ACTS
  const read = async (): Promise<RegistryState> => {
    const before = latest
    const next = addActs(before, await store.readActs(before.acts.length))
    if (next.acts.length > latest.acts.length) latest = next
    return latest
  }
  return {
    read,
    async readText(hash) {
      const text = await store.readText(hash)
      if (text === undefined) throw new Error(`expected the text ${hash} in the store; got none`)
      return text
    },
    async commit(based, act, texts) {
      let state = based
      for (;;) {
        const number = state.acts.length + 1
        const done = { number, previous: state.lastHash, at: now().toISOString(), ...act } satisfies Act
        if (await store.append(number, JSON.stringify(done), texts)) return read()
        state = await read()
        assertSameRelease(based, state)
        assertActs(state, act.by)
      }
    },
  }
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
