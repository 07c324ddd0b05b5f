import type { Registry } from '../acts/registry.ts'
import type { RegistryState } from '../acts/state.ts'
import type { GraphVersion } from '../changelog/graphVersion.ts'
import { listEntries, type ChangelogEntry } from '../changelog/writeChangelog.ts'

/** Of how many releases it tells: the first time each is compared with the one before, which takes a second or so. */
const MOST_RELEASES = 20

const known = new WeakMap<Registry, Map<number, Promise<readonly ChangelogEntry[]>>>()

/** What each of the last releases changed for clients, the latest first. A release never changes, so each is compared once. */
export async function listReleaseChanges(registry: Registry): Promise<readonly ChangelogEntry[]> {
  const state = await registry.read()
  const compared = known.get(registry) ?? new Map<number, Promise<readonly ChangelogEntry[]>>()
  known.set(registry, compared)
  const numbers = [...state.releases.keys()].sort((one, other) => other - one).slice(0, MOST_RELEASES + 1)
  const entries: ChangelogEntry[] = []
  for (const [at, number] of numbers.entries()) {
    const before = numbers[at + 1]
    if (before === undefined) break
    const comparing = compared.get(number) ?? compare(registry, state, number, before)
    compared.set(number, comparing)
    // What failed, such as a store that is away, is tried again.
    comparing.catch(() => compared.delete(number))
    entries.push(...(await comparing))
  }
  for (const number of compared.keys()) if (!numbers.includes(number)) compared.delete(number)
  return entries
}

async function compare(registry: Registry, state: RegistryState, number: number, before: number) {
  const versions = await Promise.all([number, before].map((one) => readVersion(registry, state, one)))
  return listEntries(versions)
}

/** Whose release it was and when; why, in the words of who published it, is told in the history alone. */
async function readVersion(
  registry: Registry,
  { acts, releases }: RegistryState,
  number: number,
): Promise<GraphVersion> {
  const release = releases.get(number)
  if (release === undefined) throw new Error(`Expected release ${number}; there is none.`)
  const act = acts.find((one) => 'release' in one && one.release.number === number)
  const subgraph =
    act !== undefined && 'subgraph' in act && typeof act.subgraph === 'string' ? ` ${act.subgraph}` : ''
  return {
    name: `release ${number}`,
    day: act?.at.slice(0, 10) ?? '',
    reason: `${act?.kind ?? 'published'}${subgraph}`,
    apiSdl: await registry.readText(release.api),
  }
}
