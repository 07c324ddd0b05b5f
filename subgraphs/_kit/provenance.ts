import 'reflect-metadata'
import { type ClassType, Directive, Field, ID, ObjectType } from 'type-graphql'
import { DateTime } from '../../schema/scalars.ts'
import type { Feed } from './feed.ts'
import { Text, createText } from './text.ts'

/** The catalogue's `Dataset`, known to other bureaus by its key alone. */
@ObjectType('Dataset', { description: 'A data set that a bureau publishes.' })
@Directive('@key(fields: "id", resolvable: false)')
export class DatasetReference {
  @Field(() => ID, { description: 'The id of the data set in the catalogue.' })
  id!: string
}

export interface ProvenanceValue {
  readonly datasetTitle: Text
  readonly dataset: { readonly id: string }
  readonly retrievedAt: string
  readonly sourceUpdatedAt: string | null
  readonly stale: boolean
  readonly sample: boolean
}

/** The shared `Provenance` type; the catalogue alone passes a `Dataset` class of its own. */
export function createProvenanceType(dataset: () => ClassType<{ id: string }>): ClassType<ProvenanceValue> {
  @ObjectType('Provenance', { description: 'Where a record comes from and how fresh it is.' })
  @Directive('@shareable')
  class Provenance implements ProvenanceValue {
    @Field(() => Text, { description: 'The title of the data set.' })
    datasetTitle!: Text

    @Field(dataset, {
      nullable: true,
      description:
        'The data set in the catalogue: licence, custodian, update frequency; null where the catalogue does not have it.',
    })
    dataset!: { id: string }

    @Field(() => DateTime, { description: 'When the record was last read from its source.' })
    retrievedAt!: string

    @Field(() => DateTime, {
      nullable: true,
      description: 'When the source says that it was updated; null where it does not say.',
    })
    sourceUpdatedAt!: string | null

    // Time alone makes it true, so that no change of the source ends what is kept of it.
    @Directive('@cacheControl(maxAge: 60)')
    @Field(() => Boolean, {
      description: 'Whether the source has failed for longer than three of its intervals.',
    })
    stale!: boolean

    @Field(() => Boolean, {
      description: 'Whether the record is synthetic: made to show the shape where no public figure exists.',
    })
    sample!: boolean
  }
  return Provenance
}

export const Provenance = createProvenanceType(() => DatasetReference)

/** The provenance of a record read by `feed`; `sample` for a synthetic one. */
export function provenanceOf(feed: Feed<unknown>, sample: boolean): ProvenanceValue {
  const { retrievedAt, sourceUpdatedAt, stale } = feed.read()
  return {
    datasetTitle: createText(feed.title),
    dataset: { id: feed.id },
    retrievedAt,
    sourceUpdatedAt,
    stale,
    sample,
  }
}
