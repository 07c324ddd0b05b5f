import type { PlanNode } from '@apollo/query-planner'

/** What the thread begins with. */
export interface PlannerThreadData {
  readonly sdl: string
}

/** One is asked after the other. */
export interface PlanRequest {
  readonly text: string
  /** The ids of the overrides' labels that are on. */
  readonly labels: ReadonlySet<string>
}

/** The first is `built` or `refused`; each of the others answers a request. */
export type PlanReply =
  | { readonly kind: 'built' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'planned'; readonly plan: PlanNode | undefined }
  | { readonly kind: 'failed'; readonly message: string }
