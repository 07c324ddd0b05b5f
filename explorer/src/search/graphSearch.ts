import { askGraph } from '../graph/ask.ts'
import { isRecord } from '../graph/isRecord.ts'
import { language } from '../language/language.ts'

/** Something that the graph's own search has found. */
export interface Found {
  /** A value of SearchKind. */
  readonly kind: string
  readonly title: string
  /** For what it was found, where that is not its title. */
  readonly snippet: string
  /** Its id in the whole graph, such as "Museum:mam". */
  readonly globalId: string
  /** Where it stands, where that was asked for. */
  readonly point: { readonly id: string; readonly lat: number; readonly lng: number } | null
}

const SHOWN = 8

/** `extra` is what else is asked of what is found, as fragments on its types. Rejects as `askGraph`. */
export async function searchGraph(
  text: string,
  {
    kinds,
    extra = '',
    signal,
  }: { readonly kinds?: readonly string[]; readonly extra?: string; readonly signal: AbortSignal },
): Promise<readonly Found[]> {
  const query = `query Find($text: String!, $language: Language!, $kinds: [SearchKind!]) {
  search(text: $text, language: $language, kinds: $kinds, first: ${SHOWN}) {
    edges { kind title { text } snippet node { ... on Node { globalId } ${extra} } }
  }
}`
  const variables = { text: text.slice(0, 200), language: language.value.toUpperCase(), kinds: kinds ?? null }
  const { data } = await askGraph({ query, variables }, { signal })
  const search = isRecord(data) && isRecord(data.search) ? data.search : {}
  return Array.isArray(search.edges) ? search.edges.flatMap(readEdge) : []
}

function readEdge(edge: unknown): readonly Found[] {
  if (!isRecord(edge) || !isRecord(edge.node) || !isRecord(edge.title)) return []
  const { globalId, place } = edge.node
  const { text } = edge.title
  if (typeof globalId !== 'string' || typeof text !== 'string' || typeof edge.kind !== 'string') return []
  const snippet = typeof edge.snippet === 'string' && edge.snippet !== text ? edge.snippet : ''
  return [{ kind: edge.kind, title: text, snippet, globalId, point: readPoint(place) }]
}

function readPoint(place: unknown): Found['point'] {
  if (!isRecord(place)) return null
  const { id, lat, lng } = place
  return typeof id === 'string' && typeof lat === 'number' && typeof lng === 'number'
    ? { id, lat, lng }
    : null
}
