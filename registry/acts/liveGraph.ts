import { publicKeyOf, ReleaseError, verifyRelease } from '../../schema/signedRelease.ts'
import type { LiveTexts, ProposedFile } from '../judge/judge.ts'
import { Unusable } from '../refusals.ts'
import type { StoredRelease, SubgraphVersion } from '../store/act.ts'
import type { Journal } from './journal.ts'
import type { ActParts } from './parts.ts'
import { toReleased } from './sealRelease.ts'

/** The graph of a release, as a check compares with it. */
export async function readLiveTexts(journal: Journal, release: StoredRelease): Promise<LiveTexts> {
  return {
    files: await readFiles(journal, release.subgraphs),
    supergraphSdl: await journal.readText(release.supergraph),
    apiSdl: await journal.readText(release.api),
  }
}

/** The subgraphs' texts, under names that messages call them by. */
export async function readFiles(
  journal: Journal,
  subgraphs: Readonly<Record<string, SubgraphVersion>>,
): Promise<readonly ProposedFile[]> {
  return Promise.all(
    Object.entries(subgraphs).map(async ([name, { sdl, address, bureau }]) => ({
      name,
      file: `live/${name}.graphql`,
      url: address,
      sdl: await journal.readText(sdl),
      entry: bureau === null ? undefined : await journal.readText(bureau),
    })),
  )
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
