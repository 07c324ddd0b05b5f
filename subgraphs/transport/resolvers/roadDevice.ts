import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { PageArgs, paginate, type Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { TransportContext } from '../loaders.ts'
import { CONNECTION_SIZE } from '../schema/listSize.ts'
import type { AdministrativeArea } from '../schema/place.ts'
import {
  RoadCamera,
  RoadCameraConnection,
  SignalController,
  SignalControllerConnection,
} from '../schema/roadDevice.ts'
import type { RoadDeviceRecord } from '../source/roadDevices.ts'

@Resolver(() => RoadCamera)
export class RoadCameraResolver {
  @Query(() => RoadCamera, { nullable: true, description: 'The road camera of this id, or null.' })
  roadCamera(
    @Arg('id', () => ID, { description: 'The id of the camera.' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<RoadDeviceRecord | null> {
    return loaders.roadCamera.load(id)
  }

  @Query(() => RoadCameraConnection, { nullable: true, description: 'The road cameras, by id.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  roadCameras(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { source }: TransportContext,
  ): Page<RoadDeviceRecord> {
    return paginate(source.roads.cameras().all, args, ({ id }) => id)
  }

  @FieldResolver()
  name(@Root() { name }: RoadDeviceRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  area(@Root() { area }: RoadDeviceRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  streamUrl(@Root() { address }: RoadDeviceRecord): string {
    return address
  }

  @FieldResolver()
  provenance(@Root() { sample }: RoadDeviceRecord, @Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.roads.feeds.cameras, sample)
  }
}

@Resolver(() => SignalController)
export class SignalControllerResolver {
  @Query(() => SignalController, {
    nullable: true,
    description: 'The signal controller of this id, or null.',
  })
  signalController(
    @Arg('id', () => ID, { description: 'The id of the controller.' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<RoadDeviceRecord | null> {
    return loaders.signalController.load(id)
  }

  @Query(() => SignalControllerConnection, { nullable: true, description: 'The signal controllers, by id.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  signalControllers(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { source }: TransportContext,
  ): Page<RoadDeviceRecord> {
    return paginate(source.roads.controllers().all, args, ({ id }) => id)
  }

  @FieldResolver()
  name(@Root() { name }: RoadDeviceRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  area(@Root() { area }: RoadDeviceRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver()
  endpoint(@Root() { address }: RoadDeviceRecord): string {
    return address
  }

  @FieldResolver()
  provenance(@Root() { sample }: RoadDeviceRecord, @Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.roads.feeds.controllers, sample)
  }
}
