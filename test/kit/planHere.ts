import { createPlanner, type PlannerWorker } from '../../engine/index.ts'

/** A planner in this thread, for tests that are not about threads: Node 20 starts none from TypeScript. */
export function planHere(sdl: string): PlannerWorker {
  const planner = createPlanner(sdl)
  const accepted = planner.then(() => {})
  accepted.catch(() => {})
  return { accepted, plan: async (operation) => (await planner).plan(operation), close: async () => {} }
}
