import { readBundled } from './bundle.ts'
import { facts, NOW } from './facts.ts'
import { plain, type Resolvers } from './resolvers.ts'
import { text } from './text.ts'

interface Listing {
  readonly data: { readonly items: readonly { readonly id: string; readonly name: string }[] }
}

interface Detail {
  readonly data: {
    readonly id: string
    readonly graph: {
      readonly feedId: string | null
      readonly custodian: string
      readonly licence: string | null
    }
  }
}

const listing: Listing = JSON.parse(readBundled('catalogue/data/portal-datasets.json'))
const details: readonly Detail[] = JSON.parse(readBundled('catalogue/data/portal-details.json'))

/** A data set bears the id of its feed; the portal's own id only joins its two lists. */
export const datasets = details.map(({ data: { id, graph } }) => {
  const name = listing.data.items.find((item) => item.id === id)?.name ?? ''
  // The portal joins the names in Chinese (twice), English and Portuguese by this sign.
  const [zh, , en, pt] = name.split('☯').map((part) => part || null)
  return {
    id: graph.feedId ?? id,
    title: text({ zh: zh ?? null, pt: pt ?? null, en: en ?? null }),
    licence: graph.licence,
    custodian: graph.custodian,
  }
})

/** Where a record of a register comes from. */
export function registered(dataset: string, compiled = facts.places.meta.compiled) {
  return provenance(dataset, `${compiled}T00:00:00+08:00`, false)
}

/** Where a live value comes from; each that is bundled is synthetic. */
export function recorded(dataset: string) {
  return provenance(dataset, NOW, true)
}

function provenance(id: string, retrievedAt: string, sample: boolean) {
  const dataset = datasets.find((candidate) => candidate.id === id)
  return { datasetTitle: dataset?.title, dataset, retrievedAt, sourceUpdatedAt: null, stale: false, sample }
}

export const datasetResolvers: Resolvers = {
  Provenance: plain('datasetTitle', 'dataset', 'retrievedAt', 'sourceUpdatedAt', 'stale', 'sample'),
  Dataset: plain('id', 'title', 'licence'),
}
