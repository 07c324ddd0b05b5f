import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { assertArea } from '../../_kit/lists/knownIds.ts'
import { listItems } from '../../_kit/lists/listItems.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { TransportContext } from '../loaders.ts'
import type { AdministrativeArea } from '../schema/place.ts'
import {
  RoadCamera,
  RoadCameraConnection,
  RoadCamerasArgs,
  SignalController,
  SignalControllerConnection,
  SignalControllersArgs,
} from '../schema/roadDevice.ts'
import type { RoadDeviceRecord } from '../source/roadDevices.ts'
import type { RoadRegister } from '../views/roads.ts'
import { placeOf, rulesOf } from './byId.ts'

@Resolver(() => RoadCamera)
export class RoadCameraResolver {
  @Query(() => RoadCamera, { nullable: true, description: 'The road camera of this id, or null.' })
  roadCamera(
    @Arg('id', () => ID, { description: 'The id of the camera.' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<RoadDeviceRecord | null> {
    return loaders.roadCamera.load(id)
  }

  @Query(() => RoadCameraConnection, { nullable: true, description: 'The road cameras.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  roadCameras(
    @Args(() => RoadCamerasArgs) args: RoadCamerasArgs,
    @Ctx() { source }: TransportContext,
  ): Page<RoadDeviceRecord> {
    return listDevices('road cameras', source.roads.cameras(), args)
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

  @Query(() => SignalControllerConnection, { nullable: true, description: 'The signal controllers.' })
  @Directive(CONNECTION_SIZE)
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  signalControllers(
    @Args(() => SignalControllersArgs) args: SignalControllersArgs,
    @Ctx() { source }: TransportContext,
  ): Page<RoadDeviceRecord> {
    return listDevices('signal controllers', source.roads.controllers(), args)
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

function listDevices(
  what: string,
  { all, byId, byArea }: RoadRegister<RoadDeviceRecord>,
  args: RoadCamerasArgs | SignalControllersArgs,
): Page<RoadDeviceRecord> {
  const area = args.filter?.area
  assertArea('filter.area', area, (id) => byArea.has(id))
  const chosen = area ? (byArea.get(area) ?? []) : all
  return listItems(chosen, args, { ...rulesOf(what, byId), positionOf: placeOf, keys: {} })
}
