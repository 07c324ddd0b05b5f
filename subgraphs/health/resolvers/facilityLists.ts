import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { PageArgs, paginate, type Page } from '../../_kit/connection.ts'
import { assertNearbyArgs, type PlaceValue } from '../../_kit/place.ts'
import { facilityTypeOf, type FacilityType } from '../facilityType.ts'
import { HealthFacilityKind } from '../schema/codes.ts'
import { HealthFacility } from '../schema/facility.ts'
import {
  ClinicConnection,
  HealthCentreConnection,
  HealthFacilitiesArgs,
  HealthFacilityConnection,
  HealthFacilityOrder,
  HospitalConnection,
  NearbyHealthFacilitiesArgs,
  NearbyHealthFacility,
  PharmacyConnection,
} from '../schema/facilityLists.ts'
import { AdministrativeArea, Place } from '../schema/keys.ts'
import type { FacilityRecord } from '../source/facilities.ts'
import type { HealthContext } from './context.ts'

const LIST_SIZE =
  '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)'
const A_DAY = '@cacheControl(maxAge: 86400)'

@Resolver()
export class HealthFacilityListResolver {
  @Query(() => HealthFacility, { nullable: true, description: 'The health facility of this id, or null.' })
  @Directive(A_DAY)
  healthFacility(
    @Arg('id', () => ID, { description: 'The id in the register, such as "chcsj".' }) id: string,
    @Ctx() { loaders }: HealthContext,
  ): Promise<FacilityRecord | null> {
    return loaders.facility.load(id)
  }

  @Query(() => HealthFacilityConnection, { nullable: true, description: 'The health facilities.' })
  @Directive(LIST_SIZE)
  @Directive(A_DAY)
  healthFacilities(
    @Args(() => HealthFacilitiesArgs) args: HealthFacilitiesArgs,
    @Ctx() { source }: HealthContext,
  ): Page<FacilityRecord> {
    const { all, byArea } = source.register()
    const inArea = args.filter?.area ? (byArea.get(args.filter.area) ?? []) : all
    return paginateFacilities(order(keepKinds(inArea, args.filter?.kinds), args.orderBy), args)
  }

  @Query(() => HospitalConnection, { nullable: true, description: 'The hospitals, as in the register.' })
  @Directive(LIST_SIZE)
  @Directive(A_DAY)
  hospitals(@Args(() => PageArgs) args: PageArgs, @Ctx() context: HealthContext): Page<FacilityRecord> {
    return paginateFacilities(ofType('Hospital', context), args)
  }

  @Query(() => HealthCentreConnection, {
    nullable: true,
    description: 'The health centres and health stations, as in the register.',
  })
  @Directive(LIST_SIZE)
  @Directive(A_DAY)
  healthCentres(@Args(() => PageArgs) args: PageArgs, @Ctx() context: HealthContext): Page<FacilityRecord> {
    return paginateFacilities(ofType('HealthCentre', context), args)
  }

  @Query(() => ClinicConnection, {
    nullable: true,
    description: 'The clinics and other facilities, as in the register.',
  })
  @Directive(LIST_SIZE)
  @Directive(A_DAY)
  clinics(@Args(() => PageArgs) args: PageArgs, @Ctx() context: HealthContext): Page<FacilityRecord> {
    return paginateFacilities(ofType('Clinic', context), args)
  }

  @Query(() => PharmacyConnection, { nullable: true, description: 'The pharmacies, as in the register.' })
  @Directive(LIST_SIZE)
  @Directive(A_DAY)
  pharmacies(@Args(() => PageArgs) args: PageArgs, @Ctx() context: HealthContext): Page<FacilityRecord> {
    return paginateFacilities(ofType('Pharmacy', context), args)
  }
}

@Resolver(() => Place)
export class PlaceResolver {
  @FieldResolver(() => [NearbyHealthFacility], {
    nullable: true,
    description: 'Health facilities near this place, nearest first.',
  })
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  nearbyHealthFacilities(
    @Root() place: PlaceValue,
    @Args(() => NearbyHealthFacilitiesArgs) args: NearbyHealthFacilitiesArgs,
    @Ctx() { source }: HealthContext,
  ): readonly { metres: number; healthFacility: FacilityRecord }[] {
    assertNearbyArgs(args)
    const { near, all } = source.register()
    return near
      .near(place, args.withinMetres, args.kinds ? all.length : args.first)
      .filter(({ item }) => hasKind(item, args.kinds))
      .slice(0, args.first)
      .map(({ item, metres }) => ({ metres, healthFacility: item }))
  }
}

@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @FieldResolver(() => [HealthFacility], {
    nullable: true,
    description: 'The health facilities of this area, as in the register.',
  })
  @Directive('@listSize(assumedSize: 12)')
  healthFacilities(
    @Root() { id }: AdministrativeArea,
    @Arg('kinds', () => [HealthFacilityKind], { nullable: true, description: 'Only those of these kinds.' })
    kinds: readonly HealthFacilityKind[] | undefined,
    @Ctx() { source }: HealthContext,
  ): readonly FacilityRecord[] {
    return keepKinds(source.register().byArea.get(id) ?? [], kinds)
  }
}

function paginateFacilities(facilities: readonly FacilityRecord[], args: PageArgs): Page<FacilityRecord> {
  return paginate(facilities, args, ({ id }) => id)
}

function ofType(type: FacilityType, { source }: HealthContext): readonly FacilityRecord[] {
  return source.register().all.filter((facility) => facilityTypeOf(facility) === type)
}

function keepKinds(
  facilities: readonly FacilityRecord[],
  kinds: readonly HealthFacilityKind[] | null | undefined,
): readonly FacilityRecord[] {
  return facilities.filter((facility) => hasKind(facility, kinds))
}

function hasKind({ kind }: FacilityRecord, kinds: readonly HealthFacilityKind[] | null | undefined): boolean {
  return !kinds || kinds.includes(kind)
}

function order(facilities: readonly FacilityRecord[], by: HealthFacilityOrder): readonly FacilityRecord[] {
  switch (by) {
    case HealthFacilityOrder.REGISTER:
      return facilities
    case HealthFacilityOrder.ID:
      return facilities.toSorted((a, b) => a.id.localeCompare(b.id))
  }
}
