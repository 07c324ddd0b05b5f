import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkDataSets } from '../../schema/compose/dataSets.ts'
import { parseSchemaFile, type SchemaFile, type SubgraphDocument } from '../../schema/compose/document.ts'
import { readBureaus } from '../../schema/bureaus/readBureaus.ts'
import { readSchemaFiles, readVariants } from '../../schema/compose.ts'
import type { Variants } from '../../schema/variant/variants.ts'
import { readDataSets, type DataSets } from '../../schema/compose/lifeCycle.ts'
import { parseExceptions, type Exception } from '../lint/exceptions.ts'
import { UnusableInput } from '../unusableInput.ts'

/** The graph as it is live, by the files of a repository. */
export interface LiveGraph {
  readonly subgraphs: readonly SubgraphDocument[]
  readonly supergraphSdl: string
  readonly apiSdl: string
  /** The page that names what protected fields were opened on purpose. */
  readonly exposures: string
  readonly exceptions: readonly Exception[]
  readonly variants: Variants
  /** The data sets of the catalogue, with the stages of their lives. */
  readonly dataSets: DataSets
  /** What compose says of feeds and their data sets, each as "file: sentence". */
  readonly dataSetProblems: readonly string[]
}

const EXCEPTIONS = 'schema/convention-exceptions.json'

/** Reads what `npm run compose` writes and reads, under `root`, a folder URL ending in "/". Throws UnusableInput. */
export function readLiveGraph(root: URL): LiveGraph {
  const read = (file: string) => {
    const url = new URL(file, root)
    if (!existsSync(url))
      throw new UnusableInput(`Expected the live graph in ${fileURLToPath(root)}; got no ${file} there.`)
    return readFileSync(url, 'utf8')
  }
  // First, since a folder that holds no graph lacks it.
  const supergraphSdl = read('schema/supergraph.graphql')
  const { bureaus } = readBureaus(root)
  return {
    supergraphSdl,
    apiSdl: read('schema/api.graphql'),
    exposures: read('schema/exposures.md'),
    exceptions: parseExceptions(EXCEPTIONS, read(EXCEPTIONS)),
    variants: usable(readVariants(root)),
    dataSets: usable(readDataSets(root, bureaus)),
    dataSetProblems: checkDataSets(root, bureaus),
    subgraphs: readSchemaFiles(root).map(parseUsable),
  }
}

export function parseUsable(file: SchemaFile): SubgraphDocument {
  const parsed = parseSchemaFile(file)
  if ('problem' in parsed) throw new UnusableInput(`Expected SDL; got ${parsed.problem}`)
  return parsed
}

/** Throws UnusableInput for what could not be read. */
export function usable<T extends object>(read: T | { readonly problem: string }): T {
  if ('problem' in read) throw new UnusableInput(`Expected the live graph; got ${read.problem}`)
  return read
}
