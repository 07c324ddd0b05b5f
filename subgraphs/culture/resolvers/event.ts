import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import { EmbargoedProgramme, Event } from '../schema/event.ts'
import type { ProgrammeRecord } from '../source/eventProgrammes.ts'

@Resolver(() => Event)
export class EventResolver {
  @FieldResolver(() => EmbargoedProgramme, {
    nullable: true,
    description:
      'Its programme before it is made public; for partners. Null where the culture bureau has none.',
  })
  @Directive('@requiresScopes(scopes: [["partner"], ["staff"]])')
  async embargoedProgramme(
    @Root() { id }: Event,
    @Ctx() { loaders }: CultureContext,
  ): Promise<ProgrammeRecord | null> {
    const [latest] = await loaders.programmesOf.load({ key: id, limit: 1 })
    return latest ?? null
  }
}

@Resolver(() => EmbargoedProgramme)
export class EmbargoedProgrammeResolver {
  @FieldResolver()
  programme(@Root() { programme }: ProgrammeRecord): Text {
    return createText(programme)
  }

  @FieldResolver()
  provenance(@Root() { sample }: ProgrammeRecord, @Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.eventProgrammes.feed, sample)
  }
}
