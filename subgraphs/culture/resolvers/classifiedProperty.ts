import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { Page } from '../../_kit/connection.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import {
  ClassifiedPropertiesArgs,
  ClassifiedProperty,
  ClassifiedPropertyConnection,
  ClassifiedPropertyOrder,
} from '../schema/classifiedProperty.ts'
import { Monument } from '../schema/monument.ts'
import { ofCategory, type ClassifiedPropertyRecord } from '../source/classifiedProperties.ts'
import type { MonumentRecord } from '../source/monuments.ts'
import { BY_ID, type Order } from '../source/table.ts'

@Resolver(() => ClassifiedProperty)
export class ClassifiedPropertyResolver {
  @Query(() => ClassifiedProperty, { nullable: true, description: 'The property of this code, or null.' })
  classifiedProperty(
    @Arg('id', () => ID, { description: 'The code, such as "MM008".' }) id: string,
    @Ctx() { loaders }: CultureContext,
  ): Promise<ClassifiedPropertyRecord | null> {
    return loaders.classifiedProperty.load(id)
  }

  @Query(() => ClassifiedPropertyConnection, {
    nullable: true,
    description: 'The classified immovable property that the data have.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)',
  )
  classifiedProperties(
    @Args(() => ClassifiedPropertiesArgs) args: ClassifiedPropertiesArgs,
    @Ctx() { tables }: CultureContext,
  ): Promise<Page<ClassifiedPropertyRecord>> {
    return tables.classifiedProperties.list(ofCategory(args.filter?.category), orderOf(args.orderBy), args)
  }

  @FieldResolver()
  code(@Root() { id }: ClassifiedPropertyRecord): string {
    return id
  }

  @FieldResolver()
  name(@Root() { name }: ClassifiedPropertyRecord): Text | null {
    return Object.values(name).every((text) => text === null) ? null : createText(name)
  }

  @FieldResolver()
  ownerName(@Root() { owner }: ClassifiedPropertyRecord): string | null {
    return owner
  }

  @FieldResolver(() => [Monument], {
    description: 'The world heritage monuments under this code; none for property outside the site.',
  })
  @Directive('@listSize(assumedSize: 3)')
  monuments(
    @Root() { id }: ClassifiedPropertyRecord,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly MonumentRecord[]> {
    return loaders.monumentsOf.load({ key: id, limit: null })
  }

  @FieldResolver()
  provenance(@Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.classifiedProperties.feed, false)
  }
}

function orderOf(order: ClassifiedPropertyOrder): Order<ClassifiedPropertyRecord> {
  switch (order) {
    case ClassifiedPropertyOrder.CODE:
      return BY_ID
  }
}
