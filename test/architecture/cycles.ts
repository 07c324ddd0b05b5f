import type { ImportLaw } from './importLaw.ts'
import type { Import } from './readImports.ts'

type Graph = ReadonlyMap<string, readonly string[]>

/** Cycles that the law does not know, and exceptions that are none any more, each as a sentence. */
export function checkCycles({ closesCycle }: ImportLaw, imports: readonly Import[]): readonly string[] {
  const isKnown = ({ from, to }: Import) => closesCycle.some((one) => one.from === from && one.to === to)
  const cycles = findCycles(createGraph(imports.filter((one) => !isKnown(one))))
  const graph = createGraph(imports)
  const idle = closesCycle.filter(({ from, to }) => !closes(graph, from, to))
  return [
    ...cycles.map((cycle) => `files import each other: ${cycle}`),
    ...idle.map(({ from, to }) => `${from} -> ${to} closes no cycle any more: delete it from closesCycle`),
  ]
}

/** By values and by types: types tie files together too. */
function createGraph(imports: readonly Import[]): Graph {
  const graph = new Map<string, string[]>()
  for (const { from, to } of imports) graph.set(from, [...(graph.get(from) ?? []), to])
  return graph
}

function closes(graph: Graph, from: string, to: string): boolean {
  return graph.get(from)?.includes(to) === true && findPath(graph, to, from) !== null
}

/** The shortest cycle through each file that is in one, each once. */
function findCycles(graph: Graph): readonly string[] {
  const cycles = [...graph.keys()].map((file) => findPath(graph, file, file))
  return [...new Set(cycles.filter((cycle) => cycle !== null).map(name))]
}

/** Breadth first, so that the first path is the shortest; without its goal. */
function findPath(graph: Graph, start: string, goal: string): readonly string[] | null {
  const before = new Map<string, string>()
  const queue = [start]
  for (const file of queue) {
    for (const to of graph.get(file) ?? []) {
      if (to === goal) return trace(start, file, before)
      if (before.has(to)) continue
      before.set(to, file)
      queue.push(to)
    }
  }
  return null
}

function trace(start: string, last: string, before: ReadonlyMap<string, string>): readonly string[] {
  const path = [last]
  for (let file = last; file !== start; path.unshift(file)) file = before.get(file) ?? start
  return path
}

/** One name for a cycle wherever it is entered: it begins with its first file by the alphabet. */
function name(cycle: readonly string[]): string {
  const first = cycle.indexOf(cycle.toSorted()[0] ?? '')
  const path = [...cycle.slice(first), ...cycle.slice(0, first)]
  return [...path, path[0]].join(' -> ')
}
