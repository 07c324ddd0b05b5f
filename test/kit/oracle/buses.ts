import { registered } from './datasets.ts'
import { placeAt } from './distances.ts'
import { byNumberedId, enumValue, facts } from './facts.ts'
import { text } from './text.ts'

/** Of 395 stops 350 repeat the Portuguese name as "English"; these are the same in both, the others are copies. */
const SAME_IN_BOTH = new Set([
  'CHUN LAI GARDEN',
  'CHUN U VILLA',
  'GRAND COLOANE RESORT-1',
  'GRAND COLOANE RESORT-2',
  'HARBOURVIEW HOTEL',
  'HELLENE GARDEN / ORCHIDS VILLA',
  'JOCKEY CLUB',
  'LA MARINA',
  'ONE OASIS / MAHOGANY TOWER',
  'PAI KOK / GALAXY',
  'POUSADA MARINA INFANTE',
  'SUNNY VIEW GARDEN',
  'TREASURE GARDEN',
  'WA TAI SAN CHUN',
  'YUET WAH COLLEGE',
])

const DAYS: Readonly<Record<string, string>> = {
  每日: 'DAILY',
  '星期一至五（公眾假期除外）': 'MONDAY_TO_FRIDAY',
  '星期一至六（公眾假期除外）': 'MONDAY_TO_SATURDAY',
  '星期六（公眾假期除外）': 'SATURDAY',
  '星期六、日及公眾假期': 'SATURDAY_SUNDAY_HOLIDAYS',
  星期日及公眾假期: 'SUNDAY_HOLIDAYS',
}

export const routes = facts.transport.bus_routes
  .map((fact) => ({
    id: fact.code,
    shortName: fact.code,
    longName: text(fact.name),
    operators: fact.operators,
    routeType: enumValue(fact.type),
    isCircular: fact.shape === 'circular',
    fareMop: fact.fare_mop,
    fareElectronicMop: fact.fare_epay_mop,
    headways: fact.headway_min.map(({ days, from, to, min, max }) => ({
      days: DAYS[days],
      startTime: from,
      endTime: to,
      minMinutes: min,
      maxMinutes: max,
    })),
    directions: fact.directions.map(({ dir, stops }) => ({ directionId: dir, stopIds: stops })),
    provenance: registered('dsat-bus-routes'),
  }))
  .toSorted(byNumberedId)

export const stops = facts.transport.bus_stops
  .map((fact) => ({
    id: fact.code,
    stopGroup: fact.group,
    name: text({
      ...fact.name,
      en: fact.name.en === fact.name.pt && !SAME_IN_BOTH.has(fact.name.en) ? null : fact.name.en,
    }),
    place: placeAt(fact.lat, fact.lon),
    area: fact.parish_est,
    areaIsEstimated: fact.parish_est !== null,
    routesAll: fact.routes_all,
    routes: routes.filter(({ directions }) => directions.some(({ stopIds }) => stopIds.includes(fact.code))),
    provenance: registered('dsat-bus-stops'),
  }))
  .toSorted(byNumberedId)

export type Route = (typeof routes)[number]
export type Stop = (typeof stops)[number]
