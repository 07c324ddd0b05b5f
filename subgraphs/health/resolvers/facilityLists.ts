import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { assertNearbyArgs, type PlaceValue } from '../../_kit/place.ts'
import { facilityTypeOf, type FacilityType } from '../facilityType.ts'
import { hasKind, listFacilities } from '../listFacilities.ts'
import { openAtMoment } from '../pharmacyLists.ts'
import type { DepartmentRecord } from '../departments.ts'
import { HealthFacilityKind } from '../schema/codes.ts'
import { NearbyEmergencyDepartment, NearbyEmergencyDepartmentsArgs } from '../schema/emergency.ts'
import { HealthFacility } from '../schema/facility.ts'
import {
  ClinicConnection,
  ClinicsArgs,
  HealthCentreConnection,
  HealthCentresArgs,
  HealthFacilitiesArgs,
  HealthFacilityListArgs,
  HealthFacilityConnection,
  HealthFacilityOrder,
  HospitalConnection,
  HospitalsArgs,
  NearbyHealthFacilitiesArgs,
  NearbyHealthFacility,
  PharmaciesArgs,
  PharmacyConnection,
} from '../schema/facilityLists.ts'
import { AdministrativeArea, Place } from '../schema/keys.ts'
import type { FacilityRecord } from '../source/facilities.ts'
import type { HealthContext } from './context.ts'

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
  @Directive(CONNECTION_SIZE)
  @Directive(A_DAY)
  @Directive('@semanticNonNull')
  healthFacilities(
    @Args(() => HealthFacilitiesArgs) { orderBy, ...args }: HealthFacilitiesArgs,
    @Ctx() { source }: HealthContext,
  ): Page<FacilityRecord> {
    const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
    return listFacilities('health facilities', source.register(), () => true, { ...args, sort })
  }

  @Query(() => HospitalConnection, { nullable: true, description: 'The hospitals.' })
  @Directive(CONNECTION_SIZE)
  @Directive(A_DAY)
  @Directive('@semanticNonNull')
  hospitals(
    @Args(() => HospitalsArgs) args: HospitalsArgs,
    @Ctx() { source }: HealthContext,
  ): Page<FacilityRecord> {
    return listFacilities('hospitals', source.register(), isOfType('Hospital'), args)
  }

  @Query(() => HealthCentreConnection, {
    nullable: true,
    description: 'The health centres and health stations.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive(A_DAY)
  @Directive('@semanticNonNull')
  healthCentres(
    @Args(() => HealthCentresArgs) args: HealthCentresArgs,
    @Ctx() { source }: HealthContext,
  ): Page<FacilityRecord> {
    return listFacilities('health centres', source.register(), isOfType('HealthCentre'), args)
  }

  @Query(() => ClinicConnection, {
    nullable: true,
    description: 'The clinics and other facilities.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive(A_DAY)
  @Directive('@semanticNonNull')
  clinics(
    @Args(() => ClinicsArgs) args: ClinicsArgs,
    @Ctx() { source }: HealthContext,
  ): Page<FacilityRecord> {
    return listFacilities('clinics', source.register(), isOfType('Clinic'), args)
  }

  @Query(() => PharmacyConnection, {
    nullable: true,
    description: 'The pharmacies.',
  })
  @Directive(CONNECTION_SIZE)
  // What is open now is soon another list.
  @Directive('@cacheControl(maxAge: 60)')
  @Directive('@semanticNonNull')
  pharmacies(
    @Args(() => PharmaciesArgs) args: PharmaciesArgs,
    @Ctx() { source, now }: HealthContext,
  ): Page<FacilityRecord> {
    const isOpen = openAtMoment(args.filter, now)
    const register = source.register()
    return listFacilities('pharmacies', register, isOfType('Pharmacy'), args, isOpen)
  }
}

@Resolver(() => Place)
export class PlaceResolver {
  @FieldResolver(() => [NearbyHealthFacility], {
    nullable: true,
    description: 'Health facilities near this place, nearest first.',
  })
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  @Directive('@semanticNonNull')
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

  @FieldResolver(() => [NearbyEmergencyDepartment], {
    nullable: true,
    description:
      'Emergency departments near this place, nearest first; without those whose facility has no known coordinate.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  @Directive('@semanticNonNull')
  nearbyEmergencyDepartments(
    @Root() place: PlaceValue,
    @Args(() => NearbyEmergencyDepartmentsArgs) args: NearbyEmergencyDepartmentsArgs,
    @Ctx() { source }: HealthContext,
  ): readonly { metres: number; emergencyDepartment: DepartmentRecord }[] {
    assertNearbyArgs(args)
    return source
      .register()
      .departmentsNear.near(place, args.withinMetres, args.first)
      .map(({ item, metres }) => ({ metres, emergencyDepartment: item }))
  }
}

@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @FieldResolver(() => HealthFacilityConnection, {
    nullable: true,
    description: 'The health facilities of this area.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive(A_DAY)
  @Directive('@semanticNonNull')
  healthFacilitiesConnection(
    @Root() { id }: AdministrativeArea,
    @Args(() => HealthFacilityListArgs) args: HealthFacilityListArgs,
    @Ctx() { source }: HealthContext,
  ): Page<FacilityRecord> {
    const isHere = ({ area }: FacilityRecord) => area === id
    return listFacilities('health facilities', source.register(), () => true, args, isHere)
  }

  @FieldResolver(() => [HealthFacility], {
    nullable: true,
    description: 'The health facilities of this area, as in the register.',
    deprecationReason: 'Use `healthFacilitiesConnection`; goes on 2027-06-30.',
  })
  @Directive('@listSize(assumedSize: 12)')
  @Directive('@semanticNonNull')
  healthFacilities(
    @Root() { id }: AdministrativeArea,
    @Arg('kinds', () => [HealthFacilityKind], { nullable: true, description: 'Only those of these kinds.' })
    kinds: readonly HealthFacilityKind[] | null | undefined,
    @Ctx() { source }: HealthContext,
  ): readonly FacilityRecord[] {
    const inArea = source.register().byArea.get(id) ?? []
    return inArea.filter((facility) => hasKind(facility, kinds))
  }
}

function isOfType(type: FacilityType): (facility: FacilityRecord) => boolean {
  return (facility) => facilityTypeOf(facility) === type
}

const OLD_ORDERS: Readonly<Record<HealthFacilityOrder, readonly Sort<PlacedSortField>[]>> = {
  [HealthFacilityOrder.REGISTER]: [],
  [HealthFacilityOrder.ID]: [{ field: 'ID', direction: SortDirection.ASC }],
}
