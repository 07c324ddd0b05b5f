import type { CatalogueDataset } from '../catalogue/readCatalogue.ts'
import { catalogueIri } from '../catalogue/addresses.ts'
import { inLanguages, link, text, type Resource, type Statement } from './resource.ts'

export function publisherOf(base: string, dataset: CatalogueDataset | undefined): readonly Statement[] {
  const [first] = dataset?.custodians ?? []
  if (first) return link('dct:publisher', bureauIri(base, first.id))
  const [name] = dataset?.publisherNames ?? []
  return name === undefined ? [] : link('dct:publisher', namedIri(base, name))
}

export function publishersOf(base: string, datasets: readonly CatalogueDataset[]): readonly Resource[] {
  const found = new Map<string, Resource>()
  for (const { custodians, publisherNames } of datasets) {
    const [first] = custodians
    const [name] = publisherNames
    if (first) {
      const iri = bureauIri(base, first.id)
      found.set(iri, {
        iri,
        types: ['foaf:Organization', 'foaf:Agent'],
        statements: inLanguages('foaf:name', first.name),
      })
    } else if (name !== undefined) {
      const iri = namedIri(base, name)
      found.set(iri, { iri, types: ['foaf:Agent'], statements: [text('foaf:name', name)] })
    }
  }
  return [...found.values()]
}

function bureauIri(base: string, id: string): string {
  return `${catalogueIri(base)}#bureau-${encodeURIComponent(id)}`
}

/** Of a publisher whom the catalogue knows by name alone. */
function namedIri(base: string, name: string): string {
  return `${catalogueIri(base)}#publisher-${encodeURIComponent(name)}`
}
