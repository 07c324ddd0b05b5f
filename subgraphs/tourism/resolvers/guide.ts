import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { listItems } from '../../_kit/lists/listItems.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { Guide, GuideConnection, GuidesArgs } from '../schema/guide.ts'
import type { GuideRecord } from '../source/guides.ts'
import type { TourismContext } from './context.ts'

@Resolver(() => Guide)
export class GuideResolver {
  @Query(() => Guide, { nullable: true, description: 'The guide of this id, or null.' })
  guide(
    @Arg('id', () => ID, { description: 'The id of the guide.' }) id: string,
    @Ctx() { loaders }: TourismContext,
  ): Promise<GuideRecord | null> {
    return loaders.guide.load(id)
  }

  @Query(() => GuideConnection, { nullable: true, description: 'The licensed tourist guides.' })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  guides(@Args(() => GuidesArgs) args: GuidesArgs, @Ctx() { source }: TourismContext): Page<GuideRecord> {
    const language = args.filter?.language
    const { all, byId } = source.guides.view()
    const chosen = language ? all.filter(({ languages }) => languages.includes(language)) : all
    return listItems(chosen, args, {
      what: 'guides',
      idOf: ({ id }) => id,
      isKnown: (id) => byId.has(id),
      keys: {},
    })
  }

  @FieldResolver()
  name(@Root() guide: GuideRecord): Text {
    return createText(guide.name)
  }

  @FieldResolver()
  provenance(@Root() { sample }: GuideRecord, @Ctx() { source }: TourismContext): ProvenanceValue {
    return provenanceOf(source.guides.feed, sample)
  }
}
