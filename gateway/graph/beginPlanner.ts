import { readFileSync } from 'node:fs'
import { startPlannerWorker, type PlannerWorker } from '../../engine/index.ts'
import type { StartPlanner } from './currentGraph.ts'

/**
 * Begins the planner of a supergraph file at once, beside what else has to be begun, and gives it to whoever starts a planner
 * for that text. A file that cannot be read is left to the one who reads it again.
 */
export function beginPlanner(file: string): StartPlanner {
  let begun = begin(file)
  return (sdl) => {
    const first = begun
    begun = undefined
    if (first?.sdl === sdl) return first.planner
    void first?.planner.close()
    return startPlannerWorker(sdl)
  }
}

function begin(file: string): { readonly sdl: string; readonly planner: PlannerWorker } | undefined {
  try {
    const sdl = readFileSync(file, 'utf8')
    return { sdl, planner: startPlannerWorker(sdl) }
  } catch {
    return undefined
  }
}
