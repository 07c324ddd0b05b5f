import { areaOf } from './areas.ts'
import { registered } from './datasets.ts'
import { near, placeAt, type NearbyArguments, type Place } from './distances.ts'
import { facts } from './facts.ts'
import { assertWithin, plain, type Resolvers } from './resolvers.ts'
import { text } from './text.ts'

const lines = facts.transport.lrt_lines.map((fact) => ({
  id: fact.id,
  name: text(fact.name),
  openedOn: fact.opened.slice(0, 10),
  fare: fact.fare_mop ?? null,
  stationIds: fact.stations,
  provenance: registered('mlm-lrt'),
}))

const stations = facts.transport.lrt_stations.map((fact) => ({
  id: fact.id,
  name: text(fact.name),
  place: placeAt(fact.lat, fact.lon),
  area: fact.parish,
  provenance: registered('mlm-lrt'),
}))

type Station = (typeof stations)[number]

/** Stations in rings around the first: those next to a ring that are in none so far are the next ring. */
function ringsAround(start: string, stops: number): readonly string[] {
  const rings = [[start]]
  while (rings.length <= stops) {
    const reached = rings.flat()
    const next = (rings.at(-1) ?? []).flatMap(neighbours).filter((id) => !reached.includes(id))
    rings.push([...new Set(next)])
  }
  return rings.flat()
}

function neighbours(id: string): readonly string[] {
  return lines.flatMap(({ stationIds }) => {
    const at = stationIds.indexOf(id)
    return at < 0 ? [] : [stationIds[at - 1], stationIds[at + 1]].filter((next) => next !== undefined)
  })
}

const find = (stationId: string) => stations.find(({ id }) => id === stationId)

export const lrtResolvers: Resolvers = {
  LrtLine: {
    ...plain('id', 'name', 'openedOn', 'fare', 'provenance'),
    stations: ({ stationIds }: (typeof lines)[number]) => stationIds.map(find),
  },
  LrtStation: {
    ...plain('id', 'name', 'place', 'provenance'),
    area: areaOf,
    lines: ({ id }: Station) => lines.filter(({ stationIds }) => stationIds.includes(id)),
    stationsWithin: ({ id }: Station, { stops }: { stops: number }) => {
      assertWithin('stops', stops, 0, 20)
      return ringsAround(id, stops).map(find)
    },
  },
  Query: {
    lrtLine: (_: unknown, { id }: { id: string }) => lines.find((line) => line.id === id) ?? null,
    lrtLines: () => lines,
    lrtStation: (_: unknown, { id }: { id: string }) => find(id) ?? null,
    lrtStations: () => stations,
  },
  AdministrativeArea: {
    lrtStations: ({ id }: { id: string }) => stations.filter(({ area }) => area === id),
  },
  Place: {
    nearbyStations: (place: Place, args: NearbyArguments) => near(stations, place, args, 'station'),
  },
  NearbyStation: plain('metres', 'station'),
}
