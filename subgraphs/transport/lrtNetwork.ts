import type { LrtLineRecord } from './source/lrt.ts'

/** For each station, every station that a train reaches with the number of stops to it, the nearest first. */
export type StopsBetween = ReadonlyMap<string, ReadonlyMap<string, number>>

/** Worked out once for a network: breadth first from each station over the lines, changing where they meet. */
export function measureNetwork(lines: readonly LrtLineRecord[]): StopsBetween {
  const neighbours = joinNeighbours(lines)
  return new Map([...neighbours.keys()].map((station) => [station, measureFrom(station, neighbours)]))
}

function joinNeighbours(lines: readonly LrtLineRecord[]): ReadonlyMap<string, ReadonlySet<string>> {
  const neighbours = new Map<string, Set<string>>()
  const join = (from: string, to: string) => {
    neighbours.set(from, (neighbours.get(from) ?? new Set()).add(to))
  }
  for (const { stations } of lines) {
    stations.forEach((station, index) => {
      const next = stations[index + 1]
      if (next === undefined) return
      join(station, next)
      join(next, station)
    })
  }
  return neighbours
}

function measureFrom(
  start: string,
  neighbours: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, number> {
  const stops = new Map([[start, 0]])
  // A Map is walked in the order of insertion, entries added on the way included: it is its own queue.
  for (const [station, distance] of stops) {
    for (const next of neighbours.get(station) ?? []) {
      if (!stops.has(next)) stops.set(next, distance + 1)
    }
  }
  return stops
}
