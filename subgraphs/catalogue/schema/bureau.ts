import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Node } from '../../_kit/node.ts'
import { Text } from '../../_kit/text.ts'

export enum BureauRole {
  LEAD = 'LEAD',
  CUSTODIAN = 'CUSTODIAN',
  COLLABORATOR = 'COLLABORATOR',
}

registerEnumType(BureauRole, {
  name: 'BureauRole',
  description: 'What a bureau does for the shared data.',
  valuesConfig: {
    LEAD: { description: 'Named by the plan to lead the sharing of data in its field.' },
    CUSTODIAN: {
      description: 'Keeps the data of one of the four first domains and answers for its subgraph.',
    },
    COLLABORATOR: { description: 'Publishes data that the graph uses, without a subgraph of its own.' },
  },
})

@ObjectType({ implements: Node, description: 'A public body that leads, keeps or publishes data.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class Bureau {
  @Field(() => ID, { description: 'The short name of the bureau in lower case, such as "dsat".' })
  id!: string

  @Field(() => Text, { description: 'The name of the bureau.' })
  name!: Text

  @Field(() => BureauRole, { description: 'What the bureau does for the shared data.' })
  role!: BureauRole
}
