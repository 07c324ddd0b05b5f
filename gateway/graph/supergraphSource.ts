/** Where the versions of a supergraph come from. */
export interface SupergraphSource {
  /** As messages call it: a file, or an address. */
  readonly place: string
  /** The setting that names it. */
  readonly setting: string
  /** The versions to begin with: a later one is for when those before cannot be used. Rejects where there is none. */
  readFirst(refuse: RefuseVersion): Promise<readonly [SupergraphVersion, ...SupergraphVersion[]]>
  /** Tells of each version that comes after the one that is served. */
  watch(first: SupergraphVersion, listener: SupergraphListener): SupergraphWatch
}

export interface SupergraphVersion {
  readonly sdl: string
  /** The number that its registry gave it; null for a file. */
  readonly release: number | null
  /** Called when it is served for the first time. Never rejects. */
  readonly onServed: () => Promise<void>
}

export interface SupergraphWatch {
  stop(): Promise<void>
}

/** What becomes of each version. */
export interface SupergraphListener {
  /** Called for one version after the other; whether it is served from now on. Never rejects. */
  accept(version: SupergraphVersion): Promise<boolean>
  readonly refuse: RefuseVersion
}

/** Counts and logs what cannot be read, or is not to be believed. */
export type RefuseVersion = (step: 'read' | 'verify', reason: unknown) => void
