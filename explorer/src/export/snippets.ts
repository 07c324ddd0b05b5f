import { typeOf } from './typeOf.ts'

export const SNIPPETS = ['curl', 'fetch', 'pandas'] as const
export type SnippetKind = (typeof SNIPPETS)[number]

export interface SnippetOf {
  readonly url: string
  readonly query: string
  readonly variables: string
  /** Which of several is asked. */
  readonly operation: string | null
  readonly data: unknown
  readonly path: readonly string[]
}

/** The question as code to be pasted. A token is never part of it. */
export function writeSnippet(kind: SnippetKind, question: SnippetOf): string {
  switch (kind) {
    case 'curl':
      return writeCurl(question)
    case 'fetch':
      return writeFetch(question)
    case 'pandas':
      return writePandas(question)
  }
}

function bodyOf({ query, variables, operation }: SnippetOf): string {
  const given = readVariables(variables)
  return JSON.stringify({
    query,
    ...(given !== null && { variables: given }),
    ...(operation !== null && { operationName: operation }),
  })
}

function readVariables(text: string): unknown {
  try {
    return text.trim() === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** In single quotes a shell reads everything but the single quote itself as it stands. */
function writeCurl(question: SnippetOf): string {
  return `curl -s '${question.url}' \\\n  -H 'content-type: application/json' \\\n  -d '${bodyOf(question).replaceAll("'", `'\\''`)}'`
}

function writeFetch(question: SnippetOf): string {
  const variables = JSON.stringify(readVariables(question.variables) ?? {}, null, 2)
  const query = question.query.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  const named = question.operation === null ? '' : `, operationName: ${JSON.stringify(question.operation)}`
  return `type Answer = ${typeOf(question.data)}

const response = await fetch(${JSON.stringify(question.url)}, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: \`${query}\`, variables: ${variables}${named} }),
})
const { data, errors }: { data: Answer | null; errors?: { message: string }[] } = await response.json()
`
}

function writePandas(question: SnippetOf): string {
  const rows = question.path.map((key) => `[${JSON.stringify(key)}]`).join('')
  return `import json
import urllib.request

import pandas as pd

request = urllib.request.Request(
    ${JSON.stringify(question.url)},
    data=json.dumps(json.loads(${pythonString(bodyOf(question))})).encode(),
    headers={"content-type": "application/json"},
)
with urllib.request.urlopen(request) as response:
    answer = json.load(response)

frame = pd.json_normalize(answer["data"]${rows})
print(frame)
`
}

/** A JSON string is a Python string, save that Python knows no surrogates: everything outside ASCII stays itself. */
function pythonString(text: string): string {
  return JSON.stringify(text)
}
