import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'
import type { CultureSource } from './source.ts'

let subgraph: StartedSubgraph
const readings = new Map<string, number>()
beforeAll(async () => {
  subgraph = await startTestSubgraph({
    ...definition,
    createSource: (surroundings) => countReadings(definition.createSource(surroundings)),
  })
})
afterAll(() => subgraph.stop())

it('reads each table once for a page of thirty monuments with everything nested in them', async () => {
  const { data, errors } = await subgraph.ask(
    `{ monuments(first: 50) { nodes {
         classifiedProperty { monuments { id } }
         conditionSurvey { grade }
         exactArtefactLocation { location }
         area { museumsConnection { totalCount nodes { exhibitionsConnection(first: 1) { nodes { id } } } } museums { exhibitions { museum { id } } visitorsDaily { day } } libraries { memberLoans { id } } venues { id } }
         place {
           nearbyMuseums { museum { id } } nearbyLibraries { library { id } }
           nearbyVenues { venue { id } } nearbyMonuments { monument { id } } } } } }`,
  )
  expect(errors).toBeUndefined()
  expect(data).toHaveProperty('monuments.nodes.length', 30)
  expect(Object.fromEntries(readings)).toEqual({
    'monuments.list': 1,
    'monuments.group': 1,
    'monuments.near': 1,
    'classifiedProperties.find': 1,
    'conditionSurveys.group': 1,
    'museums.group': 1,
    'museums.find': 1,
    'museums.near': 1,
    'exhibitions.group': 1,
    'museumVisitors.group': 1,
    'libraries.group': 1,
    'libraries.near': 1,
    'libraryLoans.group': 1,
    'venues.group': 1,
    'venues.near': 1,
  })
})

/** The source with each call of a table's reader counted as "table.method". */
function countReadings(source: CultureSource): CultureSource {
  const { tables } = source
  return {
    ...source,
    tables: {
      monuments: counted('monuments', tables.monuments),
      museums: counted('museums', tables.museums),
      libraries: counted('libraries', tables.libraries),
      venues: counted('venues', tables.venues),
      classifiedProperties: counted('classifiedProperties', tables.classifiedProperties),
      exhibitions: counted('exhibitions', tables.exhibitions),
      museumVisitors: counted('museumVisitors', tables.museumVisitors),
      conditionSurveys: counted('conditionSurveys', tables.conditionSurveys),
      eventProgrammes: counted('eventProgrammes', tables.eventProgrammes),
      libraryLoans: counted('libraryLoans', tables.libraryLoans),
    },
  }
}

function counted<T extends object>(table: string, reader: T): T {
  return new Proxy(reader, {
    get(target, method, receiver) {
      const found: unknown = Reflect.get(target, method, receiver)
      if (typeof found === 'function') {
        const name = `${table}.${String(method)}`
        readings.set(name, (readings.get(name) ?? 0) + 1)
      }
      return found
    },
  })
}
