import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bureauFile, readBureaus } from '../../schema/bureaus/readBureaus.ts'
import { readSchemaFiles, readVariants } from '../../schema/compose.ts'
import { readDataSets } from '../../schema/compose/lifeCycle.ts'
import { usable } from '../live/readLive.ts'
import { checkDataSets } from '../../schema/compose/dataSets.ts'
import type { CheckSurroundings } from '../acts/parts.ts'
import type { SeedFile } from '../acts/registry.ts'
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
  const { bureaus } = existsSync(new URL('subgraphs/', root)) ? readBureaus(root) : { bureaus: [] }
  return {
    exposures: readIfThere(EXPOSURES, ''),
    exceptions: parseExceptions(EXCEPTIONS, readIfThere(EXCEPTIONS, '[]')),
    variants: usable(readVariants(root)),
    dataSets: usable(readDataSets(root, bureaus)),
    dataSetProblems: checkDataSets(root, bureaus),
    operations: readKnownOperations(root),
    use: useFile === undefined ? null : parseUseRecords('REGISTRY_USE_FILE', readFileSync(useFile, 'utf8')),
  }
}

/** The subgraphs with which a registry begins. */
export function readSeed(repository: string): readonly SeedFile[] {
  const root = pathToFileURL(`${resolve(repository)}/`)
  if (!existsSync(new URL('subgraphs/', root))) return []
  return readSchemaFiles(root).map((file) => {
    const entry = new URL(bureauFile(file.name), root)
    return { ...file, entry: existsSync(entry) ? readFileSync(entry, 'utf8') : undefined }
  })
}
