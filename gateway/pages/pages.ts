import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse, printSchema } from 'graphql'
import { digest } from '../../kit/digest.ts'
import { sendBody } from '../../kit/http/sendBody.ts'
import { answerJson } from '../../kit/serve.ts'
import { bureaus } from '../../schema/bureaus/register.ts'
import { defineMarks, readSupergraphMarks } from '../../schema/semanticNonNull.ts'
import { findVariant, type Graph } from '../graph/graph.ts'
import { shortLine } from '../../kit/shortLine.ts'
import { answerFile, type Explorer } from './explorer.ts'
import { listRules } from './access.ts'
import { drawGraph } from './graphMap.ts'
import { answerMapGround, pathOfMapGround } from './mapGround/answerMapGround.ts'
import type { MapGround } from './mapGround/openMapGround.ts'

export interface Pages {
  /** Undefined where the graph is not Macao's. */
  readonly explorer: Explorer | undefined
  /** What an operator lays under the maps of the explorer. */
  readonly mapGround: MapGround | undefined
  /** Whether this gateway gives tokens to pages on its own machine. */
  readonly developmentTokens: boolean
  /** What is wrong with a graph in the making; undefined where it is none. */
  readonly problems: (() => readonly string[]) | undefined
}

/** What the gateway serves besides GraphQL: the explorer, the schema as text, and what the explorer knows of the graph. */
export function answerPage(
  { explorer, mapGround, developmentTokens, problems }: Pages,
  whole: Graph,
  request: IncomingMessage,
  response: ServerResponse,
): void | Promise<void> {
  const path = pathOf(request)
  const isGround = mapGround !== undefined && path === pathOfMapGround(mapGround)
  if (isGround && isRead(request)) return answerMapGround(mapGround, request, response)
  const graph = chooseVariant(whole, request)
  const file = explorer?.get(path)
  const page =
    file === undefined
      ? path === PROBLEMS_PATH && problems !== undefined
        ? toPageText('application/json', JSON.stringify({ graph: whole.id, problems: problems() }))
        : pageAt(path, graph, explorer === undefined ? OF_ANY_GRAPH : WITHOUT_EXPLORER)
      : undefined
  if (file === undefined && page === undefined && !isGround)
    return answerError(
      response,
      404,
      'NOT_FOUND',
      `Nothing is served at ${path}${graph === undefined ? ' of the variant that was asked for' : ''}. GraphQL is at POST /graphql${
        whole.introspection ? ', its schema at GET /schema.graphql' : ', and its schema is not shown'
      }.`,
    )
  if (!isRead(request)) return refuseMethod(response, path, request.method)
  if (file !== undefined) return answerFile(file, request, response)
  if (path === '/access.json') response.setHeader('x-development-tokens', `${developmentTokens}`)
  if (page !== undefined) return answerText(request, response, page)
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

/**
 * The variant that `?variant=` names, else the graph as everybody may know it, since pages are for everybody; undefined for
 * a variant that there is not, or that only callers with a token may know.
 */
function chooseVariant(whole: Graph, { url = '' }: IncomingMessage): Graph | undefined {
  const mark = url.indexOf('?')
  const name = mark < 0 ? null : new URLSearchParams(url.slice(mark)).get('variant')
  const graph = name === null ? whole : findVariant(whole, name)
  return graph === undefined || graph.isForTokens ? undefined : (graph.publicVariant ?? graph)
}

/** Asked for by the page of a graph in the making, by its tag: which version is served, and what is wrong with the next. */
const PROBLEMS_PATH = '/problems.json'

function pageAt(path: string, graph: Graph | undefined, first: PageText): PageText | undefined {
  if (path === '/') return first
  if (graph === undefined || !graph.introspection) return undefined
  switch (path) {
    case '/schema.graphql':
      return recallTexts(graph).schema
    case '/graph.json':
      return recallTexts(graph).map
    case '/access.json':
      return recallTexts(graph).access
    default:
      return undefined
  }
}

export function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  return mark < 0 ? url : url.slice(0, mark)
}

interface PageText {
  readonly type: string
  readonly body: Buffer
  readonly etag: string
}

interface GraphTexts {
  readonly schema: PageText
  readonly map: PageText
  readonly access: PageText
}

const texts = new WeakMap<Graph, GraphTexts>()

/** One version of the graph never changes, so its texts are written once. */
function recallTexts(graph: Graph): GraphTexts {
  const known = texts.get(graph)
  if (known) return known
  const written = {
    schema: toPageText('text/plain', writeSchema(graph)),
    map: toPageText('application/json', JSON.stringify(drawGraph(graph))),
    access: toPageText('application/json', JSON.stringify(listRules(graph))),
  }
  texts.set(graph, written)
  return written
}

function writeSchema({ apiSchema, sdl }: Graph): string {
  return defineMarks(printSchema(apiSchema), readSupergraphMarks(parse(sdl)))
}

function toPageText(type: string, text: string): PageText {
  const etag = `"${digest(text)}"`
  return { type: `${type}; charset=utf-8`, body: Buffer.from(text), etag }
}

function refuseMethod(response: ServerResponse, path: string, method: string | undefined): void {
  response.setHeader('allow', 'GET, HEAD')
  answerError(
    response,
    405,
    'METHOD_NOT_ALLOWED',
    `${path} answers GET; got ${method}. GraphQL is at POST /graphql.`,
  )
}

function answerError(response: ServerResponse, status: number, code: string, message: string): void {
  answerJson(response, status, { errors: [{ message: shortLine(message), extensions: { code } }] })
}

/** Asked for anew each time, by its tag: the next version of the graph has another. */
function answerText(
  request: IncomingMessage,
  response: ServerResponse,
  { type, body, etag }: PageText,
): void | Promise<void> {
  return sendBody(request, response, {
    status: 200,
    headers: {
      'content-type': type,
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      etag,
    },
    body,
    mayCompress: true,
  })
}

/** For a graph that is not Macao's. */
const OF_ANY_GRAPH = toPageText(
  'text/html',
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>GraphQL gateway</title>
<h1>GraphQL gateway</h1>
<ul>
  <li><a href="/schema.graphql">The schema</a></li>
  <li><code>POST /graphql</code> with <code>{"query": "…", "variables": {…}}</code></li>
  <li><a href="/health/ready">Health</a></li>
</ul>
</html>
`,
)

/** For a checkout in which the explorer has not been built. */
const WITHOUT_EXPLORER = toPageText(
  'text/html',
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Macao open gateway</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
  body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }
  pre { padding: 1rem; overflow-x: auto; background: #8881; border-radius: .4rem; }
</style>
<h1>Macao open gateway</h1>
<p lang="zh-Hant">澳門開放數據閘道</p>
<p lang="pt">Portal aberto dos dados públicos de Macau</p>
<p>One graph over the public data of Macao’s bureaus: ${bureaus.map(({ name }) => name.en).join(', ')}.</p>
<ul>
  <li><a href="/schema.graphql">The schema</a>, with a description on every field</li>
  <li><code>POST /graphql</code> with <code>{"query": "…", "variables": {…}}</code></li>
  <li><a href="/health/ready">Health</a></li>
</ul>
<p>The explorer is not built here; <code>npm run build</code> builds it.</p>
</html>
`,
)
