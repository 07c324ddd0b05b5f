import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { DateTime } from '../../../schema/scalars.ts'
import { CONNECTION_SIZE, type Page } from '../../_kit/connection.ts'
import { answerIsOpen, IS_OPEN, IS_OPEN_AT, IS_OPEN_CACHE } from '../../_kit/isOpen.ts'
import { oneForm } from '../../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../../_kit/lists/sort.ts'
import { provenanceOf, type ProvenanceValue } from '../../_kit/provenance.ts'
import { createText, type Text } from '../../_kit/text.ts'
import type { CultureContext } from '../context.ts'
import { ClassifiedProperty } from '../schema/classifiedProperty.ts'
import {
  ArtefactLocation,
  ConditionSurvey,
  Monument,
  MonumentConnection,
  MonumentOrder,
  MonumentsArgs,
  type MonumentListArgs,
  type MonumentSortField,
} from '../schema/monument.ts'
import type { AdministrativeArea } from '../schema/references.ts'
import type { ClassifiedPropertyRecord } from '../source/classifiedProperties.ts'
import type { SurveyRecord } from '../source/conditionSurveys.ts'
import { ofMonumentKinds, WORLD_HERITAGE_ID, type MonumentRecord } from '../source/monuments.ts'
import { openAt, type ListReader } from '../source/table.ts'
import { listRegister, type TableRules } from '../source/listTable.ts'

@Resolver(() => Monument)
export class MonumentResolver {
  @Query(() => Monument, { nullable: true, description: 'The monument of this id, or null.' })
  monument(
    @Arg('id', () => ID, { description: 'The id of the monument.' }) id: string,
    @Ctx() { loaders }: CultureContext,
  ): Promise<MonumentRecord | null> {
    return loaders.monument.load(id)
  }

  @Query(() => MonumentConnection, {
    nullable: true,
    description: 'The monuments of the Historic Centre of Macao.',
  })
  @Directive('@cacheControl(maxAge: 86400)')
  @Directive(CONNECTION_SIZE)
  @Directive('@semanticNonNull')
  monuments(
    @Args(() => MonumentsArgs) { orderBy, ...args }: MonumentsArgs,
    @Ctx() { tables }: CultureContext,
  ): Promise<Page<MonumentRecord>> {
    const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
    return listMonuments(tables.monuments, { ...args, sort })
  }

  @FieldResolver()
  name(@Root() monument: MonumentRecord): Text {
    return createText(monument.name)
  }

  @FieldResolver(() => Boolean, { nullable: true, description: IS_OPEN })
  @Directive(IS_OPEN_CACHE)
  isOpen(
    @Root() monument: MonumentRecord,
    @Arg('at', () => DateTime, { nullable: true, description: IS_OPEN_AT }) at: string | null | undefined,
    @Ctx() { now }: CultureContext,
  ): boolean | null {
    return answerIsOpen(monument.openingHours, at, now)
  }

  @FieldResolver()
  area(@Root() { area }: MonumentRecord): AdministrativeArea | null {
    return area === null ? null : { id: area }
  }

  @FieldResolver(() => ClassifiedProperty, {
    nullable: true,
    description: 'The classified property that it belongs to; null where the data do not have it.',
  })
  classifiedProperty(
    @Root() { classifiedCode }: MonumentRecord,
    @Ctx() { loaders }: CultureContext,
  ): Promise<ClassifiedPropertyRecord | null> {
    return loaders.classifiedProperty.load(classifiedCode)
  }

  @FieldResolver(() => ConditionSurvey, {
    nullable: true,
    description: 'What its latest inspection found; for bureau staff. Null where there was none.',
  })
  @Directive('@requiresScopes(scopes: [["staff"]])')
  conditionSurvey(
    @Root() { id }: MonumentRecord,
    @Ctx() { loaders }: CultureContext,
  ): Promise<SurveyRecord | null> {
    return loadLatestSurvey(id, loaders)
  }

  @FieldResolver(() => ArtefactLocation, {
    nullable: true,
    description:
      'Where its chief artefact is kept; for bureau staff, against theft. Null where none is listed.',
  })
  @Directive('@requiresScopes(scopes: [["staff"]])')
  async exactArtefactLocation(
    @Root() { id }: MonumentRecord,
    @Ctx() { loaders }: CultureContext,
  ): Promise<SurveyedArtefact | null> {
    const survey = await loadLatestSurvey(id, loaders)
    if (survey === null || survey.artefact === null || survey.artefactLocation === null) return null
    return { artefact: survey.artefact, location: survey.artefactLocation, sample: survey.sample }
  }

  @FieldResolver()
  provenance(@Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.monuments.feed, false)
  }
}

interface SurveyedArtefact {
  readonly artefact: string
  readonly location: string
  readonly sample: boolean
}

@Resolver(() => ConditionSurvey)
export class ConditionSurveyResolver {
  @FieldResolver()
  provenance(@Root() { sample }: SurveyRecord, @Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.conditionSurveys.feed, sample)
  }
}

@Resolver(() => ArtefactLocation)
export class ArtefactLocationResolver {
  @FieldResolver()
  provenance(@Root() { sample }: SurveyedArtefact, @Ctx() { tables }: CultureContext): ProvenanceValue {
    return provenanceOf(tables.conditionSurveys.feed, sample)
  }
}

async function loadLatestSurvey(
  monument: string,
  { surveysOf }: CultureContext['loaders'],
): Promise<SurveyRecord | null> {
  const [latest] = await surveysOf.load({ key: monument, limit: 1 })
  return latest ?? null
}

/** Of all, or of those that belong to one owner. */
export function listMonuments(
  register: ListReader<MonumentRecord>,
  args: MonumentListArgs,
): Promise<Page<MonumentRecord>> {
  const { area, openAt: at, kinds, kind } = args.filter ?? {}
  const conditions = [
    ...ofMonumentKinds(oneForm('filter.kinds', kinds, 'filter.kind', kind && [kind])),
    ...openAt(at),
  ]
  return listRegister(register, area, conditions, args, RULES)
}

const BY_WORLD_HERITAGE_ID: readonly Sort<MonumentSortField>[] = [
  { field: 'WORLD_HERITAGE_ID', direction: SortDirection.ASC },
]

const RULES: TableRules<MonumentRecord, MonumentSortField> = {
  what: 'monuments',
  keys: { WORLD_HERITAGE_ID },
  usual: BY_WORLD_HERITAGE_ID,
}

const OLD_ORDERS: Readonly<Record<MonumentOrder, readonly Sort<MonumentSortField>[]>> = {
  [MonumentOrder.ID]: [{ field: 'ID', direction: SortDirection.ASC }],
  [MonumentOrder.WORLD_HERITAGE_ID]: BY_WORLD_HERITAGE_ID,
}
