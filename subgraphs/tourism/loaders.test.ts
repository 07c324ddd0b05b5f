import { expect, it } from 'vitest'
import { startTestSubgraph } from '../_kit/testSubgraph.ts'
import { createLoaders } from './loaders.ts'
import { definition } from './server.ts'
import type { TourismSource } from './source.ts'

/** A source that notes each look-up of a loader: one batch reads one view. */
function countViews(source: TourismSource, views: string[]): TourismSource {
  const counted = <P extends { view(): unknown }>(name: string, part: P): P => ({
    ...part,
    view() {
      views.push(name)
      return part.view()
    },
  })
  return {
    ...source,
    attractions: counted('attractions', source.attractions),
    survey: counted('survey', source.survey),
    complaints: counted('complaints', source.complaints),
    securityPlans: counted('securityPlans', source.securityPlans),
    classAverages() {
      views.push('classAverages')
      return source.classAverages()
    },
  }
}

it('makes one batch per loader for a page of fifty with all that is nested in it', async () => {
  const views: string[] = []
  const subgraph = await startTestSubgraph({
    ...definition,
    createContext: (source) => ({
      source,
      loaders: createLoaders(countViews(source, views)),
      now: source.clock(),
    }),
  })
  const { errors } = await subgraph.ask(
    `query ($keys: [_Any!]!) {
      hotels(first: 50) { nodes { id place { nearbyAttractions { attraction { id } } } complaints { id }
        occupancy { percent } averageRate { averageRateMop } ownOccupancy { percent }
        classAverageOccupancy { percent } } }
      events(first: 50) { nodes { securityPlan { crowdLimit } attraction { id } } }
      _entities(representations: $keys) { ... on Attraction { name { en } } } }`,
    { keys: Array.from({ length: 50 }, () => ({ __typename: 'Attraction', id: 'penha' })) },
  )
  await subgraph.stop()
  expect(errors).toBeUndefined()
  expect(views.toSorted()).toEqual(['attractions', 'classAverages', 'complaints', 'securityPlans', 'survey'])
})
