import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { answerIsOpen, IS_OPEN, IS_OPEN_AT, IS_OPEN_CACHE } from '../../_kit/isOpen.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type PlacedSortField, type Sort } from '../../_kit/lists/sort.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import {
  LibrariesArgs,
  Library,
  LibraryConnection,
  LibraryLoan,
  type LibraryListArgs,
} from '../schema/library.ts'
import type { AdministrativeArea } from '../schema/references.ts'
import type { LibraryRecord } from '../source/libraries.ts'
import type { LoanRecord } from '../source/libraryLoans.ts'
import { openAt, type ListReader } from '../source/table.ts'
import { assertLimit } from './limit.ts'
import { listRegister, type TableRules } from '../source/listTable.ts'

@Resolver(() => Library)
export class LibraryResolver {
  @Query(() => Library, { nullable: true, description: 'The library of this id, or null.' })
  library(
    @Arg('id', () => ID, { description: 'The id of the library.' }) id: string,
    @Ctx() { loaders }: CultureContext,
  ): Promise<LibraryRecord | null> {
    return loaders.library.load(id)
  }

  @Query(() => LibraryConnection, { nullable: true, description: 'The public libraries.' })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  libraries(
    @Args(() => LibrariesArgs) { orderBy, ...args }: LibrariesArgs,
    @Ctx() { tables }: CultureContext,
  ): Promise<Page<LibraryRecord>> {
    const sort = oneForm('sort', args.sort, 'orderBy', orderBy && BY_ID)
    return listLibraries(tables.libraries, { ...args, sort })
  }

  @FieldResolver()
  name(@Root() library: LibraryRecord): Text {
    return createText(library.name)
  }

  @FieldResolver(() => Boolean, { nullable: true, description: IS_OPEN })
  @Directive(IS_OPEN_CACHE)
  isOpen(
    @Root() library: LibraryRecord,
    @Arg('at', () => DateTime, { nullable: true, description: IS_OPEN_AT }) at: string | null | undefined,
    @Ctx() { now }: CultureContext,
  ): boolean | null {
    return answerIsOpen(library.openingHours, at, now)
  }

  @FieldResolver()
  area(@Root() { area }: LibraryRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver(() => [LibraryLoan], {
    nullable: true,
    description:
      'Its loans, newest first; for the culture bureau alone, since they tell what a member reads; null for others.',
  })
  @Directive('@requiresScopes(scopes: [["bureau:ic"]])')
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  memberLoans(
    @Root() { id }: LibraryRecord,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many to return at most, 1 to 100.' })
    first: number,
    @Ctx() { loaders }: CultureContext,
  ): Promise<readonly LoanRecord[]> {
    assertLimit('first', first, 100)
    return loaders.loansOf.load({ key: id, limit: first })
  }

  @FieldResolver()
  provenance(@Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.libraries.feed, false)
  }
}

@Resolver(() => LibraryLoan)
export class LibraryLoanResolver {
  @FieldResolver()
  provenance(@Root() { sample }: LoanRecord, @Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.libraryLoans.feed, sample)
  }
}

/** Of all, or of those that belong to one owner. */
export function listLibraries(
  register: ListReader<LibraryRecord>,
  args: LibraryListArgs,
): Promise<Page<LibraryRecord>> {
  const { area, openAt: at } = args.filter ?? {}
  return listRegister(register, area, openAt(at), args, RULES)
}

const RULES: TableRules<LibraryRecord, PlacedSortField> = { what: 'libraries', keys: {} }

const BY_ID: readonly Sort<PlacedSortField>[] = [{ field: 'ID', direction: SortDirection.ASC }]
