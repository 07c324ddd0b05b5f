import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql'
import { inputError } from '../../_kit/errors.ts'
import { assertInTerritory } from '../../_kit/place.ts'
import { describeJourney, type DescribedJourney } from '../journeys/describeJourney.ts'
import { findJourneys } from '../journeys/findJourneys.ts'
import { findHeadway } from '../journeys/headwayAt.ts'
import { waitMinutes } from '../journeys/minutes.ts'
import type { Pattern } from '../journeys/network.ts'
import type { TransportContext } from '../loaders.ts'
import { Journey, JourneysArgs, MOST_JOURNEYS, MOST_WALKED } from '../schema/journey.ts'
import { FIRST_SIZE } from '../schema/listSize.ts'
import type { HeadwayRecord } from '../source/busHeadways.ts'

@Resolver(() => Journey)
export class JourneyResolver {
  @Query(() => [Journey], {
    nullable: true,
    description:
      'Ways from one coordinate to another by bus and LRT, with at most one change, the quickest first; all times are estimates. Of each route, and of each two between which one changes, the quickest way; none that is no quicker than walking, or than one of its two vehicles alone. LRT trains, of which no source states hours or headways, count as running at all times and without a wait.',
  })
  @Directive('@cost(weight: 20)')
  @Directive('@cacheControl(maxAge: 60)')
  @Directive(FIRST_SIZE)
  @Directive('@semanticNonNull')
  journeys(
    @Args(() => JourneysArgs) args: JourneysArgs,
    @Ctx() { source }: TransportContext,
  ): readonly DescribedJourney[] {
    assertJourneysArgs(args)
    const { from, to, at, withinMetres, first } = args
    const network = source.journeys()
    const waits = listWaits(network.patterns, source.buses.headways(), at ? new Date(at) : source.clock())
    return findJourneys(network, { from, to, withinMetres, first, waits }).map(describeJourney)
  }
}

function assertJourneysArgs({ from, to, withinMetres, first }: JourneysArgs): void {
  assertInTerritory('from', from)
  assertInTerritory('to', to)
  if (withinMetres < 1 || withinMetres > MOST_WALKED)
    throw inputError('withinMetres', `a whole number of metres from 1 to ${MOST_WALKED}`, withinMetres)
  if (first < 1 || first > MOST_JOURNEYS)
    throw inputError('first', `a whole number from 1 to ${MOST_JOURNEYS}`, first)
}

/** A route whose headways are known runs where one holds; of what has none nobody knows. */
function listWaits(
  patterns: readonly Pattern[],
  headways: ReadonlyMap<string, readonly HeadwayRecord[]>,
  instant: Date,
): ReadonlyMap<Pattern, number | null> {
  const waits = new Map<Pattern, number | null>()
  for (const pattern of patterns) {
    const stated = pattern.kind === 'bus' ? headways.get(pattern.route.id) : undefined
    const headway = stated && findHeadway(stated, instant)
    if (headway !== null) waits.set(pattern, headway ? waitMinutes(headway) : null)
  }
  return waits
}
