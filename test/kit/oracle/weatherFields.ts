import { areaOf } from './areas.ts'
import { metresBetween, type Place } from './distances.ts'
import { assertArea, listPage, type ListArguments } from './lists.ts'
import { assertWithin, plain, type Resolvers } from './resolvers.ts'
import { climate, signals, stations, warnings, type Station } from './weather.ts'

interface Filter {
  readonly area?: string | null
  readonly measuring?: string | null
}

function fits({ area, measuring }: Filter): (station: Station) => boolean {
  return (station) => (!area || station.area === area) && (!measuring || station.measures.includes(measuring))
}

/** Of several as near as each other the first by id. */
function nearest(place: Place, { withinMetres, measuring }: Filter & { readonly withinMetres: number }) {
  assertWithin('withinMetres', withinMetres, 1, 5000)
  const measured = stations
    .filter(fits({ measuring: measuring ?? null }))
    .flatMap((weatherStation) =>
      weatherStation.place === null
        ? []
        : [{ exact: metresBetween(place, weatherStation.place), weatherStation }],
    )
  const [first] = measured.filter(({ exact }) => exact <= withinMetres).toSorted((a, b) => a.exact - b.exact)
  return first ? { metres: Math.round(first.exact), weatherStation: first.weatherStation } : null
}

export const weatherResolvers: Resolvers = {
  WeatherStation: {
    ...plain('id', 'name', 'place', 'placeIsApproximate', 'placeAccuracyMetres', 'elevationMetres'),
    ...plain('measures', 'latestObservation', 'confidence', 'basis', 'provenance'),
    area: areaOf,
  },
  WeatherObservation: {
    ...plain('observedAt', 'stale', 'isRaining', 'temperatureCelsius', 'temperatureMaxTodayCelsius'),
    ...plain('temperatureMinTodayCelsius', 'humidityPercent', 'dewPointCelsius', 'windSpeedKmh'),
    ...plain('windGustKmh', 'windFromDegrees', 'rainfallNowMm', 'rainfallLastHourMm', 'rainfallTodayMm'),
    ...plain('pressureHpa', 'stationPressureHpa', 'provenance'),
  },
  WeatherWarningSignal: {
    ...plain('id', 'name', 'group', 'colour', 'meaning', 'legalBasis', 'confidence', 'basis', 'provenance'),
  },
  WeatherWarning: plain('group', 'signal', 'code', 'issuedAt', 'description', 'provenance'),
  ClimateNormal: {
    ...plain('month', 'normalMaxTemperatureCelsius', 'normalMinTemperatureCelsius'),
    ...plain('meanMaxTemperatureCelsius', 'meanTemperatureCelsius', 'meanMinTemperatureCelsius'),
    ...plain('meanHumidityPercent', 'meanRainfallMm', 'meanSunshineHours', 'provenance'),
  },
  Query: {
    weatherStation: (_: unknown, args: { id: string }) => stations.find(({ id }) => id === args.id) ?? null,
    weatherStations: (_: unknown, args: ListArguments & { filter?: Filter | null }) => {
      assertArea(args.filter?.area)
      return listPage(stations.filter(fits(args.filter ?? {})), args, {
        all: stations,
        keys: { ELEVATION_METRES: ({ elevationMetres }) => elevationMetres },
        old: { ID: [{ field: 'ID', direction: 'ASC' }] },
      })
    },
    weatherWarnings: () => warnings,
    weatherWarningSignal: (_: unknown, args: { id: string }) =>
      signals.find(({ id }) => id === args.id) ?? null,
    weatherWarningSignals: () => signals,
    climateNormals: () => climate,
  },
  Place: { nearbyWeatherStation: nearest },
  NearbyWeatherStation: plain('metres', 'weatherStation'),
  AdministrativeArea: {
    weatherStations: ({ id }: { id: string }) => stations.filter(({ area }) => area === id),
  },
}
