import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import type { WeatherContext } from '../context.ts'
import { AdministrativeArea } from '../schema/references.ts'
import { WeatherStation } from '../schema/weatherStation.ts'
import type { StationRecord } from '../source/stations.ts'

@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @FieldResolver(() => [WeatherStation], {
    nullable: true,
    description: 'The weather stations of this area, by id.',
  })
  @Directive('@listSize(assumedSize: 5)')
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive('@semanticNonNull')
  weatherStations(
    @Root() { id }: AdministrativeArea,
    @Ctx() { source }: WeatherContext,
  ): readonly StationRecord[] {
    return source.stations().byArea.get(id) ?? []
  }
}
