import { metresBetween, type Position } from '../../_kit/place.ts'
import { rideMinutes, walkMinutes } from './minutes.ts'
import { areOneLine, ofCall, type Halt, type JourneyNetwork, type Pattern } from './network.ts'

export interface JourneyQuestion {
  readonly from: Position
  readonly to: Position
  /** How far one walks at most at each end. */
  readonly withinMetres: number
  readonly first: number
  /** How long one waits for what runs, null where nobody knows; what is not in it does not run. */
  readonly waits: ReadonlyMap<Pattern, number | null>
}

/** A way, or a part of one. */
export interface Way {
  readonly legs: readonly Leg[]
  /** Without the waits that nobody knows. */
  readonly minutes: number
  readonly walkingMetres: number
  readonly stopCount: number
}

export type Leg = WalkLeg | RideLeg

export interface WalkLeg {
  readonly kind: 'walk'
  readonly metres: number
}

export interface RideLeg {
  readonly kind: 'ride'
  readonly pattern: Pattern
  readonly board: number
  readonly alight: number
  readonly waitMinutes: number | null
}

/**
 * Of each vehicle, and of each two between which one changes, the quickest way; with them the way on foot, where it is no
 * farther than one would walk at one end. Left out are a change of which one of the two vehicles alone is no slower, and
 * whatever is no quicker than walking all the way, as going in a circle is.
 */
export function findJourneys(network: JourneyNetwork, question: JourneyQuestion): readonly Way[] {
  const origin = reach(network, question.from, question.withinMetres)
  const target = reach(network, question.to, question.withinMetres)
  const running = [...question.waits]
  const outward = new Map(running.map(([pattern, wait]) => [pattern, rideFrom(origin, pattern, wait)]))
  const homeward = new Map(running.map(([pattern, wait]) => [pattern, rideTo(target, pattern, wait)]))
  const direct = new Map(
    [...outward].flatMap(([pattern, ways]) => {
      const way = endAt(target, pattern, ways)
      return way ? [[pattern, way]] : []
    }),
  )
  const changing = [...outward].flatMap(([pattern, ways]) =>
    [...changeFrom(pattern, ways, homeward)].flatMap(([next, way]) =>
      [pattern, next].some((alone) => (direct.get(alone)?.minutes ?? Infinity) <= way.minutes) ? [] : [way],
    ),
  )
  const onFoot = walk(Math.round(metresBetween(question.from, question.to)))
  const quicker = [...direct.values(), ...changing].filter(({ minutes }) => minutes < onFoot.minutes)
  return [...quicker, ...(onFoot.walkingMetres > question.withinMetres ? [] : [onFoot])]
    .toSorted((a, b) => a.minutes - b.minutes || rideCount(a) - rideCount(b) || compareWays(a, b))
    .slice(0, question.first)
}

type Reached = ReadonlyMap<Halt, number>
/** One for each stop of a pattern, where there is one. */
type WayByStop = readonly (Way | undefined)[]

function reach({ near }: JourneyNetwork, centre: Position, withinMetres: number): Reached {
  const halts = near.near(centre, withinMetres, Number.POSITIVE_INFINITY)
  return new Map(halts.map(({ item, metres }) => [item, metres]))
}

/** The best way from the origin to each stop, wherever one boards. */
function rideFrom(origin: Reached, pattern: Pattern, wait: number | null): WayByStop {
  return pattern.halts.map((_, alight) => {
    const ways = pattern.halts.slice(0, alight).flatMap((halt, board) => {
      const metres = origin.get(halt)
      return metres === undefined ? [] : [[walk(metres), ride(pattern, board, alight, wait)]]
    })
    return best(ways.map(joinWays))
  })
}

/** The best way from each stop to the target, wherever one alights. */
function rideTo(target: Reached, pattern: Pattern, wait: number | null): WayByStop {
  return pattern.halts.map((_, board) => {
    const ways = pattern.halts.flatMap((halt, alight) => {
      const metres = alight > board ? target.get(halt) : undefined
      return metres === undefined ? [] : [[ride(pattern, board, alight, wait), walk(metres)]]
    })
    return best(ways.map(joinWays))
  })
}

function endAt(target: Reached, { halts }: Pattern, ways: WayByStop): Way | undefined {
  return best(
    ways.flatMap((way, alight) => {
      const metres = target.get(ofCall(halts, alight))
      return way && metres !== undefined ? [joinWays([way, walk(metres)])] : []
    }),
  )
}

/** The best way by each second vehicle. */
function changeFrom(
  pattern: Pattern,
  ways: WayByStop,
  homeward: ReadonlyMap<Pattern, WayByStop>,
): ReadonlyMap<Pattern, Way> {
  const found = new Map<Pattern, Way>()
  ways.forEach((way, alight) => {
    if (!way) return
    for (const { item, metres } of ofCall(pattern.halts, alight).changes) {
      for (const { pattern: next, sequence } of item.calls) {
        const rest = homeward.get(next)?.[sequence]
        if (!rest || areOneLine(pattern, next)) continue
        const known = found.get(next)
        // Of some ten thousand most end here, before they are put together.
        if (known && known.minutes < way.minutes + rest.minutes) continue
        const whole = joinWays([way, walk(metres), rest])
        if (!known || compareWays(whole, known) < 0) found.set(next, whole)
      }
    }
  })
  return found
}

/** No leg where there is nothing to walk. */
function walk(metres: number): Way {
  const legs: readonly Leg[] = metres === 0 ? [] : [{ kind: 'walk', metres }]
  return { legs, minutes: walkMinutes(metres), walkingMetres: metres, stopCount: 0 }
}

function ride(pattern: Pattern, board: number, alight: number, waitMinutes: number | null): Way {
  return {
    legs: [{ kind: 'ride', pattern, board, alight, waitMinutes }],
    minutes: (waitMinutes ?? 0) + rideMinutes(pattern, board, alight),
    walkingMetres: 0,
    stopCount: alight - board,
  }
}

function joinWays(parts: readonly Way[]): Way {
  return parts.reduce((a, b) => ({
    legs: [...a.legs, ...b.legs],
    minutes: a.minutes + b.minutes,
    walkingMetres: a.walkingMetres + b.walkingMetres,
    stopCount: a.stopCount + b.stopCount,
  }))
}

function best(ways: readonly Way[]): Way | undefined {
  return ways.reduce<Way | undefined>(
    (chosen, way) => (chosen && compareWays(chosen, way) <= 0 ? chosen : way),
    undefined,
  )
}

function compareWays(a: Way, b: Way): number {
  return a.minutes - b.minutes || a.walkingMetres - b.walkingMetres || a.stopCount - b.stopCount
}

function rideCount({ legs }: Way): number {
  return legs.filter(({ kind }) => kind === 'ride').length
}
