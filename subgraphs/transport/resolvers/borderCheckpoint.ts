import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { isOpenAt } from '../../_kit/openingHours.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { BorderStatusLevel } from '../borderStatusLevel.ts'
import type { DirectionStatusValue } from '../checkpointStatus.ts'
import type { TransportContext } from '../loaders.ts'
import { BorderCheckpoint, type NationalityFlow } from '../schema/borderCheckpoint.ts'
import { assumedSize } from '../schema/listSize.ts'
import type { AdministrativeArea } from '../schema/place.ts'
import type { BorderCheckpointRecord } from '../source/borderCheckpoints.ts'

@Resolver(() => BorderCheckpoint)
export class BorderCheckpointResolver {
  @Query(() => BorderCheckpoint, {
    nullable: true,
    description: 'The border checkpoint of this id, or null.',
  })
  borderCheckpoint(
    @Arg('id', () => ID, { description: 'The id of the checkpoint, such as "hzmb".' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<BorderCheckpointRecord | null> {
    return loaders.borderCheckpoint.load(id)
  }

  @Query(() => [BorderCheckpoint], { nullable: true, description: 'The border checkpoints.' })
  @Directive(assumedSize(10))
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  borderCheckpoints(@Ctx() { source }: TransportContext): readonly BorderCheckpointRecord[] {
    return source.border.checkpoints().all
  }

  @FieldResolver()
  name(@Root() { name }: BorderCheckpointRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  area(@Root() { area }: BorderCheckpointRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  async statusLevel(
    @Root() { id }: BorderCheckpointRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<BorderStatusLevel | null> {
    return (await loaders.borderStatus.load(id))?.level ?? null
  }

  @FieldResolver()
  async statusMinutes(
    @Root() { id }: BorderCheckpointRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<number | null> {
    return (await loaders.borderStatus.load(id))?.minutes ?? null
  }

  @FieldResolver()
  async statusByDirection(
    @Root() { id }: BorderCheckpointRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<readonly DirectionStatusValue[] | null> {
    return (await loaders.borderStatus.load(id))?.byDirection ?? null
  }

  @FieldResolver()
  async observedAt(
    @Root() { id }: BorderCheckpointRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<string | null> {
    return (await loaders.borderStatus.load(id))?.observedAt ?? null
  }

  @FieldResolver()
  async stale(
    @Root() { id }: BorderCheckpointRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<boolean | null> {
    return (await loaders.borderStatus.load(id))?.stale ?? null
  }

  @FieldResolver()
  async statusProvenance(
    @Root() { id }: BorderCheckpointRecord,
    @Ctx() { loaders, source }: TransportContext,
  ): Promise<ProvenanceValue | null> {
    const status = await loaders.borderStatus.load(id)
    return status && provenanceOf(source.border.feeds.status, status.sample)
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether it is open by its opening hours; null where they are not known as times.',
  })
  // Without its argument the answer changes with the clock.
  @Directive('@cacheControl(maxAge: 60)')
  isOpen(
    @Root() { openingHours }: BorderCheckpointRecord,
    @Arg('at', () => DateTime, {
      nullable: true,
      description: 'The instant asked about; now where left out.',
    })
    at: string | null | undefined,
    @Ctx() { source }: TransportContext,
  ): boolean | null {
    return isOpenAt(openingHours, at ? new Date(at) : source.clock())
  }

  @FieldResolver()
  async flowByNationalityHour(
    @Root() { id }: BorderCheckpointRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<readonly NationalityFlow[]> {
    return (await loaders.borderFlow.load(id)) ?? []
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.border.feeds.checkpoints, false)
  }
}
