/** How an answer can be shown. */
export const VIEWS = ['json', 'table', 'chart', 'map'] as const
export type ViewName = (typeof VIEWS)[number]

/** A view's name may come from a link; null for anything else. */
export function parseView(name: unknown): ViewName | null {
  return VIEWS.find((view) => view === name) ?? null
}
