import { endOf, type KeyedEntry } from '../entities/entry.ts'
import { encodeEntry } from './codec.ts'
import { entriesIndex, entryKey, groupIndex, groupsIndex } from './names.ts'

/** The steps with which the script `WRITE` stores these entries. */
export async function writeSteps(
  subgraph: string,
  keyedEntries: readonly KeyedEntry[],
  now: number,
): Promise<readonly (string | Buffer)[]> {
  const steps: (string | Buffer)[] = []
  const longest = new Map<KeyedEntry['group'], number>()
  const sets: (string | Buffer)[] = []
  for (const { key, group, names, entry } of keyedEntries) {
    const ttl = Math.ceil(endOf(entry) - now)
    const stored = entryKey(subgraph, key)
    const bytes = ttl > 0 ? await encodeEntry(stored, entry) : undefined
    if (bytes === undefined) continue
    longest.set(group, Math.max(ttl, longest.get(group) ?? 0))
    for (const index of [
      groupIndex(subgraph, group.id),
      ...names.map((name) => entriesIndex(subgraph, name)),
    ]) {
      steps.push('I', index, stored, String(ttl))
    }
    sets.push('S', stored, bytes, String(ttl))
  }
  for (const [group, ttl] of longest) {
    for (const name of group.names)
      steps.push('I', groupsIndex(subgraph, name), groupIndex(subgraph, group.id), String(ttl))
  }
  return [...steps, ...sets]
}
