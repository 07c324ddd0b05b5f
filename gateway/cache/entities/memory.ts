import { LRUCache } from 'lru-cache'
import type { EntryGroup, KeyedEntry } from './entry.ts'

/** An entry as it lies in memory. */
export interface ResidentEntry extends KeyedEntry {
  /** False once it has been dropped, replaced or pushed out: what was made of it must not be used again. */
  isLive: boolean
}

/** What to drop: groups and single entries of one subgraph by their names. */
export interface Selector {
  readonly subgraph: string
  readonly groups: readonly string[]
  readonly entries: readonly string[]
}

interface Members {
  readonly group: EntryGroup
  readonly held: Set<ResidentEntry>
}

/** The first level: entries of this process, bounded by their bytes. */
export class MemoryLevel {
  readonly #entries: LRUCache<string, ResidentEntry>
  readonly #groups = new Map<string, Members>()
  readonly #byName = new Map<string, Set<ResidentEntry>>()
  readonly #onGone: (held: ResidentEntry) => void

  /** `onGone` gets each entry that is dropped, replaced or pushed out. */
  constructor(maxBytes: number, onGone: (held: ResidentEntry) => void = () => {}) {
    this.#onGone = onGone
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes / 8),
      dispose: (held) => this.#forget(held),
    })
  }

  get bytes(): number {
    return this.#entries.calculatedSize
  }

  get(key: string): ResidentEntry | undefined {
    return this.#entries.get(key)
  }

  /** Undefined when the entry is too large to be held. */
  set(placed: KeyedEntry, bytes: number): ResidentEntry | undefined {
    const held: ResidentEntry = { ...placed, isLive: true }
    this.#entries.set(placed.key, held, { size: entrySizeOf(placed, bytes) })
    if (this.#entries.peek(placed.key) !== held) return undefined
    this.#remember(held)
    return held
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  /** Drops what the selector names and says how many entries that were. */
  drop({ subgraph, groups, entries }: Selector): number {
    const found = new Set<ResidentEntry>()
    for (const { group, held } of this.#groups.values()) {
      if (group.subgraph === subgraph && groups.some((name) => group.names.includes(name)))
        for (const one of held) found.add(one)
    }
    for (const name of entries)
      for (const one of this.#byName.get(scoped(subgraph, name)) ?? []) found.add(one)
    for (const { key } of found) this.#entries.delete(key)
    return found.size
  }

  clear(): void {
    this.#entries.clear()
  }

  #remember(held: ResidentEntry): void {
    const { group } = held
    const members = this.#groups.get(group.id) ?? { group, held: new Set() }
    this.#groups.set(group.id, members)
    members.held.add(held)
    for (const name of held.names) {
      const scope = scoped(group.subgraph, name)
      const named = this.#byName.get(scope) ?? new Set()
      this.#byName.set(scope, named)
      named.add(held)
    }
  }

  #forget(held: ResidentEntry): void {
    held.isLive = false
    this.#onGone(held)
    const { group } = held
    const members = this.#groups.get(group.id)
    members?.held.delete(held)
    if (members?.held.size === 0) this.#groups.delete(group.id)
    for (const name of held.names) {
      const scope = scoped(group.subgraph, name)
      const named = this.#byName.get(scope)
      named?.delete(held)
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
