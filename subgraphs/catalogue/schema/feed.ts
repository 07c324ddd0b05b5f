import { ArgsType, Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { Text } from '../../_kit/text.ts'

export enum FeedState {
  LIVE = 'LIVE',
  BUNDLED = 'BUNDLED',
  DEGRADED = 'DEGRADED',
  STALE = 'STALE',
  FAILED = 'FAILED',
}

registerEnumType(FeedState, {
  name: 'FeedState',
  description: 'How a source stands.',
  valuesConfig: {
    LIVE: { description: 'Read from the address of the source within its interval.' },
    BUNDLED: { description: 'Read from the snapshot or recording that comes with the subgraph.' },
    DEGRADED: {
      description:
        'The last document was refused, since it is none or gives too little; the last good records are shown.',
    },
    STALE: {
      description: 'Not read well for more than three of its intervals; the last good records are shown.',
    },
    FAILED: { description: 'Nothing could be read, or the subgraph that reads it does not answer.' },
  },
})

@ObjectType({ description: 'A record that a subgraph did not take from its source.' })
export class SetAsideRecord {
  @Field(() => String, { description: 'What names the record in the source: its id, or its row.' })
  record!: string

  @Field(() => String, {
    description:
      'Why it was set aside: the field, what was expected and, where that is for everybody, what came.',
  })
  reason!: string
}

@ObjectType({ description: 'How a subgraph reads one of its sources, and how that goes.' })
@Directive('@cacheControl(maxAge: 5)')
export class Feed {
  @Field(() => ID, { description: 'The id of the feed, which is also that of its data set.' })
  id!: string

  @Field(() => Text, { description: 'The title of the data set.' })
  title!: Text

  @Field(() => String, { description: 'The name of the subgraph that reads the source.' })
  subgraph!: string

  @Field(() => FeedState, { description: 'How the source stands.' })
  state!: FeedState

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds between two readings; null where the subgraph does not answer.',
  })
  intervalSeconds!: number | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the source was last read well; null where it never was.',
  })
  lastSuccessAt!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the source was last tried; null where it never was.',
  })
  lastAttemptAt!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds since the source was last read well; null where it never was.',
  })
  ageSeconds!: number | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when the feed is degraded, stale or failed; null while it is none of these.',
  })
  staleSince!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What went wrong last; null when the last reading went well.',
  })
  lastError!: string | null

  @Field(() => Int, {
    nullable: true,
    description:
      'How many records were taken in the last good reading; null where the subgraph does not answer.',
  })
  accepted!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'How many records were set aside in that reading; null where the subgraph does not answer.',
  })
  setAsideCount!: number | null

  @Field(() => [SetAsideRecord], {
    description: 'The records set aside, the first fifty; none where the records are not for everybody.',
  })
  setAside!: readonly SetAsideRecord[]

  @Field(() => [String], { description: 'Findings about many records at once.' })
  remarks!: readonly string[]
}

@ArgsType()
export class FeedsArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only feeds of data sets that this bureau keeps, such as "dsat".',
  })
  bureau?: string | null

  @Field(() => FeedState, { nullable: true, description: 'Only feeds in this state.' })
  state?: FeedState | null
}
