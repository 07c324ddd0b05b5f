import type { CatalogueDataset } from '../catalogue/readCatalogue.ts'

export function catalogueIri(base: string): string {
  return `${base}/data`
}

export function datasetIri(base: string, { id }: Pick<CatalogueDataset, 'id'>): string {
  return `${base}/data/${encodeURIComponent(id)}`
}

export function licenceIri(base: string, dataset: CatalogueDataset): string | undefined {
  if (dataset.licence === null) return undefined
  return /^https?:\/\/\S+$/.test(dataset.licence) ? dataset.licence : `${datasetIri(base, dataset)}#licence`
}

export function ownThemeIri(base: string, theme: string): string {
  return `${catalogueIri(base)}#theme-${encodeURIComponent(theme)}`
}
