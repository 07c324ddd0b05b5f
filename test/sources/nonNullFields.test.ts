import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSchema } from 'graphql'
import { bureaus } from '../../schema/bureaus/register.ts'
import { importBureaus } from '../../subgraphs/_kit/importBureaus.ts'
import { startTestSubgraph, type StartedSubgraph } from '../../subgraphs/_kit/testSubgraph.ts'
import { askForNonNull, listAnswered, listNonNullFields } from './nonNullFields.ts'

/** What no question without an id or a period leads to in the snapshots, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'MonthlyUse.': 'counted by a gateway',
  'ClientUse.': 'counted by a gateway',
  'DatasetMeasure.': 'asked for a period',
  'SetAsideRecord.': 'of its own records it sets none aside',
  'EmbargoedProgramme.': 'hangs on an event, which another bureau lists',
  'VisitorsInHour.': 'asked for a month of an area, which another bureau lists',
  'BusRide.': 'asked from one place to another',
  Journey: 'the same',
  'WalkLeg.': 'the same',
  'BusLeg.': 'the same',
  'LrtLeg.': 'the same',
  'LrtStation.stationsWithin': 'asked with a number of stops',
  'LifecycleStep.': 'no data set states a day yet',
  Search: 'asked with a text',
  'Suggestion.': 'the same',
}
const elsewhereOf = (field: string) => Object.keys(ELSEWHERE).find((place) => field.startsWith(place))
const needed = new Set<string>()

describe.each(await importBureaus(bureaus))('the non-null fields of $definition.name', ({ definition }) => {
  let subgraph: StartedSubgraph
  beforeAll(async () => {
    subgraph = await startTestSubgraph(definition)
  })
  afterAll(() => subgraph.stop())

  it('have a source, each of them', async () => {
    const answered = new Set<string>()
    const faults = new Set<string>()
    for (const query of askForNonNull(subgraph.schema)) {
      const { data, errors = [] } = await subgraph.ask(query)
      for (const { message } of errors) faults.add(message)
      for (const field of listAnswered(data)) answered.add(field)
    }
    const found = listKeysFound(definition.name)
    const unanswered = listNonNullFields(subgraph.schema).filter(
      (field) => !answered.has(field) && !found.has(field),
    )
    for (const field of unanswered) needed.add(elsewhereOf(field) ?? '')
    expect([...faults]).toEqual([])
    expect(unanswered.filter((field) => elsewhereOf(field) === undefined)).toEqual([])
  })
})

/** Of others' entities, which the subgraph of the search and of nodes knows by their keys when somebody asks for them. */
function listKeysFound(subgraph: string): ReadonlySet<string> {
  const others = bureaus.filter((bureau) => bureau.subgraph !== subgraph)
  return new Set(others.flatMap(({ nodes }) => nodes.flatMap((type) => [`${type}.id`, `${type}.globalId`])))
}

it('are not excepted where questions lead to them', () => {
  expect(Object.keys(ELSEWHERE).filter((place) => !needed.has(place))).toEqual([])
})

it('are asked for wherever they hang, each under its type', () => {
  const schema = buildSchema(`
    type Query { museums(first: Int): [Museum!] museum(id: ID!): Museum }
    type Museum { id: ID! feeMop: Int shop: Shop text(language: String!): String! near(metres: Int!): String! }
    type Shop { name: String! museum: Museum! }`)
  expect(askForNonNull(schema)[0]?.replaceAll(/\s+/g, ' ')).toBe(
    '{ Query__museums: museums(first: 100) { __typename ... on Museum { __typename Museum__id: id Museum__shop: shop { __typename ' +
      '... on Shop { __typename Shop__name: name Shop__museum: museum { __typename } } } Museum__text: text(language: EN) } } }',
  )
  expect(listNonNullFields(schema)).toContain('Museum.near')
})
