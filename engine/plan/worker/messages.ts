import type { PlanNode } from '@apollo/query-planner'

/** What the thread begins with. */
export interface PlannerThreadData {
  readonly sdl: string
}

/** The text of an operation. One is asked after the other. */
export type PlanRequest = string

/** The first is `built` or `refused`; each of the others answers a request. */
export type PlanReply =
  | { readonly kind: 'built' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'planned'; readonly plan: PlanNode | undefined }
  | { readonly kind: 'failed'; readonly message: string }
