import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { PlaceValue } from '../../_kit/place.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { DepartmentRecord } from '../departments.ts'
import { isOutdated } from '../freshness.ts'
import type { EmergencyWaitStatus } from '../schema/codes.ts'
import { EmergencyDepartment, EmergencyDepartmentOrder, type TriageLevelCount } from '../schema/emergency.ts'
import { EMERGENCY_STEP_SECONDS, type WaitRecord } from '../source/emergencyWaits.ts'
import { summariseTriage } from '../triageLevels.ts'
import type { HealthContext } from './context.ts'

@Resolver(() => EmergencyDepartment)
export class EmergencyDepartmentResolver {
  @Query(() => [EmergencyDepartment], { nullable: true, description: 'All emergency departments.' })
  @Directive('@listSize(assumedSize: 6)')
  @Directive('@cacheControl(maxAge: 300)')
  @Directive('@semanticNonNull')
  async emergencyDepartments(
    @Arg('orderBy', () => EmergencyDepartmentOrder, {
      defaultValue: EmergencyDepartmentOrder.WAIT_SHORTEST,
      description: 'The order of the list.',
    })
    order: EmergencyDepartmentOrder,
    @Ctx() { source, loaders }: HealthContext,
  ): Promise<readonly DepartmentRecord[]> {
    const byId = source.register().departments.toSorted((a, b) => a.id.localeCompare(b.id))
    switch (order) {
      case EmergencyDepartmentOrder.ID:
        return byId
      case EmergencyDepartmentOrder.WAIT_SHORTEST: {
        const waits = await Promise.all(byId.map(({ id }) => loaders.wait.load(id)))
        return orderByWait(byId, waits)
      }
    }
  }

  @Query(() => EmergencyDepartment, {
    nullable: true,
    description: 'The emergency department of this id, or null.',
  })
  @Directive('@cacheControl(maxAge: 300)')
  emergencyDepartment(
    @Arg('id', () => ID, { description: 'The id of the department, such as "chcsj-adult".' }) id: string,
    @Ctx() { loaders }: HealthContext,
  ): Promise<DepartmentRecord | null> {
    return loaders.department.load(id)
  }

  @FieldResolver()
  name(@Root() { name }: DepartmentRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  place(@Root() { facility }: DepartmentRecord): PlaceValue | null {
    return facility.place
  }

  @FieldResolver()
  area(@Root() { facility }: DepartmentRecord): { id: string } | null {
    return facility.area === null ? null : { id: facility.area }
  }

  @FieldResolver()
  async waitMinutesAvg(
    @Root() { id }: DepartmentRecord,
    @Ctx() { loaders }: HealthContext,
  ): Promise<number | null> {
    return (await loaders.wait.load(id))?.minutesAvg ?? null
  }

  @FieldResolver()
  async waitMinutesP90(
    @Root() { id }: DepartmentRecord,
    @Ctx() { loaders }: HealthContext,
  ): Promise<number | null> {
    return (await loaders.wait.load(id))?.minutesP90 ?? null
  }

  @FieldResolver()
  async waitingPatients(
    @Root() { id }: DepartmentRecord,
    @Ctx() { loaders }: HealthContext,
  ): Promise<number | null> {
    return (await loaders.wait.load(id))?.waitingPatients ?? null
  }

  @FieldResolver()
  async waitStatus(
    @Root() { id }: DepartmentRecord,
    @Ctx() { loaders }: HealthContext,
  ): Promise<EmergencyWaitStatus | null> {
    return (await loaders.wait.load(id))?.status ?? null
  }

  @FieldResolver()
  async observedAt(
    @Root() { id }: DepartmentRecord,
    @Ctx() { loaders }: HealthContext,
  ): Promise<string | null> {
    return (await loaders.wait.load(id))?.observedAt ?? null
  }

  @FieldResolver()
  async stale(
    @Root() { id, publishesWaits }: DepartmentRecord,
    @Ctx() { loaders, source }: HealthContext,
  ): Promise<boolean> {
    const wait = await loaders.wait.load(id)
    if (!wait) return publishesWaits
    return isOutdated(wait.observedAt, source.read.waits.read(), EMERGENCY_STEP_SECONDS)
  }

  @FieldResolver()
  async waitingByTriageLevel(
    @Root() { id }: DepartmentRecord,
    @Ctx() { loaders }: HealthContext,
  ): Promise<readonly TriageLevelCount[] | null> {
    return summariseTriage((await loaders.triage.load(id)) ?? [])
  }

  @FieldResolver()
  async provenance(
    @Root() { id }: DepartmentRecord,
    @Ctx() { loaders, source }: HealthContext,
  ): Promise<ProvenanceValue> {
    const wait = await loaders.wait.load(id)
    return wait ? provenanceOf(source.read.waits, wait.sample) : provenanceOf(source.read.facilities, false)
  }
}

function orderByWait(
  departments: readonly DepartmentRecord[],
  waits: readonly (WaitRecord | null)[],
): readonly DepartmentRecord[] {
  return departments
    .map((department, index) => ({ department, minutes: waits[index]?.minutesAvg ?? Infinity }))
    .toSorted((a, b) => (a.minutes === b.minutes ? 0 : a.minutes - b.minutes))
    .map(({ department }) => department)
}
