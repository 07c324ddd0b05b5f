import { LRUCache } from 'lru-cache'
import type { EntryGroup, KeyedEntry } from './entry.ts'

/** An entry as it lies in memory. */
export interface ResidentEntry extends KeyedEntry {
  /** False once it has been dropped, replaced or evicted: responses assembled from it must not be served again. */
  isLive: boolean
}

/** The entries to drop: groups and single entries of one subgraph by their names. */
export interface Selector {
  readonly subgraph: string
  readonly groups: readonly string[]
  readonly entries: readonly string[]
}

interface Members {
  readonly group: EntryGroup
  readonly residents: Set<ResidentEntry>
}

/** The first level: entries of this process, bounded by their bytes. */
export class MemoryLevel {
  readonly #entries: LRUCache<string, ResidentEntry>
  readonly #groups = new Map<string, Members>()
  readonly #byName = new Map<string, Set<ResidentEntry>>()
  readonly #onGone: (resident: ResidentEntry) => void

  /** `onGone` gets each entry that is dropped, replaced or evicted. */
  constructor(maxBytes: number, onGone: (resident: ResidentEntry) => void = () => {}) {
    this.#onGone = onGone
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes / 8),
      dispose: (resident) => this.#forget(resident),
    })
  }

  get bytes(): number {
    return this.#entries.calculatedSize
  }

  get(key: string): ResidentEntry | undefined {
    return this.#entries.get(key)
  }

  /** Undefined when the entry is too large to be kept. */
  set(keyed: KeyedEntry, bytes: number): ResidentEntry | undefined {
    const resident: ResidentEntry = { ...keyed, isLive: true }
    this.#entries.set(keyed.key, resident, { size: entrySizeOf(keyed, bytes) })
    if (this.#entries.peek(keyed.key) !== resident) return undefined
    this.#remember(resident)
    return resident
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  /** Drops the entries that the selector names and returns how many they were. */
  drop({ subgraph, groups, entries }: Selector): number {
    const found = new Set<ResidentEntry>()
    for (const { group, residents } of this.#groups.values()) {
      if (group.subgraph === subgraph && groups.some((name) => group.names.includes(name)))
        for (const one of residents) found.add(one)
    }
    for (const name of entries)
      for (const one of this.#byName.get(scoped(subgraph, name)) ?? []) found.add(one)
    for (const { key } of found) this.#entries.delete(key)
    return found.size
  }

  clear(): void {
    this.#entries.clear()
  }

  #remember(resident: ResidentEntry): void {
    const { group } = resident
    const members = this.#groups.get(group.id) ?? { group, residents: new Set() }
    this.#groups.set(group.id, members)
    members.residents.add(resident)
    for (const name of resident.names) {
      const scope = scoped(group.subgraph, name)
      const named = this.#byName.get(scope) ?? new Set()
      this.#byName.set(scope, named)
      named.add(resident)
    }
  }

  #forget(resident: ResidentEntry): void {
    resident.isLive = false
    this.#onGone(resident)
    const { group } = resident
    const members = this.#groups.get(group.id)
    members?.residents.delete(resident)
    if (members?.residents.size === 0) this.#groups.delete(group.id)
    for (const name of resident.names) {
      const scope = scoped(group.subgraph, name)
      const named = this.#byName.get(scope)
      named?.delete(resident)
      if (named?.size === 0) this.#byName.delete(scope)
    }
  }
}

/** Parsed values take about three times the bytes of their text, and an entry some hundreds besides. */
function entrySizeOf({ key, names }: KeyedEntry, bytes: number): number {
  return 400 + 3 * bytes + 2 * key.length + 150 * names.length
}

/** Names of subgraphs have no line breaks. */
function scoped(subgraph: string, name: string): string {
  return `${subgraph}\n${name}`
}
