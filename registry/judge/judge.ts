import type { Bureau } from '../../schema/bureaus/bureau.ts'
import type { ComposedGraph } from '../../schema/compose/composition.ts'
import type { SchemaFile } from '../../schema/compose/document.ts'
import type { Allowance } from '../check/allowances.ts'
import { checkSubgraph, type CheckReport } from '../check/checkSubgraph.ts'
import { createProposalParser, parseProposed } from '../live/parseProposed.ts'
import { parseUsable } from '../live/readLive.ts'
import { composeFiles, parseEntry } from './composeFiles.ts'
import { readSurroundings, type JudgePlace } from './surroundings.ts'

/**
 * All that takes long with what strangers wrote. Texts go in and come out, so that it can be done in another thread. What cannot be
 * judged is refused with UnusableInput, what is no graph with Unusable.
 */
export interface Judge {
  /** Null where nothing is live that could be broken. */
  check(work: CheckWork): Promise<CheckReport | null>
  /** Composes subgraphs, with their addresses. Rejects with every reason why they are no graph. */
  compose(files: readonly ProposedFile[]): Promise<ComposedGraph>
  /** The same for whoever only serves it: the supergraph, without what clients see of it. */
  composeSupergraph(files: readonly ProposedFile[]): Promise<string>
  readEntry(subgraph: string, text: string): Promise<Bureau>
  close(): Promise<void>
}

/** A subgraph as texts. */
export interface ProposedFile {
  readonly name: string
  /** What messages call it by. */
  readonly file: string
  readonly url?: string
  readonly sdl: string
  /** Its bureau's entry, as YAML; undefined where it has none. */
  readonly entry: string | undefined
}

export interface CheckWork {
  readonly proposed: ProposedFile
  /** What is live; null where nothing is. */
  readonly live: LiveTexts | null
  /** A day in Macao, YYYY-MM-DD. */
  readonly today: string
  readonly consents: ReadonlySet<string>
  readonly allowances: readonly Allowance[]
}

export interface LiveTexts {
  readonly files: readonly ProposedFile[]
  readonly supergraphSdl: string
  readonly apiSdl: string
}

/** Judges in this thread. */
export function createJudge(place: JudgePlace): Judge {
  const parse = createProposalParser()
  return {
    async check({ proposed, live, today, consents, allowances }) {
      const document = parseProposed(toSchemaFile(proposed))
      if (live === null) return null
      const { operations, use, ...surroundings } = readSurroundings(place)
      const subgraphs = live.files.map((file) => parseUsable(toSchemaFile(file)))
      return checkSubgraph({
        live: { ...live, ...surroundings, subgraphs },
        proposed: document,
        operations,
        use,
        today,
        consents,
        allowances,
      })
    },
    compose: async (files) => composeFiles(parse(files.map(toSchemaFile))),
    composeSupergraph: async (files) => composeFiles(parse(files.map(toSchemaFile))).supergraphSdl,
    readEntry: async (subgraph, text) => parseEntry(subgraph, text),
    close: async () => {},
  }
}

function toSchemaFile({ entry, ...file }: ProposedFile): SchemaFile {
  return { ...file, bureau: entry === undefined ? undefined : parseEntry(file.name, entry) }
}
