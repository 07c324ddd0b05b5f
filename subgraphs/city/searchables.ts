import type { Searchables } from '../_kit/searchables.ts'
import type { CitySource } from './source.ts'

/** What the search of the graph finds of the city. */
export const searchables: Searchables<CitySource> = {
  PublicToilet: ({ toilets }) =>
    toilets().all.map(({ id, name, address, place }) => ({
      id,
      name,
      description: address,
      codes: [id],
      place,
    })),
  DrinkingWaterPoint: ({ drinkingWater }) =>
    drinkingWater().all.map(({ id, name, address, place }) => ({ id, name, description: address, place })),
  Park: ({ parks }) =>
    parks().all.map(({ id, name, address, place }) => ({ id, name, description: address, place })),
}
