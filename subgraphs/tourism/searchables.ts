import type { Searchables } from '../_kit/searchables.ts'
import type { TourismSource } from './source.ts'

/** What the search of the graph finds of tourism; never people, such as guides. */
export const searchables: Searchables<TourismSource> = {
  Attraction: ({ attractions }) =>
    attractions.view().all.map(({ id, name, otherNames, place, area }) => ({
      id,
      name,
      otherNames,
      place,
      area,
    })),
  Hotel: ({ hotels }) =>
    hotels
      .view()
      .all.map(({ id, name, address, place, area }) => ({ id, name, description: address, place, area })),
  Event: ({ events }) => events.view().all.map(({ id, name }) => ({ id, name })),
}
