import { publicKeyOf, ReleaseError, verifyRelease } from '../../schema/signedRelease.ts'
import { parseBureau, type Bureau } from '../../schema/bureaus/bureau.ts'
import type { SchemaFile } from '../../schema/compose/document.ts'
import { parseUsable, type LiveGraph } from '../live/readLive.ts'
import { Unusable } from '../refusals.ts'
import { UnusableInput } from '../unusableInput.ts'
import type { StoredRelease, SubgraphVersion } from '../store/act.ts'
import { toReleased } from './composeRelease.ts'
import type { Journal } from './journal.ts'
import type { ActParts, CheckSurroundings } from './parts.ts'

/** The graph of a release, as a check compares with it. */
export async function readLiveRelease(
  journal: Journal,
  release: StoredRelease,
  { exposures, exceptions, variants, dataSets, dataSetProblems }: CheckSurroundings,
): Promise<LiveGraph> {
  const files = await readFiles(journal, release.subgraphs)
  return {
    subgraphs: files.map(parseUsable),
    supergraphSdl: await journal.readText(release.supergraph),
    apiSdl: await journal.readText(release.api),
    exposures,
    exceptions,
    variants,
    dataSets,
    dataSetProblems,
  }
}

/** The subgraphs' SDL, under names that messages call it by. */
export async function readFiles(
  journal: Journal,
  subgraphs: Readonly<Record<string, SubgraphVersion>>,
): Promise<readonly SchemaFile[]> {
  return Promise.all(
    Object.entries(subgraphs).map(async ([name, { sdl, address, bureau }]) => ({
      name,
      file: `live/${name}.graphql`,
      url: address,
      sdl: await journal.readText(sdl),
      bureau: bureau === null ? undefined : parseEntry(name, await journal.readText(bureau)),
    })),
  )
}

/** Throws UnusableInput for what is no entry of a bureau. */
export function parseEntry(subgraph: string, text: string): Bureau {
  const parsed = parseBureau(subgraph, 'bureau.yaml', text)
  if ('problems' in parsed) throw new UnusableInput(parsed.problems.join('\n'))
  return parsed
}

/** Whoever can write to the store shall not have what he wrote signed: a release is built upon one that was. */
export async function assertSigned(
  { journal, signingKey, formerKeys }: Pick<ActParts, 'journal' | 'signingKey' | 'formerKeys'>,
  release: StoredRelease,
): Promise<void> {
  const { number, publicKey, signature } = release
  const supergraph = await journal.readText(release.supergraph)
  const payload = JSON.stringify({ number, supergraph, subgraphs: toReleased(release.subgraphs) })
  try {
    verifyRelease({ payload, publicKey, signature }, [publicKeyOf(signingKey), ...formerKeys])
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error
    throw new Unusable(
      `Release ${number} in the store is not one of this registry's (REGISTRY_FORMER_KEYS): ${error.message}.`,
    )
  }
}
