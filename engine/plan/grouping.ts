import type { Fetch } from './fetches.ts'

/** Fetches that travel to their subgraph as one request. */
export interface FetchGroup {
  readonly fetches: readonly Fetch[]
}

/**
 * Joins fetches to one subgraph where nobody waits longer for it. A joint call starts when the later of the two could
 * have. That delays the other's response, which does no harm if the calls that need it have to wait for the later one's
 * anyway: no call needs it, only the client, or those that do need both. The grouping is fixed by the plan, so that a
 * request makes the same calls every time. Fetches of different `classes` stay apart.
 */
export function groupFetches(
  fetches: readonly Fetch[],
  dependencies: readonly ReadonlySet<number>[],
  classes: readonly string[] = [],
): readonly FetchGroup[] {
  let groups: readonly FetchGroup[] = fetches.map((fetch) => ({ fetches: [fetch] }))
  for (;;) {
    const joined = joinFirstPair(groups, dependencies, classes)
    if (joined === undefined) return groups
    groups = joined
  }
}

function joinFirstPair(
  groups: readonly FetchGroup[],
  dependencies: readonly ReadonlySet<number>[],
  classes: readonly string[],
): readonly FetchGroup[] | undefined {
  const order = findOrder(groups, dependencies)
  for (const [index, one] of groups.entries()) {
    for (const [other, group] of groups.entries()) {
      if (other <= index || !isSameSubgraph(one, group) || !isSameClass(one, group, classes)) continue
      if (!mayJoin(index, other, order, groups)) continue
      return groups.flatMap((unchanged, at) =>
        at === other ? [] : [at === index ? joinGroups(one, group) : unchanged],
      )
    }
  }
  return undefined
}

/** By group: which groups it waits for, through others too, and which need its own answer. */
interface Order {
  readonly before: readonly ReadonlySet<number>[]
  readonly consumers: readonly ReadonlySet<number>[]
}

function findOrder(groups: readonly FetchGroup[], dependencies: readonly ReadonlySet<number>[]): Order {
  const groupOf = new Map(
    groups.flatMap(({ fetches }, group) => fetches.map(({ id }) => [id, group] as const)),
  )
  const direct = groups.map(({ fetches }) => {
    const needed = fetches.flatMap(({ id }) => [...(dependencies[id] ?? [])])
    return new Set(needed.flatMap((id) => groupOf.get(id) ?? []))
  })
  const consumers = groups.map(
    (_, group) => new Set([...direct.keys()].filter((at) => direct[at]?.has(group))),
  )
  return { before: closeOverAll(direct), consumers }
}

function closeOverAll(direct: readonly ReadonlySet<number>[]): readonly ReadonlySet<number>[] {
  const closed = new Map<number, ReadonlySet<number>>()
  const close = (group: number): ReadonlySet<number> => {
    const known = closed.get(group)
    if (known !== undefined) return known
    const near = [...(direct[group] ?? [])]
    const all = new Set([...near, ...near.flatMap((dependency) => [...close(dependency)])])
    closed.set(group, all)
    return all
  }
  return direct.map((_, group) => close(group))
}

function mayJoin(one: number, other: number, order: Order, groups: readonly FetchGroup[]): boolean {
  const { before } = order
  if (before[one]?.has(other) || before[other]?.has(one)) return false
  return mayWait(one, other, order, groups) && mayWait(other, one, order, groups)
}

/** Whether `one` may start no earlier than `other` can. */
function mayWait(
  one: number,
  other: number,
  { before, consumers }: Order,
  groups: readonly FetchGroup[],
): boolean {
  if (isSubset(before[other], before[one])) return true
  // A fetch under a condition may never be sent; nothing should wait for it.
  if (groups[other]?.fetches.every(({ guards }) => guards.length > 0)) return false
  return [...(consumers[one] ?? [])].every((consumer) => before[consumer]?.has(other))
}

function isSubset(one: ReadonlySet<number> | undefined, other: ReadonlySet<number> | undefined): boolean {
  return [...(one ?? [])].every((item) => other?.has(item))
}

function isSameClass(one: FetchGroup, other: FetchGroup, classes: readonly string[]): boolean {
  return classes[one.fetches[0]?.id ?? 0] === classes[other.fetches[0]?.id ?? 0]
}

function isSameSubgraph(one: FetchGroup, other: FetchGroup): boolean {
  const [left] = one.fetches
  const [right] = other.fetches
  return left !== undefined && left.subgraph === right?.subgraph && isQuery(left) && isQuery(right)
}

function isQuery({ definition }: Fetch): boolean {
  return definition.operation === 'query'
}

function joinGroups(one: FetchGroup, other: FetchGroup): FetchGroup {
  return { fetches: [...one.fetches, ...other.fetches].toSorted((left, right) => left.id - right.id) }
}
