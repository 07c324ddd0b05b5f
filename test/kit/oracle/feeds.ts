import { bureaus as registered, catalogue } from '../../../schema/bureaus/register.ts'
import { readBundled } from './bundle.ts'
import { datasets } from './datasets.ts'
import { facts, NOW } from './facts.ts'
import { plain, type Resolvers } from './resolvers.ts'
import { text } from './text.ts'

const { calendar, city, culture, health, places, tourism, transport, weather } = facts

/** Rows of a bundled CSV under its header. */
const rows = (path: string) => readBundled(path).trim().split('\n').length - 1
/** How often a mark stands in a bundled file. */
const marks = (path: string, mark: string) => readBundled(path).split(mark).length - 1
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

const DISTRICTS = 'tourism/data/MacaoDistrictTourismData_202610.csv'

/** How many records each feed must hold: by the facts if they can say. */
const ACCEPTED: Readonly<Record<string, number>> = {
  'portal-datasets': datasets.length,
  'portal-details': datasets.length,
  'dsec-areas': sum(
    [places.parishes, places.zones, places.statistical_districts].map(({ length }) => length),
  ),
  'plan-bureaus': marks('catalogue/data/plan-bureaus.json', '"role"'),
  'safp-public-holidays': sum(
    [calendar.public_holidays, calendar.substitute_days, calendar.half_days].map(({ length }) => length),
  ),
  'mgto-hotels': tourism.hotels.length,
  'mgto-attractions': tourism.attractions.length,
  'mgto-events': tourism.events.length,
  'mgto-event-editions': calendar.event_editions.length,
  'dsec-visitor-arrivals': tourism.visitor_arrivals_total_monthly.length,
  'dsec-hotel-occupancy': tourism.hotel_occupancy_pct_monthly.length,
  'dsec-new-companies': marks('tourism/data/NewlyIncorporatedCompanies.json', '"periodString"'),
  'dsec-hotel-survey': marks('tourism/data/hotel_survey.json', '"hotel"'),
  // Each district has a row for the whole day besides its hours.
  'mgto-dataplus': rows(DISTRICTS) - marks(DISTRICTS, '全天'),
  'mgto-guides': marks('tourism/data/guides.json', '"id"'),
  'mgto-complaints': marks('tourism/data/complaints.json', '"id"'),
  'mgto-event-security': marks('tourism/data/security_plans.json', '"event"'),
  'ssm-facilities': sum(
    [health.hospitals, health.health_centres, health.clinics_and_other].map(({ length }) => length),
  ),
  'ssm-emergency-waits': marks('health/data/emergency-waits/frame-0.json', '"facility_id"'),
  'ssm-triage': marks('health/data/triage/frame-0.json', '"facility_id"'),
  'ssm-health-centre-visits': rows('health/data/health-centre-visits.csv'),
  'ssm-notifiable-diseases': rows('health/data/notifiable-diseases.csv'),
  'ssm-staff-rosters': rows('health/data/staff-rosters.csv'),
  'ssm-beds': rows('health/data/beds.csv'),
  'ssm-doctors': rows('health/data/doctors.csv'),
  'isaf-pharmacies': rows('health/data/pharmacies.csv'),
  'isaf-inspections': rows('health/data/pharmacy-inspections.csv'),
  'ssm-vaccination-slots': marks('health/data/vaccination-slots/frame-0.json', '"site"'),
  'dsat-carpark-detail': transport.car_parks.length + city.car_parks_extra.length,
  'dsat-carpark-capacity': transport.car_parks.length,
  'dsat-carpark-live': transport.car_parks.length,
  'dsat-carpark-history': rows('transport/data/dsat-carpark-history.csv'),
  'dsat-bus-stops': transport.bus_stops.length,
  'dsat-bus-routes': transport.bus_routes.length,
  'dsat-bus-route-order': sum(
    transport.bus_routes.flatMap(({ directions }) => directions.map(({ stops }) => stops.length)),
  ),
  'dsat-bus-headways': sum(transport.bus_routes.map(({ headway_min }) => headway_min.length)),
  'dsat-bus-live': marks('transport/data/dsat-bus-live/0.json', '"busCode"'),
  'dsat-bus-rosters': rows('transport/data/dsat-bus-rosters.csv'),
  'mlm-lrt': transport.lrt_lines.length + transport.lrt_stations.length,
  'aacm-flights': marks('transport/data/aacm-flights.json', '"airline"'),
  'psp-checkpoints': transport.border_checkpoints.length,
  'psp-border-status': marks('transport/data/psp-border-status/0.json', 'Pn'),
  'psp-border-flow': rows('transport/data/psp-border-flow.csv'),
  // One notice of the six stands there twice, to show what becomes of it.
  'dsat-roadworks': marks('transport/data/dsat-roadworks.xml', '<entry>') - 1,
  'dsat-cameras': rows('transport/data/dsat-cameras.csv'),
  'dsat-signal-controllers': rows('transport/data/dsat-signal-controllers.csv'),
  'icm-heritage': culture.world_heritage_elements.length,
  'icm-museums': culture.museums.length,
  'icm-libraries': culture.libraries.length,
  'icm-venues': culture.venues.length,
  'icm-classified-properties': rows('culture/data/classified-properties.csv'),
  'icm-exhibitions': rows('culture/data/exhibitions.csv'),
  'icm-museum-visitors': rows('culture/data/museum-visitors.csv'),
  'icm-condition-surveys': rows('culture/data/condition-surveys.csv'),
  'icm-event-programmes': rows('culture/data/event-programmes.csv'),
  'icm-library-loans': rows('culture/data/library-loans.csv'),
  'iam-public-toilets': city.public_toilets.length,
  'iam-drinking-water': city.drinking_water.filter(({ operator }) => operator === 'IAM').length,
  'dspa-drinking-water': city.drinking_water.filter(({ operator }) => operator === 'DSPA').length,
  'iam-parks': city.parks.length,
  'iam-waste-facility-kinds': city.recycling_kinds.length,
  'smg-stations': weather.stations.length,
  'smg-actual-weather': weather.stations.length,
  'smg-actual-brief': 1,
  'smg-weather-conditions': weather.weather_codes.length,
  'smg-seven-day-forecast': marks('weather/data/7daysforecast/0.xml', '<WeatherForecast>'),
  'smg-warning-signals': weather.warnings.length,
  'smg-typhoon': 1,
  'smg-rainstorm': 1,
  'smg-storm-surge': 1,
  'smg-monsoon': 1,
  'smg-thunderstorm': 1,
  'smg-tsunami': 1,
  'smg-air-stations': weather.air_quality.stations.length,
  'smg-air-concentration': weather.air_quality.stations.length,
  'smg-climate': weather.climate.months.length,
}

