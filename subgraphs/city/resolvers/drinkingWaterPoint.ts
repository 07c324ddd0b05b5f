import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { answerIsOpen, IS_OPEN, IS_OPEN_AT, IS_OPEN_CACHE } from '../../_kit/isOpen.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CityContext } from '../context.ts'
import {
  DrinkingWaterPoint,
  DrinkingWaterPointConnection,
  DrinkingWaterPointsArgs,
} from '../schema/drinkingWaterPoint.ts'
import type { DrinkingWaterRecord } from '../source/drinkingWater.ts'
import { listRegister } from './listRegister.ts'
import { isKnownOpen } from './opening.ts'

@Resolver(() => DrinkingWaterPoint)
export class DrinkingWaterPointResolver {
  @Query(() => DrinkingWaterPoint, {
    nullable: true,
    description: 'The drinking water machine of this id, or null.',
  })
  drinkingWaterPoint(
    @Arg('id', () => ID, { description: 'The id of the machine.' }) id: string,
    @Ctx() { loaders }: CityContext,
  ): Promise<DrinkingWaterRecord | null> {
    return loaders.drinkingWaterPoint.load(id)
  }

  @Query(() => DrinkingWaterPointConnection, {
    nullable: true,
    description: 'The drinking water machines of both bureaus.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  drinkingWaterPoints(
    @Args(() => DrinkingWaterPointsArgs) args: DrinkingWaterPointsArgs,
    @Ctx() { source }: CityContext,
  ): Page<DrinkingWaterRecord> {
    const accepts = isKnownOpen(args.filter?.openAt)
    return listRegister('drinking water', source.drinkingWater(), accepts, args)
  }

  @FieldResolver()
  name(@Root() { name }: DrinkingWaterRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  address(@Root() { address }: DrinkingWaterRecord): Text {
    return createText(address)
  }

  @FieldResolver(() => Boolean, { nullable: true, description: IS_OPEN })
  @Directive(IS_OPEN_CACHE)
  isOpen(
    @Root() { openingHours }: DrinkingWaterRecord,
    @Arg('at', () => DateTime, { nullable: true, description: IS_OPEN_AT }) at: string | null | undefined,
    @Ctx() { now }: CityContext,
  ): boolean | null {
    return answerIsOpen(openingHours, at, now)
  }

  @FieldResolver()
  provenance(@Root() { operator }: DrinkingWaterRecord, @Ctx() { source }: CityContext): ProvenanceValue {
    return provenanceOf(source.from.drinkingWater[operator], false)
  }
}
