import { closeOver } from './dependencies.ts'
import type { Fetch } from './fetches.ts'

/** Fetches that travel to their subgraph as one request. */
export interface Group {
  readonly fetches: readonly Fetch[]
  /** Every fetch that must be over before. */
  readonly waitsFor: ReadonlySet<number>
}

/**
 * Joins fetches to one subgraph where that makes nobody wait longer for the whole answer: those that become ready at the
 * same moment; and a fetch on which nothing else hangs, with a later or other last fetch to the same subgraph, whose
 * answer has to be waited for anyway. The grouping is fixed by the plan, so a request makes the same calls every time.
 */
export function groupFetches(
  fetches: readonly Fetch[],
  direct: readonly ReadonlySet<number>[],
): readonly Group[] {
  const closed = closeOver(direct)
  const needed = new Set(direct.flatMap((dependencies) => [...dependencies]))
  const isLeaf = ({ fetches: members }: Group) => members.every(({ id }) => !needed.has(id))
  const ready = fetches.map((fetch) => ({
    fetches: [fetch],
    waitsFor: closed[fetch.id] ?? new Set<number>(),
  }))
  const together = joinPairs(ready, (one, other) => isSame(one.waitsFor, other.waitsFor))
  const postponed = joinPairs(
    together,
    (one, other) =>
      (isLeaf(one) && hasUnguarded(other) && isSubset(one.waitsFor, other.waitsFor)) ||
      (isLeaf(other) && hasUnguarded(one) && isSubset(other.waitsFor, one.waitsFor)),
  )
  return joinPairs(
    postponed,
    (one, other) => isLeaf(one) && isLeaf(other) && hasUnguarded(one) && hasUnguarded(other),
  )
}

function joinPairs(
  groups: readonly Group[],
  mayJoin: (one: Group, other: Group) => boolean,
): readonly Group[] {
  const joined: Group[] = []
  for (const group of groups) {
    const index = joined.findIndex((other) => isSameSubgraph(group, other) && mayJoin(group, other))
    const other = joined[index]
    if (other === undefined) joined.push(group)
    else joined[index] = join(other, group)
  }
  return joined.length === groups.length ? joined : joinPairs(joined, mayJoin)
}

function join(one: Group, other: Group): Group {
  const fetches = [...one.fetches, ...other.fetches].toSorted((left, right) => left.id - right.id)
  return { fetches, waitsFor: new Set([...one.waitsFor, ...other.waitsFor]) }
}

function isSameSubgraph(one: Group, other: Group): boolean {
  const [left] = one.fetches
  const [right] = other.fetches
  return left !== undefined && left.subgraph === right?.subgraph && !left.isMutation && !right.isMutation
}

/** A fetch under a condition may never be sent; nothing should wait for it. */
function hasUnguarded({ fetches }: Group): boolean {
  return fetches.some(({ guards }) => guards.length === 0)
}

function isSame(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && isSubset(one, other)
}

function isSubset(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return [...one].every((id) => other.has(id))
}
