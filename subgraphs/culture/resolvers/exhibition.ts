import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { dayInMacao } from '../../../kit/dayInMacao.ts'
import { inputError } from '../../_kit/errors.ts'
import { assertKnown } from '../../_kit/lists/knownIds.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../../_kit/lists/sort.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import {
  Exhibition,
  ExhibitionConnection,
  ExhibitionOrder,
  ExhibitionsArgs,
  type ExhibitionListArgs,
  type ExhibitionFilter,
  type ExhibitionSortField,
} from '../schema/exhibition.ts'
import { CLOSING, OPENING, lastingOn, ofMuseum, type ExhibitionRecord } from '../source/exhibitions.ts'
import type { MuseumRecord } from '../source/museums.ts'
import { listTable, type TableRules } from '../source/listTable.ts'
import type { ListReader } from '../source/table.ts'

@Resolver(() => Exhibition)
export class ExhibitionResolver {
  @Query(() => Exhibition, { nullable: true, description: 'The exhibition of this id, or null.' })
  exhibition(
    @Arg('id', () => ID, { description: 'The id of the exhibition.' }) id: string,
    @Ctx() { loaders }: CultureContext,
  ): Promise<ExhibitionRecord | null> {
    return loaders.exhibition.load(id)
  }

  @Query(() => ExhibitionConnection, {
    nullable: true,
    description: 'The exhibitions of the museums, past, present and coming.',
  })
  // What is on now is another list after midnight.
  @Directive('@cacheControl(maxAge: 60)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  async exhibitions(
    @Args(() => ExhibitionsArgs) { orderBy, on, onNow, ...args }: ExhibitionsArgs,
    @Ctx() context: CultureContext,
  ): Promise<Page<ExhibitionRecord>> {
    const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
    return listExhibitions(context.tables.exhibitions, { ...args, sort }, context, { on, onNow })
  }

  @FieldResolver()
  title(@Root() exhibition: ExhibitionRecord): Text {
    return createText(exhibition.title)
  }

  @FieldResolver()
  museum(
    @Root() { museum }: ExhibitionRecord,
    @Ctx() { loaders }: CultureContext,
  ): Promise<MuseumRecord | null> {
    return loaders.museum.load(museum)
  }

  @FieldResolver()
  insuranceValue(@Root() { insuranceValueMop }: ExhibitionRecord): number | null {
    return insuranceValueMop
  }

  @FieldResolver()
  provenance(@Root() { sample }: ExhibitionRecord, @Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.exhibitions.feed, sample)
  }
}

/** Of all, or of those that belong to one museum. */
export async function listExhibitions(
  table: ListReader<ExhibitionRecord>,
  args: ExhibitionListArgs,
  { tables, now }: Pick<CultureContext, 'tables' | 'now'>,
  old: OldDay = {},
): Promise<Page<ExhibitionRecord>> {
  const day = readDay(args.filter ?? {}, old, now)
  const museum = args.filter?.museum
  const found = museum ? await tables.museums.find([museum]) : null
  assertKnown('filter.museum', museum, 'museums', (id) => found?.has(id) === true)
  return listTable(table, [...ofMuseum(museum), ...lastingOn(day)], args, RULES)
}

/** As it was asked for before it was part of the filter. */
interface OldDay {
  readonly on?: string | null | undefined
  readonly onNow?: boolean | null | undefined
}

/** The day on which exhibitions are to last; null where none is asked for. */
function readDay(filter: ExhibitionFilter, old: OldDay, now: Date): string | null {
  const on = oneForm('filter.on', filter.on, 'on', old.on)
  const onNow = oneForm('filter.onNow', filter.onNow, 'onNow', old.onNow || null)
  if (on && onNow) throw inputError('on, onNow', 'one of them at most', [on, onNow])
  return onNow ? dayInMacao(now) : on
}

const NEWEST_FIRST: readonly Sort<ExhibitionSortField>[] = [
  { field: 'OPENS_ON', direction: SortDirection.DESC },
]

const RULES: TableRules<ExhibitionRecord, ExhibitionSortField> = {
  what: 'exhibitions',
  keys: { OPENS_ON: OPENING, CLOSES_ON: CLOSING },
  usual: NEWEST_FIRST,
}

const OLD_ORDERS: Readonly<Record<ExhibitionOrder, readonly Sort<ExhibitionSortField>[]>> = {
  [ExhibitionOrder.OPENS_NEWEST_FIRST]: NEWEST_FIRST,
  [ExhibitionOrder.CLOSES_EARLIEST_FIRST]: [{ field: 'CLOSES_ON', direction: SortDirection.ASC }],
  [ExhibitionOrder.ID]: [{ field: 'ID', direction: SortDirection.ASC }],
}
