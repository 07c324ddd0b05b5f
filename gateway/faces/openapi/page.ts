import type { FaceDocument, Facing } from '../face.ts'
import { html, page, type Markup } from '../html.ts'
import { resolveParameter, type Parameter, type ParameterRef } from './components.ts'
import { openApiOf } from './openApi.ts'
import type { Operation } from './pathItem.ts'

/** The description as people read it. */
export function showOpenApi(facing: Facing): FaceDocument {
  const { info, paths, servers } = openApiOf(facing)
  const operations = Object.entries(paths).flatMap(([path, item]) => [
    ...(item.get ? [{ path, method: 'GET', ...item.get }] : []),
    ...(item.post ? [{ path, method: 'POST', ...item.post }] : []),
  ])
  return page(
    info.title,
    html`<h1>${info.title}</h1>
      <p>${info.description} For programs: <a href="openapi.json">openapi.json</a>.</p>
      <p>Addresses begin with <code>${servers.map(({ url }) => url)}</code>.</p>
      ${operations.map(showOperation)}`,
  )
}

function showOperation({
  path,
  method,
  summary,
  parameters = [],
}: Operation & { readonly path: string; readonly method: string }): Markup {
  return html`<h2><code>${method} ${path}</code></h2>
    <p>${summary}</p>
    ${
      parameters.length === 0
        ? null
        : html`<table>
            ${parameters.map(showParameter)}
          </table>`
    }`
}

function showParameter(parameter: Parameter | ParameterRef): Markup {
  const { name = '', description, required, schema = {} } = resolveParameter(parameter) ?? {}
  const values = 'enum' in schema && Array.isArray(schema.enum) ? `One of ${schema.enum.join(', ')}.` : ''
  const otherwise = 'default' in schema ? `By default ${JSON.stringify(schema.default)}.` : ''
  return html`<tr>
    <th><code>${name}</code>${required === true ? ' *' : ''}</th>
    <td>${[description, values, otherwise].filter((part) => part).join(' ')}</td>
  </tr>`
}
