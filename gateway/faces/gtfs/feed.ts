import { writeZip } from '../../../kit/tables/zip.ts'
import { LANGUAGE_TAGS } from '../catalogue/languages.ts'
import type { FaceDocument, Facing } from '../face.ts'
import { agencyFile, agencyIdOf, pageOf, publisherNameOf } from './agencies.ts'
import { calendarFiles, compact, periodFrom, zoneOf, type Period } from './calendar.ts'
import { writeGtfsFile, type GtfsFile } from './gtfsFile.ts'
import { FEED_LANGUAGE, nameOf, translationsFile } from './names.ts'
import { writeNotes } from './notes.ts'
import { hasTransport, readTransport, type Route, type Transport } from './readTransport.ts'
import { tripFiles, tripsOf, type PlacedStop } from './trips.ts'

/** GTFS Schedule: buses by stops, order and headways; null for a graph that has none of these. */
export async function packGtfs(facing: Facing): Promise<FaceDocument | null> {
  if (!hasTransport(facing.graph.apiSchema)) return null
  // Which day it is depends on the offset of the graph's times, which comes with what is asked for the day: a day more.
  const asked = periodFrom(facing.now, '+00:00')
  const until = periodFrom(new Date(facing.now.getTime() + 86_400_000), '+00:00')
  const transport = await readTransport(facing, asked.from, until.to)
  const [route] = transport.routes
  const offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(route?.provenance.retrievedAt ?? '')?.[0] ?? ''
  const zone = zoneOf(offset)
  if (route === undefined || zone === null) return null
  const period = periodFrom(facing.now, offset)
  const stops = transport.stops.flatMap((stop) =>
    stop.place === null ? [] : [{ ...stop, place: stop.place }],
  )
  const trips = tripsOf(transport.routes, new Map(stops.map((stop) => [stop.id, stop])))
  if (trips.length === 0) return null
  const services = [...new Set(trips.map(({ service }) => service))]
  const holidays = (transport.holidays ?? []).filter((day) => day >= period.from && day <= period.to)
  const files = [
    agencyFile(transport.routes, facing.base, zone),
    stopFile(stops),
    routeFile(transport.routes),
    ...tripFiles(trips),
    ...calendarFiles(services, period, holidays),
    translationsOf(transport, stops),
    feedInfoFile(route, facing.base, period),
  ]
  return {
    type: 'application/zip',
    headers: { 'content-disposition': 'attachment; filename="gtfs.zip"' },
    body: await pack(files, writeNotes(transport, trips, period)),
  }
}

async function pack(files: readonly GtfsFile[], notes: string): Promise<Buffer> {
  const entries = [
    // A file without rows has nothing to say, and is required nowhere.
    ...files
      .filter(({ rows }) => rows.length > 0)
      .map((file) => ({ name: file.name, text: [writeGtfsFile(file)] })),
    { name: 'README.txt', text: [notes] },
  ]
  const pieces: Uint8Array[] = []
  for await (const piece of writeZip(entries)) pieces.push(piece)
  return Buffer.concat(pieces)
}

function stopFile(stops: readonly PlacedStop[]): GtfsFile {
  return {
    name: 'stops.txt',
    columns: ['stop_id', 'stop_code', 'stop_name', 'stop_lat', 'stop_lon'],
    rows: stops.map(({ id, name, place }) => [id, id, nameOf(name), place.lat, place.lng]),
  }
}

const BUS = 3

function routeFile(routes: readonly Route[]): GtfsFile {
  return {
    name: 'routes.txt',
    columns: ['route_id', 'agency_id', 'route_short_name', 'route_long_name', 'route_type'],
    rows: routes.map((route) => [route.id, agencyIdOf(route), route.shortName, nameOf(route.longName), BUS]),
  }
}

function translationsOf({ routes }: Transport, stops: readonly PlacedStop[]): GtfsFile {
  return translationsFile([
    ...stops.map(({ id, name }) => ({ table: 'stops', field: 'stop_name', id, texts: name }) as const),
    ...routes.map(
      ({ id, longName }) => ({ table: 'routes', field: 'route_long_name', id, texts: longName }) as const,
    ),
  ])
}

function feedInfoFile(route: Route, base: string, { from, to }: Period): GtfsFile {
  return {
    name: 'feed_info.txt',
    columns: [
      'feed_publisher_name',
      'feed_publisher_url',
      'feed_lang',
      'feed_start_date',
      'feed_end_date',
      'feed_version',
    ],
    rows: [
      [
        publisherNameOf(route),
        pageOf(route, base),
        LANGUAGE_TAGS[FEED_LANGUAGE],
        compact(from),
        compact(to),
        route.provenance.retrievedAt,
      ],
    ],
  }
}
