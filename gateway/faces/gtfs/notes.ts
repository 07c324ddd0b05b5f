import type { Period } from './calendar.ts'
import type { Transport } from './readTransport.ts'
import type { Trip } from './trips.ts'

/** What a reader of the feed must know that no file of GTFS has a place for. */
export function writeNotes(
  { stops, routes, holidays }: Transport,
  trips: readonly Trip[],
  { from, to }: Period,
): string {
  const unplaced = stops.filter(({ place }) => place === null).length
  const ridden = new Set(trips.map(({ route }) => route.id))
  const withoutTrips = routes.filter(({ id }) => !ridden.has(id)).map(({ id }) => id)
  const samples = [...stops, ...routes].filter(({ provenance }) => provenance.sample).length
  const read = [...stops, ...routes].map(({ provenance }) => provenance.retrievedAt).toSorted()[0]
  return `${[
    'What this feed does not know',
    '',
    'Departures: the source states headways, no timetable. frequencies.txt has the longer of the least and the greatest time between two buses; exact_times is 0.',
    'Running times: no source states them. The time of the last stop is reckoned from straight lines at 15 km/h and is marked as approximate (timepoint 0); between the ends no time is given.',
    `Validity: the source states no period. The calendar is from ${from} to ${to}, a month from the day on which this file was made; the oldest record was read from its source at ${read}.`,
    holidays === null
      ? 'Public holidays: not known; services run as in any week.'
      : 'Public holidays: as the graph lists them; substitute days and half days of the public service are days as others.',
    'Agencies: companies by the names that the source gives; where it gives two for one route, they are one agency here. agency_url is the page of the data set, not of the company.',
    'Fares, shapes, access for wheelchairs, transfers, light rail: left out, since no source states what GTFS asks for.',
    `Stops without a coordinate, left out: ${unplaced}.`,
    `Routes without trips, since their stops or headways are not known: ${withoutTrips.length === 0 ? 'none' : withoutTrips.join(', ')}.`,
    `Synthetic records: ${samples}.`,
  ].join('\r\n')}\r\n`
}
