import type { Supergraph } from '../supergraph/supergraph.ts'
import type { Fetch } from '../plan/fetches.ts'
import { writeJson } from './json.ts'
import type { ResponsePosition } from '../plan/responsePositions.ts'
import { createNodeReading } from './reading.ts'
import type { ResultNode } from './resultNode.ts'

/** A variable that `@fromContext` fills, and how to find its value above an entity. */
export interface ContextVariable {
  readonly name: string
  /** The value as JSON text. */
  readonly write: (node: ResultNode) => string
}

type Find = (node: ResultNode) => unknown

/** The planner names one path for each type that may set the context; the first that leads to a value counts. */
export function compileContext(
  fetch: Fetch,
  position: ResponsePosition,
  supergraph: Supergraph,
): readonly ContextVariable[] {
  const finds = new Map<string, Find[]>()
  for (const { path, renameKeyTo } of fetch.node.contextRewrites ?? []) {
    finds.set(renameKeyTo, [...(finds.get(renameKeyTo) ?? []), compileFind(position, path, supergraph)])
  }
  return [...finds].map(([name, ways]) => ({ name, write: (node) => writeFirst(node, ways) }))
}

function writeFirst(node: ResultNode, ways: readonly Find[]): string {
  for (const find of ways) {
    const value = find(node)
    if (value !== undefined) return writeJson(value) ?? 'null'
  }
  return 'null'
}

function compileFind(position: ResponsePosition, path: readonly string[], supergraph: Supergraph): Find {
  const ups = path.filter((element) => element === '..').length
  const down = path.slice(ups)
  let above: ResponsePosition | undefined = position
  for (let level = 0; level < ups; level++) above = above?.parent
  if (above === undefined) return () => undefined
  const readDown = compileDown(above, down, supergraph)
  return (node) => {
    let at: ResultNode | undefined = node
    for (let level = 0; level < ups; level++) at = at?.parent
    return at === undefined ? undefined : readDown(at)
  }
}

function compileDown(position: ResponsePosition, path: readonly string[], supergraph: Supergraph): Find {
  const reading = createNodeReading(position, supergraph)
  const types = path
    .filter((element) => element.startsWith('... on '))
    .map((element) => element.slice('... on '.length))
  const [key = '', ...rest] = path.filter((element) => !element.startsWith('... on '))
  const read = reading.read(key)
  return (node) => {
    const typename = reading.typename(node)
    const isMeant = types.every(
      (type) => type === typename || supergraph.possibleTypes.get(type)?.has(typename ?? ''),
    )
    return typename !== undefined && !isMeant ? undefined : digInto(read(node), rest)
  }
}

function digInto(value: unknown, keys: readonly string[]): unknown {
  const [key, ...rest] = keys
  if (key === undefined || value === undefined || value === null) return value
  if (Array.isArray(value)) return value.map((item) => digInto(item, keys))
  if (typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
  return digInto(Object.entries(value).find(([name]) => name === key)?.[1], rest)
}
