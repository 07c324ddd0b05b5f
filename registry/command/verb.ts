import type { Environment } from '../../kit/config.ts'
import type { DevelopmentTools } from '../dev/developSubgraph.ts'
import type { PrintStyle } from './printReport.ts'

/** What a command is given besides its words. */
export interface CommandContext extends PrintStyle {
  readonly now: Date
  /** The folder that paths are read from, a URL ending in "/". */
  readonly folder: URL
  /** For GRAPH_REGISTRY and GRAPH_KEY. */
  readonly environment: Environment
  /** For what goes on: prints at once what it has to say, until it is stopped. */
  readonly print: (text: string) => void
  readonly untilStopped: () => Promise<unknown>
  /** What `dev` works with; where it is left out, threads and a gateway of compiled code. */
  readonly development?: DevelopmentTools
}

/** 0: passed; 1: the check failed, or somebody else was first; 2: nothing could be judged; 3: it waits for the operator. */
export interface CommandResult {
  readonly exitCode: 0 | 1 | 2 | 3
  readonly text: string
}

/** One verb of the command `graph`. */
export interface Verb {
  readonly summary: string
  readonly help: string
  run(args: readonly string[], context: CommandContext): Promise<CommandResult>
}

export const EXIT_CODES = `Exit codes
  0  passed
  1  failed: the reasons are told
  2  nothing could be judged: wrong words, or a file that is not what it should be
`

/** A list for `--json`, a line each level, so that a diff of two is readable. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
