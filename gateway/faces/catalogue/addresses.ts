import type { CatalogueDataset } from './readCatalogue.ts'

export function catalogueIri(base: string): string {
  return `${base}/data`
}

export function datasetIri(base: string, { id }: Pick<CatalogueDataset, 'id'>): string {
  return `${base}/data/${encodeURIComponent(id)}`
}

export function licenceIri(base: string, dataset: CatalogueDataset): string | undefined {
  if (dataset.licence === null) return undefined
  return isWebAddress(dataset.licence) ? dataset.licence : `${datasetIri(base, dataset)}#licence`
}

/** Whether terms have an address, where they are in words elsewhere. */
export function isWebAddress(text: string): boolean {
  return /^https?:/.test(text) && isIri(text)
}

/** Only what may stand in an address (RFC 3987): what a source writes with blanks or braces is none. */
export function isIri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text) && URL.canParse(text)
}

export function ownThemeIri(base: string, theme: string): string {
  return `${catalogueIri(base)}#theme-${encodeURIComponent(theme)}`
}
