import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { IS_OPEN, IS_OPEN_AT, IS_OPEN_CACHE } from '../../_kit/isOpen.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CityContext } from '../context.ts'
import { Park } from '../schema/park.ts'
import { PublicToilet, PublicToiletConnection, PublicToiletsArgs } from '../schema/publicToilet.ts'
import type { ParkRecord } from '../source/parks.ts'
import type { PublicToiletRecord } from '../source/publicToilets.ts'
import { answerIsToiletOpen } from './opening.ts'
import { listRegister } from './listRegister.ts'
import { fitsToilet } from './selectToilets.ts'

@Resolver(() => PublicToilet)
export class PublicToiletResolver {
  @Query(() => PublicToilet, { nullable: true, description: 'The public toilet of this id, or null.' })
  publicToilet(
    @Arg('id', () => ID, { description: 'The code of the toilet, such as "M35".' }) id: string,
    @Ctx() { loaders }: CityContext,
  ): Promise<PublicToiletRecord | null> {
    return loaders.publicToilet.load(id)
  }

  @Query(() => PublicToiletConnection, { nullable: true, description: 'The public toilets.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  publicToilets(
    @Args(() => PublicToiletsArgs) args: PublicToiletsArgs,
    @Ctx() { source }: CityContext,
  ): Page<PublicToiletRecord> {
    return listRegister('public toilets', source.toilets(), fitsToilet(args.filter ?? {}), args)
  }

  @FieldResolver()
  name(@Root() { name }: PublicToiletRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  address(@Root() { address }: PublicToiletRecord): Text {
    return createText(address)
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: `${IS_OPEN} False at any moment while the toilet is temporarily closed.`,
  })
  @Directive(IS_OPEN_CACHE)
  isOpen(
    @Root() toilet: PublicToiletRecord,
    @Arg('at', () => DateTime, { nullable: true, description: IS_OPEN_AT }) at: string | null | undefined,
    @Ctx() { now }: CityContext,
  ): boolean | null {
    return answerIsToiletOpen(toilet, at, now)
  }

  @FieldResolver(() => Park, {
    nullable: true,
    description: 'The park in which it stands; null where it stands in none.',
  })
  park(@Root() { id }: PublicToiletRecord, @Ctx() { source }: CityContext): ParkRecord | null {
    return source.parkOfToilet().get(id) ?? null
  }

  @FieldResolver()
  provenance(@Ctx() { source }: CityContext): ProvenanceValue {
    return provenanceOf(source.from.toilets, false)
  }
}
