import type { IncomingMessage, ServerResponse } from 'node:http'
import { printSchema, type GraphQLSchema } from 'graphql'
import { answerJson } from '../kit/serve.ts'

const printed = new WeakMap<GraphQLSchema, string>()

/** What the gateway serves besides GraphQL: the schema as text, and a first page that says where things are. */
export function answerPage(schema: GraphQLSchema, request: IncomingMessage, response: ServerResponse): void {
  const path = pathOf(request)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    return answerError(response, 405, 'METHOD_NOT_ALLOWED', `${path} answers GET; got ${request.method}. GraphQL is at POST /graphql.`)
  }
  if (path === '/schema.graphql') return answerText(response, 'text/plain', printedSchema(schema))
  if (path === '/') return answerText(response, 'text/html', FIRST_PAGE)
  answerError(response, 404, 'NOT_FOUND', `Nothing is served at ${path}. GraphQL is at POST /graphql, its schema at GET /schema.graphql.`)
}

export function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  return mark < 0 ? url : url.slice(0, mark)
}

function printedSchema(schema: GraphQLSchema): string {
  const known = printed.get(schema)
  if (known !== undefined) return known
  const text = printSchema(schema)
  printed.set(schema, text)
  return text
}

function answerError(response: ServerResponse, status: number, code: string, message: string): void {
  answerJson(response, status, { errors: [{ message, extensions: { code } }] })
}

function answerText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  })
  response.end(text)
}

const FIRST_PAGE = `<!doctype html>
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
<p>One graph over the public data of Macao’s bureaus: tourism, health, transport, culture and their catalogue.</p>
<ul>
  <li><a href="/schema.graphql">The schema</a>, with a description on every field</li>
  <li><code>POST /graphql</code> with <code>{"query": "…", "variables": {…}}</code></li>
  <li><a href="/health/ready">Health</a></li>
</ul>
<pre>curl -s http://127.0.0.1:4000/graphql -H 'content-type: application/json' \\
  -d '{"query":"{ museum(id: \\"mam\\") { name { zh pt en } } }"}'</pre>
</html>
`
