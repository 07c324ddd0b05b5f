import { expect, it } from 'vitest'
import { startTestSubgraph } from '../_kit/testSubgraph.ts'
import { createDefinition } from './server.ts'
import { createCatalogueSource, type CatalogueSource } from './source.ts'

/** How often each index is asked: a loader asks once for each of its batches. */
function countLookUps(source: CatalogueSource, counts: Record<string, number>): CatalogueSource {
  const counted =
    <V>(name: string, view: () => V) =>
    () => {
      counts[name] = (counts[name] ?? 0) + 1
      return view()
    }
  return {
    ...source,
    areaView: counted('areas', source.areaView),
    bureauView: counted('bureaus', source.bureauView),
    board: { read: counted('board', () => source.board.read()) },
  }
}

it('a page of fifty data sets asks for its bureaus and for its feeds once', async () => {
  const counts: Record<string, number> = {}
  const subgraph = await startTestSubgraph({
    ...createDefinition([]),
    createSource: (surroundings) => countLookUps(createCatalogueSource(surroundings, []), counts),
  })
  const page = await subgraph.ask(
    '{ datasets(first: 50) { nodes { custodian { name { zh } } custodians { id } feed { state } } } }',
  )
  expect(page.errors).toBeUndefined()
  expect(counts).toEqual({ bureaus: 1, board: 1 })
  await subgraph.stop()
})

it('a hundred references to areas ask once', async () => {
  const counts: Record<string, number> = {}
  const subgraph = await startTestSubgraph({
    ...createDefinition([]),
    createSource: (surroundings) => countLookUps(createCatalogueSource(surroundings, []), counts),
  })
  const ids = ['se', 'carmo', 'cotai', 'fatima']
  const keys = Array.from({ length: 100 }, (_, index) => ({
    __typename: 'AdministrativeArea',
    id: ids[index % ids.length],
  }))
  const answer = await subgraph.ask(
    'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on AdministrativeArea { name { en } } } }',
    { keys },
  )
  expect(answer.errors).toBeUndefined()
  expect(counts).toEqual({ areas: 1 })
  await subgraph.stop()
})
