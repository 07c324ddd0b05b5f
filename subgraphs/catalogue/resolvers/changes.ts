import { Arg, Ctx, Directive, ID, Resolver, Root, Subscription } from 'type-graphql'
import type { GraphEvent } from '../../../kit/events/graphEvent.ts'
import { subscribedAtGateway, topicDirective } from '../../_kit/events/topic.ts'
import type { FeedEntry } from '../feedBoard.ts'
import { Feed } from '../schema/feed.ts'
import type { CatalogueContext } from './context.ts'

@Resolver()
export class ChangesResolver {
  @Subscription(() => Feed, {
    nullable: true,
    subscribe: subscribedAtGateway,
    description:
      'A feed whose state has changed, within a quarter of a minute; null where there is none any more.',
  })
  @Directive(topicDirective({ name: 'feeds', holds: 'FACT', match: { ids: 'key' } }))
  async feedStateChanged(
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these feeds.' })
    _ids: readonly string[] | null | undefined,
    @Root() { key }: GraphEvent,
    @Ctx() { source }: CatalogueContext,
  ): Promise<FeedEntry | null> {
    return (await source.board.read()).find(({ id }) => id === key) ?? null
  }
}
