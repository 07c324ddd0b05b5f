import { createPlanner, type Planner, type PlannerWorker } from '../../engine/index.ts'

/** Planners of the graphs that were asked for last: most tests are over our own, whose planner takes a second to build. */
const planners = new Map<string, Promise<Planner>>()
const MOST = 2

/** A planner in this thread, for tests that are not about threads: Node 20 starts none from TypeScript. */
export function planHere(sdl: string): PlannerWorker {
  const planner = planners.get(sdl) ?? createPlanner(sdl)
  planners.delete(sdl)
  planners.set(sdl, planner)
  const [oldest] = planners.keys()
  if (planners.size > MOST && oldest !== undefined) planners.delete(oldest)
  const accepted = planner.then(() => {})
  accepted.catch(() => {})
  return {
    accepted,
    plan: async (operation, labels) => (await planner).plan(operation, labels),
    close: async () => {},
  }
}
