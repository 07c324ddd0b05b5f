import { Ctx, Directive, Resolver, Subscription } from 'type-graphql'
import { subscribedAtGateway, topicDirective } from '../../_kit/events/topic.ts'
import type { WeatherContext } from '../context.ts'
import { WeatherWarning } from '../schema/weatherWarning.ts'
import type { WarningInForce } from '../source.ts'

@Resolver()
export class ChangesResolver {
  @Subscription(() => [WeatherWarning], {
    nullable: true,
    subscribe: subscribedAtGateway,
    description:
      'All warnings that are in force, whenever one begins, changes or ends; null where a source cannot be read.',
  })
  @Directive(topicDirective({ name: 'warnings', holds: 'FACT' }))
  @Directive('@listSize(assumedSize: 4)')
  warningChanged(@Ctx() { source }: WeatherContext): readonly WarningInForce[] {
    return source.warningsInForce()
  }
}
