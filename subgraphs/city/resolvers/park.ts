import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { answerIsOpen, IS_OPEN, IS_OPEN_AT, IS_OPEN_CACHE } from '../../_kit/isOpen.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CityContext } from '../context.ts'
import { Park, ParkConnection, ParksArgs } from '../schema/park.ts'
import { PublicToilet } from '../schema/publicToilet.ts'
import type { ParkRecord } from '../source/parks.ts'
import type { PublicToiletRecord } from '../source/publicToilets.ts'
import { listRegister } from './listRegister.ts'
import { isKnownOpen } from './opening.ts'

@Resolver(() => Park)
export class ParkResolver {
  @Query(() => Park, { nullable: true, description: 'The park of this id, or null.' })
  park(
    @Arg('id', () => ID, { description: 'The id of the park, such as "jm13".' }) id: string,
    @Ctx() { loaders }: CityContext,
  ): Promise<ParkRecord | null> {
    return loaders.park.load(id)
  }

  @Query(() => ParkConnection, { nullable: true, description: 'The parks in which a public toilet stands.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  parks(@Args(() => ParksArgs) args: ParksArgs, @Ctx() { source }: CityContext): Page<ParkRecord> {
    return listRegister('parks', source.parks(), isKnownOpen(args.filter?.openAt), args)
  }

  @FieldResolver()
  name(@Root() { name }: ParkRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  address(@Root() { address }: ParkRecord): Text {
    return createText(address)
  }

  @FieldResolver(() => Boolean, { nullable: true, description: IS_OPEN })
  @Directive(IS_OPEN_CACHE)
  isOpen(
    @Root() { openingHours }: ParkRecord,
    @Arg('at', () => DateTime, { nullable: true, description: IS_OPEN_AT }) at: string | null | undefined,
    @Ctx() { now }: CityContext,
  ): boolean | null {
    return answerIsOpen(openingHours, at, now)
  }

  @FieldResolver()
  placeIsApproximate(@Root() { place }: ParkRecord): boolean | null {
    return place && true
  }

  @FieldResolver(() => [PublicToilet], { nullable: true, description: 'Its public toilets, by id.' })
  @Directive('@listSize(assumedSize: 5)')
  @Directive('@semanticNonNull')
  async toilets(
    @Root() { toilets }: ParkRecord,
    @Ctx() { loaders }: CityContext,
  ): Promise<readonly PublicToiletRecord[]> {
    const found = await Promise.all(toilets.map((id) => loaders.publicToilet.load(id)))
    return found.filter((toilet) => toilet !== null)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: CityContext): ProvenanceValue {
    return provenanceOf(source.from.parks, false)
  }
}
