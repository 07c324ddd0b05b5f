import { readdir, readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { Kind, parse, type OperationDefinitionNode } from 'graphql'
import type { Log } from '../../kit/log.ts'

/** A query with a name, which a URL runs. */
export interface SavedQuery {
  readonly name: string
  readonly text: string
  /** What its file says at its head. */
  readonly description: string
  readonly operation: OperationDefinitionNode
}

export type SavedQueries = ReadonlyMap<string, SavedQuery>

const FILE = /^([a-z0-9][a-z0-9-]*)\.graphql$/

/** Reads every `<name>.graphql` of these folders; the first of a name counts. A folder that is missing holds none. */
export async function loadSavedQueries(folders: readonly string[], log: Log): Promise<SavedQueries> {
  const queries = new Map<string, SavedQuery>()
  for (const folder of folders) {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    for (const file of names.toSorted()) {
      const name = FILE.exec(file)?.[1]
      if (name === undefined || queries.has(name)) continue
      const query = readQuery(name, await readFile(new URL(file, pathToFileURL(`${folder}/`)), 'utf8'))
      if (query) queries.set(name, query)
      else log.warn({ folder, file }, 'not a saved query: expected one operation, and that a query')
    }
  }
  return queries
}

/** Only a query: what a URL runs must change nothing, for anybody can make a reader open a URL. */
function readQuery(name: string, text: string): SavedQuery | null {
  const operations = parse(text, { noLocation: true }).definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  )
  const [operation, second] = operations
  if (!operation || second || operation.operation !== 'query') return null
  const head = /^(?:#.*\n)*/.exec(text)?.[0] ?? ''
  return { name, text, description: head.replaceAll(/^#\s?/gm, '').trim().replaceAll('\n', ' '), operation }
}
