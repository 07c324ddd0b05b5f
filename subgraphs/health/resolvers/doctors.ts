import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { listDoctors } from '../doctorLists.ts'
import { Doctor, DoctorConnection, DoctorsArgs } from '../schema/doctor.ts'
import type { DoctorRecord } from '../source/doctors.ts'
import type { FacilityRecord } from '../source/facilities.ts'
import type { HealthContext } from './context.ts'

@Resolver(() => Doctor)
export class DoctorResolver {
  @Query(() => DoctorConnection, { nullable: true, description: 'The licensed doctors, as in the register.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  doctors(@Args(() => DoctorsArgs) args: DoctorsArgs, @Ctx() { source }: HealthContext): Page<DoctorRecord> {
    return listDoctors([...source.doctorsById().values()], source, args)
  }

  @Query(() => Doctor, { nullable: true, description: 'The doctor of this id, or null.' })
  @Directive('@cacheControl(maxAge: 86400)')
  doctor(
    @Arg('id', () => ID, { description: 'The id of the doctor in the register.' }) id: string,
    @Ctx() { loaders }: HealthContext,
  ): Promise<DoctorRecord | null> {
    return loaders.doctor.load(id)
  }

  @FieldResolver()
  specialty(@Root() { specialty }: DoctorRecord): Text {
    return createText(specialty)
  }

  @FieldResolver()
  async facility(
    @Root() { facility }: DoctorRecord,
    @Ctx() { loaders }: HealthContext,
  ): Promise<FacilityRecord | null> {
    return facility === null ? null : loaders.facility.load(facility)
  }

  @FieldResolver()
  provenance(@Root() { sample }: DoctorRecord, @Ctx() { source }: HealthContext): ProvenanceValue {
    return provenanceOf(source.read.doctors, sample)
  }
}
