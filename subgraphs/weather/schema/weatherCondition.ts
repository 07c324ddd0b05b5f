import { Field, ID, ObjectType } from 'type-graphql'
import { Text } from '../../_kit/text.ts'

@ObjectType({ description: 'What the sky does, by the code that the bureau gives it.' })
export class WeatherCondition {
  @Field(() => ID, { description: 'The code, such as "02"; those with a letter are of the night.' })
  code!: string

  @Field(() => Text, {
    nullable: true,
    description:
      'Its name; null where the code is not in our list. Chinese and Portuguese are our translation.',
  })
  name!: Text | null
}
