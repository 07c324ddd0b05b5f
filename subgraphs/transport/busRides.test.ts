import { describe, expect, it } from 'vitest'
import { createRideIndex, findRides } from './busRides.ts'
import type { BusStopRecord } from './source/busStops.ts'

function near(stops: Readonly<Record<string, number>>) {
  return Object.entries(stops).map(([id, metres]) => ({ item: stop(id), metres }))
}

const known = new Map<string, BusStopRecord>()
/** The same record for the same id, as in a register. */
function stop(id: string): BusStopRecord {
  const record = known.get(id) ?? {
    id,
    stopGroup: id,
    name: { zh: id, pt: null, en: null },
    place: null,
    area: null,
    routesAll: [],
  }
  known.set(id, record)
  return record
}

function find(
  routes: Readonly<Record<string, string>>,
  origins: Readonly<Record<string, number>>,
  targets: Readonly<Record<string, number>>,
): readonly string[] {
  const index = createRideIndex(
    Object.entries(routes).map(([route, stops]) => ({ route, directionId: 0, stops: stops.split(' ') })),
  )
  return findRides(index, near(origins), near(targets)).map(
    ({ route, boardAt, boardMetres, alightAt, alightMetres, stopCount }) =>
      `${route}: ${boardAt.id} ${boardMetres} m, ${alightAt.id} ${alightMetres} m, ${stopCount} stops`,
  )
}

describe('direct rides', () => {
  it('board before they alight', () => {
    expect(find({ '1': 'A B C', '2': 'C B A' }, { A: 10 }, { C: 20 })).toEqual(['1: A 10 m, C 20 m, 2 stops'])
  })

  it('take the least walking of a route, and of equal walking the fewest stops', () => {
    expect(find({ '1': 'A B C D' }, { A: 100, B: 50 }, { C: 50, D: 10 })).toEqual([
      '1: B 50 m, D 10 m, 2 stops',
    ])
    expect(find({ '1': 'A B C D' }, { A: 50, B: 50 }, { C: 50, D: 50 })).toEqual([
      '1: B 50 m, C 50 m, 1 stops',
    ])
  })

  it('come with the least walking first, then the fewest stops', () => {
    expect(find({ '1': 'A X Y B', '2': 'A B', '3': 'C B' }, { A: 50, C: 10 }, { B: 5 })).toEqual([
      '3: C 10 m, B 5 m, 1 stops',
      '2: A 50 m, B 5 m, 1 stops',
      '1: A 50 m, B 5 m, 3 stops',
    ])
  })

  it('end at the last stop of a circular route', () => {
    expect(find({ '3A': 'T A B C T' }, { C: 10 }, { T: 10 })).toEqual(['3A: C 10 m, T 10 m, 1 stops'])
    expect(find({ '3A': 'T A B C T' }, { C: 10 }, { A: 10 })).toEqual([])
  })

  it('never go round a loop to the stop where they began', () => {
    expect(find({ '3A': 'T A B C T' }, { T: 10 }, { T: 10 })).toEqual([])
  })

  it('are at most twenty', () => {
    const routes = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`R${index}`, 'A B']))
    expect(find(routes, { A: 1 }, { B: 1 })).toHaveLength(20)
  })
})