/** When the snapshots were made that are not of the midnight before. */
const RECORDED: Readonly<Record<string, string>> = {
  'safp-public-holidays': `${calendar.meta.compiled}T00:00:00+08:00`,
  'mgto-event-editions': `${calendar.meta.compiled}T00:00:00+08:00`,
  'iam-public-toilets': `${city.meta.compiled}T00:00:00+08:00`,
  'iam-drinking-water': `${city.meta.compiled}T00:00:00+08:00`,
  'dspa-drinking-water': `${city.meta.compiled}T00:00:00+08:00`,
  'iam-parks': `${city.meta.compiled}T00:00:00+08:00`,
  'iam-waste-facility-kinds': `${city.meta.compiled}T00:00:00+08:00`,
  'smg-stations': `${weather.meta.compiled}T00:00:00+08:00`,
  'smg-weather-conditions': `${weather.meta.compiled}T00:00:00+08:00`,
  'smg-warning-signals': `${weather.meta.compiled}T00:00:00+08:00`,
  'smg-air-stations': `${weather.meta.compiled}T00:00:00+08:00`,
  'smg-climate': `${weather.meta.compiled}T00:00:00+08:00`,
  'smg-actual-weather': '2026-11-28T16:00:00+08:00',
  'smg-actual-brief': '2026-11-28T16:10:00+08:00',
  'smg-air-concentration': '2026-11-28T16:50:00+08:00',
  'smg-seven-day-forecast': '2026-11-29T08:00:00+08:00',
  'smg-typhoon': '2026-11-29T08:00:00+08:00',
  'smg-rainstorm': '2026-11-29T08:00:00+08:00',
  'smg-storm-surge': '2026-11-29T08:00:00+08:00',
  'smg-monsoon': '2026-11-29T08:00:00+08:00',
  'smg-thunderstorm': '2026-11-29T08:00:00+08:00',
  'smg-tsunami': '2026-11-29T08:00:00+08:00',
  'ssm-beds': '2026-11-22T08:00:00+08:00',
  'ssm-vaccination-slots': '2026-11-22T14:00:00+08:00',
  'ssm-emergency-waits': NOW,
  'ssm-triage': NOW,
  'dsat-carpark-live': NOW,
  'dsat-bus-live': NOW,
  'psp-border-status': NOW,
}

const SET_ASIDE: Readonly<Record<string, readonly { record: string; reason: string }[]>> = {
  'dsat-roadworks': [{ record: 'S-2026-003', reason: 'id: expected each record once' }],
}

interface BureauRecord {
  readonly id: string
  readonly name_zh: string
  readonly name_pt: string | null
  readonly name_en: string | null
}

const { bureaus }: { bureaus: readonly BureauRecord[] } = JSON.parse(
  readBundled('catalogue/data/plan-bureaus.json'),
)

function findBureau(bureauId: string | undefined) {
  const bureau = bureaus.find(({ id }) => id === bureauId)
  return (
    bureau && {
      id: bureau.id,
      name: text({ zh: bureau.name_zh, pt: bureau.name_pt, en: bureau.name_en }),
    }
  )
}

/** The graph lists the catalogue's own first. */
const others = registered.filter((bureau) => bureau !== catalogue)
const ids = [...(catalogue ? [catalogue] : []), ...others].flatMap(({ feeds: owned }) => Object.keys(owned))

const feeds = ids.map((id) => {
  const accepted = ACCEPTED[id]
  const dataset = datasets.find((candidate) => candidate.id === id)
  const setAside = SET_ASIDE[id] ?? []
  return {
    id,
    title: dataset?.title,
    bureau: findBureau(dataset?.custodian),
    state: 'BUNDLED',
    lastSuccessAt: RECORDED[id] ?? '2026-11-22T00:00:00+08:00',
    staleSince: null,
    lastError: null,
    accepted,
    setAsideCount: setAside.length,
    setAside,
    dataset,
  }
})

export const feedResolvers: Resolvers = {
  Feed: {
    ...plain('id', 'title', 'bureau', 'state', 'lastSuccessAt', 'staleSince', 'lastError', 'accepted'),
    ...plain('setAsideCount', 'setAside', 'dataset'),
  },
  SetAsideRecord: plain('record', 'reason'),
  Bureau: plain('id', 'name'),
  Query: { feeds: () => feeds },
}
