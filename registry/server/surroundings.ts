import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readSchemaFiles } from '../../schema/compose.ts'
import { checkDataSets } from '../../schema/compose/dataSets.ts'
import type { SchemaFile } from '../../schema/compose/document.ts'
import type { CheckSurroundings } from '../acts/parts.ts'
import { parseExceptions } from '../lint/exceptions.ts'
import { readKnownOperations } from '../operations/knownOperations.ts'
import { parseUseRecords } from '../use/useRecords.ts'

const EXCEPTIONS = 'schema/convention-exceptions.json'
const EXPOSURES = 'schema/exposures.md'

/** What the repository says besides the graph. A repository of another graph need have none of it. */
export function readSurroundings(repository: string, useFile: string | undefined): CheckSurroundings {
  const root = pathToFileURL(`${resolve(repository)}/`)
  const readIfThere = (path: string, otherwise: string): string => {
    const url = new URL(path, root)
    return existsSync(url) ? readFileSync(url, 'utf8') : otherwise
  }
  return {
    exposures: readIfThere(EXPOSURES, ''),
    exceptions: parseExceptions(EXCEPTIONS, readIfThere(EXCEPTIONS, '[]')),
    dataSetProblems: checkDataSets(root),
    operations: readKnownOperations(root),
    use: useFile === undefined ? null : parseUseRecords('REGISTRY_USE_FILE', readFileSync(useFile, 'utf8')),
  }
}

/** The subgraphs with which a registry begins. */
export function readSeed(repository: string): readonly SchemaFile[] {
  const root = pathToFileURL(`${resolve(repository)}/`)
  return existsSync(new URL('subgraphs/', root)) ? readSchemaFiles(root) : []
}
