import { sha256Hex } from '../../kit/digest.ts'
import { DamagedStore } from '../store/registryStore.ts'
import { isSignedBy } from '../store/signedAct.ts'
import { parseAct, type Act, type StoredRelease, type SubgraphVersion } from '../store/act.ts'

/** What all acts together come to. */
export interface RegistryState {
  readonly acts: readonly Act[]
  /** SHA-256 of the last act's text. */
  readonly lastHash: string
  /** Whether the last act is signed: from the first that is, all are. */
  readonly isSigned: boolean
  /** What is live; null before anything was. */
  readonly release: StoredRelease | null
  readonly releases: ReadonlyMap<number, StoredRelease>
  /** Keys that are not revoked, by their ids. */
  readonly keys: ReadonlyMap<string, AddedKey>
  /** Publications that wait for the operator, by their subgraphs: a later one takes the place of an earlier. */
  readonly waiting: ReadonlyMap<string, WaitingAct>
  /** By `<subgraph> <hash of SDL>`, the bureaus that consent to it. */
  readonly consents: ReadonlyMap<string, ReadonlySet<string>>
  /** Subgraphs that are no more, with the release that took them out. */
  readonly deleted: ReadonlyMap<string, number>
}

export type AddedKey = Extract<Act, { kind: 'key-added' }>
export type WaitingAct = Extract<Act, { kind: 'waiting' }>

export const NO_ACTS: RegistryState = {
  acts: [],
  lastHash: '',
  isSigned: false,
  release: null,
  releases: new Map(),
  keys: new Map(),
  waiting: new Map(),
  consents: new Map(),
  deleted: new Map(),
}

/**
 * Adds acts as a store gave them. Throws DamagedStore where one was changed, does not follow the one before, or is of nobody who
 * has one of these keys: whoever can write to the store could forge a key otherwise.
 */
export function addActs(
  state: RegistryState,
  texts: readonly string[],
  publicKeys: readonly string[],
): RegistryState {
  const acts = [...state.acts]
  let next = state
  for (const text of texts) {
    const number = acts.length + 1
    const act = parseAct(text, `act ${number}`)
    if (act.number !== number || act.previous !== next.lastHash)
      throw new DamagedStore(
        `act ${number}: expected one that follows act ${number - 1}; got one of another order.`,
      )
    const isSigned = isSignedBy(text, publicKeys)
    assertSignature(number, isSigned, next.isSigned)
    acts.push(act)
    next = { ...applyAct(next, act), lastHash: sha256Hex(text), isSigned: isSigned === true }
  }
  return { ...next, acts }
}

function assertSignature(number: number, isSigned: boolean | null, mustBeSigned: boolean): void {
  if (isSigned === false)
    throw new DamagedStore(
      `act ${number}: expected one signed by this registry's key or a former one (REGISTRY_FORMER_KEYS); got one that was changed, or of another key.`,
    )
  if (isSigned === null && mustBeSigned)
    throw new DamagedStore(`act ${number}: expected a signature, as the act before has; got none.`)
}

/** Undefined where there is no such subgraph; any text may be asked for. */
export function versionOf(release: StoredRelease | null, subgraph: string): SubgraphVersion | undefined {
  return release !== null && Object.hasOwn(release.subgraphs, subgraph)
    ? release.subgraphs[subgraph]
    : undefined
}

export function consentKey(subgraph: string, sdl: string): string {
  return `${subgraph} ${sdl}`
}

function applyAct(state: RegistryState, act: Act): RegistryState {
  switch (act.kind) {
    case 'seeded':
      return applyRelease(state, act.release)
    case 'published':
      return { ...applyRelease(state, act.release), waiting: without(state.waiting, act.subgraph) }
    case 'deleted':
      return {
        ...applyRelease(state, act.release),
        waiting: without(state.waiting, act.subgraph),
        keys: new Map([...state.keys].filter(([, { bureau }]) => bureau !== act.subgraph)),
      }
    case 'rolled-back':
      return applyRelease(state, act.release)
    case 'waiting':
      return { ...state, waiting: new Map(state.waiting).set(act.publication.subgraph, act) }
    case 'refused':
      return state
    case 'consented':
      return addConsent(state, consentKey(act.subgraph, act.sdl), act.by.bureau)
    case 'key-added':
      return { ...state, keys: new Map(state.keys).set(act.id, act) }
    case 'key-revoked':
      return { ...state, keys: without(state.keys, act.id) }
  }
}

function applyRelease(state: RegistryState, release: StoredRelease): RegistryState {
  const before = Object.keys(state.release?.subgraphs ?? {})
  const gone = before.filter((name) => !Object.hasOwn(release.subgraphs, name))
  const known = [...state.deleted].filter(([name]) => !Object.hasOwn(release.subgraphs, name))
  return {
    ...state,
    release,
    releases: new Map(state.releases).set(release.number, release),
    deleted: new Map([...known, ...gone.map((name) => [name, release.number] as const)]),
  }
}

function addConsent(state: RegistryState, key: string, bureau: string | null): RegistryState {
  if (bureau === null) return state
  const consents = new Set(state.consents.get(key)).add(bureau)
  return { ...state, consents: new Map(state.consents).set(key, consents) }
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  return new Map([...map].filter(([known]) => known !== key))
}
