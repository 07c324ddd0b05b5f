import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readBureaus } from '../../schema/bureaus/readBureaus.ts'
import { readVariants } from '../../schema/compose.ts'
import { readDataSets } from '../../schema/compose/lifeCycle.ts'
import { usable, type LiveGraph } from '../live/readLive.ts'
import { checkDataSets } from '../../schema/compose/dataSets.ts'
import { parseExceptions } from '../lint/exceptions.ts'
import { readKnownOperations, type KnownOperation } from '../operations/knownOperations.ts'
import { parseUseRecords, type UseRecords } from '../use/useRecords.ts'

const EXCEPTIONS = 'schema/convention-exceptions.json'
const EXPOSURES = 'schema/exposures.md'

/** Where a check finds what it knows besides the graph. */
export interface JudgePlace {
  readonly repository: string
  readonly useFile: string | undefined
}

/** What a check knows besides the graph; read anew for each. */
export interface CheckSurroundings extends Pick<
  LiveGraph,
  'exposures' | 'exceptions' | 'variants' | 'dataSets' | 'dataSetProblems'
> {
  readonly operations: readonly KnownOperation[]
  readonly use: UseRecords | null
}

/** What the repository says besides the graph. A repository of another graph need have none of it. */
export function readSurroundings({ repository, useFile }: JudgePlace): CheckSurroundings {
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
