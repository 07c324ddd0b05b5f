import type { CarParkCapacityRecord } from './source/carParkCapacity.ts'
import type { CarParkLiveRecord } from './source/carParkLive.ts'

export enum SpaceKind {
  CARS = 'CARS',
  MOTORCYCLES = 'MOTORCYCLES',
  ELECTRIC_CARS = 'ELECTRIC_CARS',
  ELECTRIC_MOTORCYCLES = 'ELECTRIC_MOTORCYCLES',
  ACCESSIBLE = 'ACCESSIBLE',
}

export interface MissingCounts {
  /** Kinds that the car park may well have, of which nobody knows how many are free. */
  readonly unknown: readonly SpaceKind[]
  /** Kinds of which the register of capacities says that the car park has none. */
  readonly notApplicable: readonly SpaceKind[]
}

/** Tells "not known" from "has none": the live source leaves both empty, only the capacities tell them apart. */
export function explainMissingCounts(
  live: CarParkLiveRecord,
  capacity: CarParkCapacityRecord | null,
): MissingCounts {
  const missing = countsByKind(live).flatMap(([kind, count]) => (count === null ? [kind] : []))
  const absent = capacity ? kindsWithoutSpaces(capacity) : new Set<SpaceKind>()
  return {
    unknown: missing.filter((kind) => !absent.has(kind)),
    notApplicable: missing.filter((kind) => absent.has(kind)),
  }
}

/** The share of car spaces that are taken, 0 to 1; null where one of the numbers is unknown or they contradict. */
export function occupancyRateOf(freeCars: number | null, capacityCars: number | null): number | null {
  if (freeCars === null || capacityCars === null || capacityCars === 0 || freeCars > capacityCars) return null
  return Math.round((1 - freeCars / capacityCars) * 10_000) / 10_000
}

function countsByKind(live: CarParkLiveRecord): readonly (readonly [SpaceKind, number | null])[] {
  return [
    [SpaceKind.CARS, live.cars],
    [SpaceKind.MOTORCYCLES, live.motorcycles],
    [SpaceKind.ELECTRIC_CARS, live.electricCars],
    [SpaceKind.ELECTRIC_MOTORCYCLES, live.electricMotorcycles],
    [SpaceKind.ACCESSIBLE, live.accessible],
  ]
}

/** None for a car park of which the register knows no capacity at all; it has no column for electric motorcycles. */
function kindsWithoutSpaces(capacity: CarParkCapacityRecord): ReadonlySet<SpaceKind> {
  const spaces: readonly (readonly [SpaceKind, number | null])[] = [
    [SpaceKind.CARS, capacity.cars],
    [SpaceKind.MOTORCYCLES, capacity.motorcycles],
    [SpaceKind.ELECTRIC_CARS, capacity.electricCars],
    [SpaceKind.ACCESSIBLE, capacity.accessible],
  ]
  if (spaces.every(([, count]) => count === null)) return new Set()
  return new Set(spaces.flatMap(([kind, count]) => (count === null || count === 0 ? [kind] : [])))
}
