import { versionOf, type RegistryState } from '../acts/state.ts'
import { printChangelog } from '../changelog/writeChangelog.ts'
import { BadRequest, NotFound } from '../refusals.ts'
import type { Act, StoredRelease } from '../store/act.ts'
import { listReleaseChanges } from './changelog.ts'
import type { ApiRequest, ReadRoute } from './route.ts'

const MOST_ACTS = 1_000

/** What anybody may read who reaches the registry. */
export const reads: Readonly<Record<string, ReadRoute>> = {
  '/v1/subgraphs': async ({ registry }) => {
    const state = await registry.read()
    return { status: 200, body: listSubgraphs(state) }
  },
  '/v1/subgraphs/*': async (asked) => {
    const { registry, words } = asked
    const [name = ''] = words
    const release = findRelease(await registry.read(), asked)
    const version = versionOf(release, name)
    if (version === undefined)
      throw new NotFound(
        `Expected one of ${Object.keys(release.subgraphs).join(', ')}; got ${JSON.stringify(name)}.`,
      )
    const { sdl, address, bureau, since } = version
    return {
      status: 200,
      body: {
        release: release.number,
        name,
        since,
        address,
        sdl: await registry.readText(sdl),
        bureau: bureau === null ? null : await registry.readText(bureau),
      },
    }
  },
  '/v1/schema': async (asked) => {
    const { registry } = asked
    const release = findRelease(await registry.read(), asked)
    return {
      status: 200,
      body: {
        release: release.number,
        supergraph: await registry.readText(release.supergraph),
        api: await registry.readText(release.api),
      },
    }
  },
  '/v1/changelog': async ({ registry }) => {
    const entries = await listReleaseChanges(registry)
    return { status: 200, body: { entries, markdown: printChangelog(entries) } }
  },
  '/v1/history': async ({ registry, query }) => {
    const { acts } = await registry.read()
    const subgraph = query.get('subgraph')
    // What was refused changed nothing, and there may be any number of it.
    const tellsRefused = query.get('refused') === 'true'
    const told = acts.filter(
      (act) =>
        (act.kind === 'refused') === tellsRefused && (subgraph === null || subjectOf(act) === subgraph),
    )
    return { status: 200, body: { acts: told.slice(-MOST_ACTS).map(tellAct) } }
  },
  '/v1/checks/*': async ({ registry, words }) => {
    const { acts } = await registry.read()
    const act = acts[Number(words[0]) - 1]
    const hash = act !== undefined && 'check' in act ? act.check : null
    if (hash === null) throw new NotFound(`Expected the number of an act with a check; got ${words[0]}.`)
    const report: object = JSON.parse(await registry.readText(hash))
    return { status: 200, body: report }
  },
}

function findRelease({ release, releases }: RegistryState, { query }: ApiRequest): StoredRelease {
  const given = query.get('release')
  if (given !== null && !/^\d{1,9}$/.test(given))
    throw new BadRequest(`release: expected a number; got ${JSON.stringify(given.slice(0, 40))}.`)
  const found = given === null ? release : releases.get(Number(given))
  if (found) return found
  throw new NotFound(`Expected a release from 1 to ${release?.number ?? 0}; got ${given ?? 'none'}.`)
}

function listSubgraphs({ acts, release, waiting }: RegistryState): object {
  return {
    release: release?.number ?? 0,
    subgraphs: Object.entries(release?.subgraphs ?? {}).map(([name, { address, since, sdl }]) => {
      const act = acts.find((one) => 'release' in one && one.release.number === since)
      return { name, address, sdl, since, at: act?.at, by: act?.by, message: act?.message }
    }),
    waiting: [...waiting.values()].map(tellAct),
  }
}

/** An act as it may be told: of a key its hash is nobody's business, of a release the texts are asked for by its number. */
function tellAct(act: Act): object {
  const { previous: _, signature: _signature, ...told } = act
  switch (told.kind) {
    case 'key-added': {
      const { hash: _hash, ...key } = told
      return key
    }
    case 'seeded':
    case 'published':
    case 'deleted':
    case 'rolled-back':
      return { ...told, release: told.release.number }
    case 'waiting':
    case 'refused':
    case 'consented':
    case 'key-revoked':
      return told
  }
}

function subjectOf(act: Act): string | null {
  if (act.kind === 'waiting') return act.publication.subgraph
  return 'subgraph' in act ? act.subgraph : null
}
