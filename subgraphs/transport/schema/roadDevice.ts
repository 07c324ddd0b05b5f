import { ArgsType, Directive, Field, ID, ObjectType, InputType } from 'type-graphql'
import { createConnectionType } from '../../_kit/connection.ts'
import { PlacedListArgs } from '../../_kit/lists/listArgs.ts'
import { createPlacedSortType, describeSort, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { Node } from '../../_kit/node.ts'
import { Provenance, type ProvenanceValue } from '../../_kit/provenance.ts'
import { Text } from '../../_kit/text.ts'
import { AdministrativeArea, Place } from './place.ts'
import { FOR_DSAT, FOR_STAFF } from './scopes.ts'

@ObjectType({ implements: Node, description: 'A camera that watches traffic.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class RoadCamera {
  @Field(() => ID, { description: 'The id of the camera.' })
  id!: string

  @Field(() => Text, { description: 'The road it watches.' })
  name!: Text

  @Field(() => Place, {
    nullable: true,
    description: 'Where it stands; null where the register gives no coordinate.',
  })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area it stands in; null where not stated.',
  })
  area!: AdministrativeArea | null

  @Field(() => String, {
    nullable: true,
    description:
      'The address of its picture; for bureau staff, since people and plates can be seen; null for others.',
  })
  @Directive(FOR_STAFF)
  streamUrl!: string | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

@ObjectType({ implements: Node, description: 'A controller of traffic lights.' })
@Directive('@key(fields: "id")')
@Directive('@cacheControl(maxAge: 86400)')
export class SignalController {
  @Field(() => ID, { description: 'The id of the controller.' })
  id!: string

  @Field(() => Text, { description: 'The junction it controls.' })
  name!: Text

  @Field(() => Place, {
    nullable: true,
    description: 'Where it stands; null where the register gives no coordinate.',
  })
  place!: Place | null

  @Field(() => AdministrativeArea, {
    nullable: true,
    description: 'The area it stands in; null where not stated.',
  })
  area!: AdministrativeArea | null

  @Field(() => String, {
    nullable: true,
    description:
      'Where it is reached on its network; for the bureau alone, since it is critical infrastructure; null for others.',
  })
  @Directive(FOR_DSAT)
  @Directive('@tag(name: "internal")')
  endpoint!: string | null

  @Field(() => Provenance, { description: 'Where the record comes from.' })
  provenance!: ProvenanceValue
}

export const RoadCameraConnection = createConnectionType('RoadCamera', () => RoadCamera)
export const SignalControllerConnection = createConnectionType('SignalController', () => SignalController)

@InputType({ description: 'Which road cameras a list holds; what is left out does not restrict.' })
export class RoadCameraFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null
}

export const RoadCameraSort = createPlacedSortType('RoadCamera', 'road cameras', {})

@ArgsType()
export class RoadCamerasArgs extends PlacedListArgs {
  @Field(() => RoadCameraFilter, { nullable: true, description: 'Which road cameras the list holds.' })
  filter?: RoadCameraFilter | null

  @Field(() => [RoadCameraSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<PlacedSortField>[] | null
}

@InputType({ description: 'Which signal controllers a list holds; what is left out does not restrict.' })
export class SignalControllerFilter {
  @Field(() => ID, { nullable: true, description: 'Only those of this area.' })
  area?: string | null
}

export const SignalControllerSort = createPlacedSortType('SignalController', 'signal controllers', {})

@ArgsType()
export class SignalControllersArgs extends PlacedListArgs {
  @Field(() => SignalControllerFilter, {
    nullable: true,
    description: 'Which signal controllers the list holds.',
  })
  filter?: SignalControllerFilter | null

  @Field(() => [SignalControllerSort], { nullable: true, description: describeSort('by id') })
  sort?: readonly Sort<PlacedSortField>[] | null
}
