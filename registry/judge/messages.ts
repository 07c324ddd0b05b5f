import type { Bureau } from '../../schema/bureaus/bureau.ts'
import type { ComposedGraph } from '../../schema/compose/composition.ts'
import type { CheckReport } from '../check/checkSubgraph.ts'
import type { CheckWork, ProposedFile } from './judge.ts'
import type { JudgePlace } from './surroundings.ts'

/** What the thread is asked, one after the other: first where it looks. */
export type JudgeRequest =
  | { readonly kind: 'begin'; readonly place: JudgePlace }
  | { readonly kind: 'check'; readonly work: CheckWork }
  | { readonly kind: 'compose'; readonly files: readonly ProposedFile[] }
  | { readonly kind: 'composeSupergraph'; readonly files: readonly ProposedFile[] }
  | { readonly kind: 'entry'; readonly subgraph: string; readonly text: string }

/** Each answers one request. */
export type JudgeReply =
  | { readonly kind: 'begun' }
  | { readonly kind: 'checked'; readonly report: CheckReport | null }
  | { readonly kind: 'composed'; readonly graph: ComposedGraph }
  | { readonly kind: 'supergraph'; readonly supergraphSdl: string }
  | { readonly kind: 'entry'; readonly bureau: Bureau }
  /** Whoever sent it may read why. */
  | { readonly kind: 'refused'; readonly by: 'input' | 'graph'; readonly message: string }
  /** A fault of ours. */
  | { readonly kind: 'failed'; readonly message: string }
