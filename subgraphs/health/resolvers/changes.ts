import { Arg, Ctx, Directive, ID, Resolver, Root, Subscription } from 'type-graphql'
import type { GraphEvent } from '../../../kit/events/graphEvent.ts'
import { subscribedAtGateway, topicDirective } from '../../_kit/events/topic.ts'
import type { DepartmentRecord } from '../departments.ts'
import { EmergencyDepartment } from '../schema/emergency.ts'
import type { HealthContext } from './context.ts'

@Resolver()
export class ChangesResolver {
  @Subscription(() => EmergencyDepartment, {
    nullable: true,
    subscribe: subscribedAtGateway,
    description: 'An emergency department whose waits have changed; null where it is registered no longer.',
  })
  @Directive(topicDirective({ name: 'emergencyDepartments', holds: 'STATE', match: { ids: 'key' } }))
  emergencyDepartmentChanged(
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these departments.' })
    _ids: readonly string[] | null | undefined,
    @Root() { key }: GraphEvent,
    @Ctx() { loaders }: HealthContext,
  ): Promise<DepartmentRecord | null> {
    return loaders.department.load(key)
  }
}
