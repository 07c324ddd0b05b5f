import { areaOf } from './areas.ts'
import { readBundled } from './bundle.ts'
import { recorded, registered } from './datasets.ts'
import { near, placeAt, type NearbyArguments, type Place } from './distances.ts'
import { enumValue, facts } from './facts.ts'
import { isOpen, readHours, type Hours } from './hours.ts'
import { plain, type Resolvers } from './resolvers.ts'
import { text } from './text.ts'

interface Hall {
  readonly Pn: string
  readonly Id: string
  readonly St: string
  readonly Ti: string
  /** "1" where the police mark the level as old. */
  readonly Os: string
}

/** The police's codes from the best to the worst; "0" and "100" say nothing. */
const LEVELS = [
  { codes: ['1'], level: 'CLEAR', minutes: 10 },
  { codes: ['2'], level: 'BUSY', minutes: 30 },
  { codes: ['3'], level: 'CROWDED', minutes: 45 },
  { codes: ['4'], level: 'DIVERSION', minutes: 60 },
  { codes: ['5', '7', '8'], level: 'CLOSED', minutes: null },
]
const UNKNOWN = { level: 'UNKNOWN', minutes: null, observedAt: null, stale: null }

const envelope: { d: string } = JSON.parse(readBundled('transport/data/psp-border-status/0.json'))
const { Rt: halls }: { Rt: readonly Hall[] } = JSON.parse(envelope.d)

function worst(of: readonly Hall[]) {
  const known = LEVELS.findLast(({ codes }) => of.some(({ St }) => codes.includes(St)))
  const hall = of.find(({ St }) => known?.codes.includes(St))
  if (!known || !hall) return UNKNOWN
  const observedAt = `${hall.Ti.replaceAll('/', '-').replace(' ', 'T')}:00+08:00`
  return { level: known.level, minutes: known.minutes, observedAt, stale: hall.Os === '1' }
}

const checkpoints = facts.transport.border_checkpoints.map((fact) => {
  const own = halls.filter(({ Pn }) => fact.psp_status_ids.some((id) => id === Pn))
  const { level, minutes, observedAt, stale } = worst(own)
  return {
    id: fact.id,
    name: text(fact.name),
    place: placeAt(fact.lat, fact.lon),
    area: fact.parish ?? fact.zone,
    // "verify" is a note of the compilers to themselves.
    hours: readHours(fact.hours.replace('verify, ', '')),
    modes: fact.modes.map(enumValue),
    statusLevel: level,
    statusMinutes: minutes,
    observedAt,
    stale,
    statusByDirection: [
      { direction: 'ENTERING', ...worst(own.filter(({ Id }) => Id === 'E')) },
      { direction: 'LEAVING', ...worst(own.filter(({ Id }) => Id === 'D')) },
    ],
    statusProvenance: recorded('psp-border-status'),
    provenance: registered('psp-checkpoints'),
  }
})

interface Opening {
  readonly hours: Hours | null
}

export const checkpointResolvers: Resolvers = {
  BorderCheckpoint: {
    ...plain('id', 'name', 'place', 'modes', 'statusLevel', 'statusMinutes', 'observedAt', 'stale'),
    ...plain('statusByDirection', 'provenance'),
    area: areaOf,
    openingHours: ({ hours }: Opening) => hours,
    isOpen: ({ hours }: Opening, { at }: { at?: string | null }) => isOpen(hours, at),
  },
  DirectionStatus: plain('direction', 'level', 'minutes', 'observedAt', 'stale'),
  Query: {
    borderCheckpoint: (_: unknown, { id }: { id: string }) =>
      checkpoints.find((checkpoint) => checkpoint.id === id) ?? null,
    borderCheckpoints: () => checkpoints,
  },
  Place: {
    nearbyBorderCheckpoints: (place: Place, args: NearbyArguments) =>
      near(checkpoints, place, args, 'borderCheckpoint'),
  },
  NearbyBorderCheckpoint: plain('metres', 'borderCheckpoint'),
}
