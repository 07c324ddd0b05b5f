import type { Searchables } from '../_kit/searchables.ts'
import type { TransportSource } from './source.ts'

/** What the search of the graph finds of transport; never single buses, which drive where a driver works. */
export const searchables: Searchables<TransportSource> = {
  CarPark: ({ carParks }) =>
    carParks.parks().all.map(({ id, name, place }) => ({
      id,
      name,
      codes: [id],
      place,
      area: areaOfCarPark(carParks, id),
    })),
  BusStop: ({ buses }) =>
    buses.stops().all.map(({ id, name, stopGroup, place, area }) => ({
      id,
      name,
      codes: [id, stopGroup],
      place,
      area,
    })),
  BusRoute: ({ buses }) =>
    buses.routes().all.map(({ id, longName }) => ({ id, name: longName, codes: [id] })),
  LrtLine: ({ lrt }) => lrt.system().lines.map(({ id, name }) => ({ id, name })),
  LrtStation: ({ lrt }) =>
    lrt.system().stations.map(({ id, name, place, area }) => ({ id, name, place, area })),
  BorderCheckpoint: ({ border }) =>
    border.checkpoints().all.map(({ id, name, place, area }) => ({ id, name, place, area })),
  RoadWork: ({ roads }) =>
    roads.works().all.map(({ id, title, location, place, area }) => ({
      id,
      name: title,
      description: location,
      place,
      area,
    })),
}

/** The area stands with the capacities: without that source the car park is found all the same. */
function areaOfCarPark({ feeds, capacities }: TransportSource['carParks'], id: string): string | null {
  return feeds.capacity.report().state === 'FAILED' ? null : (capacities().get(id)?.area ?? null)
}
