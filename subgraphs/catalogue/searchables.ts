import type { Searchables } from '../_kit/searchables.ts'
import type { CatalogueSource } from './source.ts'

/** What the search of the graph finds of the catalogue itself. */
export const searchables: Searchables<CatalogueSource> = {
  AdministrativeArea: ({ areaView }) =>
    areaView().all.map(({ id, name, otherNames }) => ({ id, name, otherNames, area: id })),
  Bureau: ({ bureauView }) => bureauView().all.map(({ id, name }) => ({ id, name, codes: [id] })),
  Dataset: ({ datasetView }) =>
    datasetView().all.map(({ id, title, description }) => ({ id, name: title, description, codes: [id] })),
}
