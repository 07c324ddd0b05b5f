import { Arg, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { inputError } from '../../_kit/errors.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { loadFound, type TransportContext } from '../loaders.ts'
import { assumedSize } from '../schema/listSize.ts'
import { LrtLine, LrtStation } from '../schema/lrt.ts'
import type { AdministrativeArea } from '../schema/place.ts'
import type { LrtLineRecord, LrtStationRecord } from '../source/lrt.ts'

@Resolver(() => LrtLine)
export class LrtLineResolver {
  @Query(() => LrtLine, { nullable: true, description: 'The LRT line of this id, or null.' })
  lrtLine(
    @Arg('id', () => ID, { description: 'The id of the line, such as "hengqin".' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<LrtLineRecord | null> {
    return loaders.lrtLine.load(id)
  }

  @Query(() => [LrtLine], { nullable: true, description: 'The LRT lines.' })
  @Directive(assumedSize(3))
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  lrtLines(@Ctx() { source }: TransportContext): readonly LrtLineRecord[] {
    return source.lrt.system().lines
  }

  @FieldResolver()
  name(@Root() { name }: LrtLineRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  stations(
    @Root() { stations }: LrtLineRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<readonly LrtStationRecord[]> {
    return loadFound(loaders.lrtStation, stations)
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.lrt.feed, false)
  }
}

@Resolver(() => LrtStation)
export class LrtStationResolver {
  @Query(() => LrtStation, { nullable: true, description: 'The LRT station of this id, or null.' })
  lrtStation(
    @Arg('id', () => ID, { description: 'The code of the station, such as "BAR".' }) id: string,
    @Ctx() { loaders }: TransportContext,
  ): Promise<LrtStationRecord | null> {
    return loaders.lrtStation.load(id)
  }

  @Query(() => [LrtStation], { nullable: true, description: 'The LRT stations.' })
  @Directive(assumedSize(15))
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  lrtStations(@Ctx() { source }: TransportContext): readonly LrtStationRecord[] {
    return source.lrt.system().stations
  }

  @FieldResolver()
  name(@Root() { name }: LrtStationRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  area(@Root() { area }: LrtStationRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver(() => [LrtLine], { description: 'The lines that call here.' })
  @Directive(assumedSize(2))
  lines(
    @Root() { lines }: LrtStationRecord,
    @Ctx() { loaders }: TransportContext,
  ): Promise<readonly LrtLineRecord[]> {
    return loadFound(loaders.lrtLine, lines)
  }

  @FieldResolver(() => [LrtStation], {
    description:
      'The stations at most this many stops away, the station itself at 0 stops first, then the nearest; lines are changed where they meet.',
  })
  @Directive(assumedSize(10))
  stationsWithin(
    @Root() { id }: LrtStationRecord,
    @Arg('stops', () => Int, { description: 'How many stops to travel at most, 0 to 20.' }) stops: number,
    @Ctx() { source, loaders }: TransportContext,
  ): Promise<readonly LrtStationRecord[]> {
    if (stops < 0 || stops > 20) throw inputError('stops', 'a whole number from 0 to 20', stops)
    const stopsTo = source.lrt.system().stopsBetween.get(id) ?? new Map([[id, 0]])
    const reached = [...stopsTo].filter(([, distance]) => distance <= stops)
    return loadFound(
      loaders.lrtStation,
      reached.map(([station]) => station),
    )
  }

  @FieldResolver()
  provenance(@Ctx() { source }: TransportContext): ProvenanceValue {
    return provenanceOf(source.lrt.feed, false)
  }
}
