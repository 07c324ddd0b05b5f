import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import { AdministrativeArea, AdministrativeAreaKind } from '../schema/administrativeArea.ts'
import type { AreaRecord } from '../source/areas.ts'
import type { CatalogueContext } from './context.ts'

@Resolver(() => AdministrativeArea)
export class AdministrativeAreaResolver {
  @Query(() => [AdministrativeArea], {
    nullable: true,
    description:
      'The areas: parishes first, then reclamation areas, special zones and statistical districts.',
  })
  @Directive('@semanticNonNull')
  administrativeAreas(
    @Arg('kind', () => AdministrativeAreaKind, { nullable: true, description: 'Only areas of this kind.' })
    kind: AdministrativeAreaKind | null | undefined,
    @Ctx() { source }: CatalogueContext,
  ): readonly AreaRecord[] {
    const { all } = source.areaView()
    return KIND_ORDER.filter((wanted) => kind === undefined || kind === null || wanted === kind).flatMap(
      (wanted) => all.filter((area) => area.kind === wanted),
    )
  }

  @Query(() => AdministrativeArea, { nullable: true, description: 'The area of this id, or null.' })
  administrativeArea(
    @Arg('id', () => ID, { description: 'The id of the area, such as "se".' }) id: string,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<AreaRecord | null> {
    return loaders.area.load(id)
  }

  @FieldResolver()
  name(@Root() { name }: AreaRecord): Text {
    return createText(name)
  }

  @FieldResolver()
  parent(
    @Root() { parentId }: AreaRecord,
    @Ctx() { loaders }: CatalogueContext,
  ): Promise<AreaRecord | null> | null {
    return parentId === null ? null : loaders.area.load(parentId)
  }

  @FieldResolver()
  parts(@Root() { id }: AreaRecord, @Ctx() { source }: CatalogueContext): readonly AreaRecord[] {
    return source.areaView().byParent.get(id) ?? []
  }

  @FieldResolver()
  provenance(@Ctx() { source }: CatalogueContext): ProvenanceValue {
    return provenanceOf(source.areas, false)
  }
}

const KIND_ORDER = [
  AdministrativeAreaKind.PARISH,
  AdministrativeAreaKind.RECLAMATION_AREA,
  AdministrativeAreaKind.SPECIAL_ZONE,
  AdministrativeAreaKind.STATISTICAL_DISTRICT,
]
