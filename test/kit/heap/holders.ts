/** As V8 writes it: nodes and edges are numbers in rows, of which `meta` names the columns. */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly node_types: readonly [readonly string[]]
      readonly edge_fields: readonly string[]
      readonly edge_types: readonly [readonly string[]]
    }
  }
  readonly nodes: readonly number[]
  readonly edges: readonly number[]
  readonly strings: readonly string[]
}

/** By what ways, from the roots of a heap, one comes to the strings with a text in them: where to look for who holds it. */
export function explainHolders(snapshot: string, wanted: string): string {
  // What V8 writes is not ours to check: it serves only to say more of a test that has failed.
  const heap = JSON.parse(snapshot) as HeapSnapshot
  const { strings, nodes, snapshot: head } = heap
  const width = head.meta.node_fields.length
  const nameAt = head.meta.node_fields.indexOf('name')
  const ways = findWays(heap)
  const found = [...ways.keys()].filter((node) =>
    strings[nodes[node * width + nameAt] ?? 0]?.includes(wanted),
  )
  const nameOf = (node: number) => strings[nodes[node * width + nameAt] ?? 0]?.slice(0, 40) ?? ''
  return found.map((node) => writeWay(node, ways, nameOf)).join('\n\n')
}

interface Way {
  readonly from: number
  readonly edge: string
}

function findWays({ snapshot: { meta }, nodes, edges, strings }: HeapSnapshot): ReadonlyMap<number, Way> {
  const [width, edgeWidth] = [meta.node_fields.length, meta.edge_fields.length]
  const edgesFrom = firstEdges(nodes, width, meta.node_fields.indexOf('edge_count'))
  const ways = new Map<number, Way>([[0, { from: 0, edge: '' }]])
  for (const node of ways.keys()) {
    for (let at = edgesFrom[node] ?? 0; at < (edgesFrom[node + 1] ?? 0); at++) {
      const [type = 0, name = 0, target = 0] = edges.slice(at * edgeWidth, at * edgeWidth + 3)
      const kind = meta.edge_types[0][type]
      if (kind === 'weak' || ways.has(target / width)) continue
      const edge = kind === 'element' || kind === 'hidden' ? `[${name}]` : (strings[name]?.slice(0, 40) ?? '')
      ways.set(target / width, { from: node, edge })
    }
  }
  return ways
}

/** Edges lie in the order of the nodes from which they go. */
function firstEdges(nodes: readonly number[], width: number, countAt: number): readonly number[] {
  const first = [0]
  for (let at = countAt; at < nodes.length; at += width) first.push((first.at(-1) ?? 0) + (nodes[at] ?? 0))
  return first
}

function writeWay(node: number, ways: ReadonlyMap<number, Way>, nameOf: (node: number) => string): string {
  const lines = [nameOf(node)]
  for (let way = ways.get(node); way !== undefined && node !== 0; way = ways.get(node)) {
    node = way.from
    lines.push(`  .${way.edge} of ${nameOf(node)}`)
  }
  return lines.join('\n')
}
