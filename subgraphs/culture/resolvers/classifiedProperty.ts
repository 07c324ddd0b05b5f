import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type Sort, type SortField } from '../../_kit/lists/sort.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import {
  ClassifiedPropertiesArgs,
  ClassifiedProperty,
  ClassifiedPropertyConnection,
} from '../schema/classifiedProperty.ts'
import { Monument } from '../schema/monument.ts'
import { ofCategories, type ClassifiedPropertyRecord } from '../source/classifiedProperties.ts'
import type { MonumentRecord } from '../source/monuments.ts'
import { listTable, type TableRules } from '../source/listTable.ts'

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
    description: 'Immovable property that is protected by law, as far as the data have it.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  classifiedProperties(
    @Args(() => ClassifiedPropertiesArgs) { orderBy, ...args }: ClassifiedPropertiesArgs,
    @Ctx() { tables }: CultureContext,
  ): Promise<Page<ClassifiedPropertyRecord>> {
    const sort = oneForm('sort', args.sort, 'orderBy', orderBy && BY_CODE)
    const { categories, category } = args.filter ?? {}
    const wanted = oneForm('filter.categories', categories, 'filter.category', category && [category])
    return listTable(tables.classifiedProperties, ofCategories(wanted), { ...args, sort }, RULES)
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

const RULES: TableRules<ClassifiedPropertyRecord, SortField> = { what: 'classified property', keys: {} }

const BY_CODE: readonly Sort<SortField>[] = [{ field: 'ID', direction: SortDirection.ASC }]
