import DataLoader from 'dataloader'
import { createLoader } from '../_kit/loader.ts'
import type { Near } from '../_kit/nearby.ts'
import type { ClassifiedPropertyRecord } from './source/classifiedProperties.ts'
import { SURVEYS_BY_MONUMENT, type SurveyRecord } from './source/conditionSurveys.ts'
import { PROGRAMMES_BY_EVENT, type ProgrammeRecord } from './source/eventProgrammes.ts'
import { EXHIBITIONS_BY_MUSEUM, type ExhibitionRecord } from './source/exhibitions.ts'
import type { LibraryRecord } from './source/libraries.ts'
import { LOANS_BY_LIBRARY, type LoanRecord } from './source/libraryLoans.ts'
import { BY_CLASSIFIED_CODE, type MonumentRecord } from './source/monuments.ts'
import type { MuseumRecord } from './source/museums.ts'
import { VISITORS_BY_MUSEUM, type VisitorsRecord } from './source/museumVisitors.ts'
import {
  BY_AREA,
  type Grouping,
  type NearRequest,
  type RegisterReader,
  type RegisterRecord,
  type TableReader,
  type TableRecord,
} from './source/table.ts'
import type { CultureTables } from './source/tables.ts'
import type { VenueRecord } from './source/venues.ts'

export interface CultureLoaders {
  readonly museum: DataLoader<string, MuseumRecord | null>
  readonly monument: DataLoader<string, MonumentRecord | null>
  readonly library: DataLoader<string, LibraryRecord | null>
  readonly venue: DataLoader<string, VenueRecord | null>
  readonly exhibition: DataLoader<string, ExhibitionRecord | null>
  readonly classifiedProperty: DataLoader<string, ClassifiedPropertyRecord | null>
  readonly museumsIn: GroupLoader<MuseumRecord>
  readonly monumentsIn: GroupLoader<MonumentRecord>
  readonly librariesIn: GroupLoader<LibraryRecord>
  readonly venuesIn: GroupLoader<VenueRecord>
  readonly monumentsOf: GroupLoader<MonumentRecord>
  readonly exhibitionsOf: GroupLoader<ExhibitionRecord>
  readonly visitorsOf: GroupLoader<VisitorsRecord>
  readonly surveysOf: GroupLoader<SurveyRecord>
  readonly programmesOf: GroupLoader<ProgrammeRecord>
  readonly loansOf: GroupLoader<LoanRecord>
  readonly museumsNear: NearLoader<MuseumRecord>
  readonly monumentsNear: NearLoader<MonumentRecord>
  readonly librariesNear: NearLoader<LibraryRecord>
  readonly venuesNear: NearLoader<VenueRecord>
}

/** The first `limit` records of a key in the grouping's order; all where it is null. */
export interface GroupKey {
  readonly key: string
  readonly limit: number | null
}

export type GroupLoader<R> = DataLoader<GroupKey, readonly R[], string>
export type NearLoader<R> = DataLoader<NearRequest<R>, readonly Near<R>[], string>

export function createLoaders(tables: CultureTables): CultureLoaders {
  return {
    museum: createLoader((ids) => tables.museums.find(ids)),
    monument: createLoader((ids) => tables.monuments.find(ids)),
    library: createLoader((ids) => tables.libraries.find(ids)),
    venue: createLoader((ids) => tables.venues.find(ids)),
    exhibition: createLoader((ids) => tables.exhibitions.find(ids)),
    classifiedProperty: createLoader((ids) => tables.classifiedProperties.find(ids)),
    museumsIn: createGroupLoader(tables.museums, BY_AREA),
    monumentsIn: createGroupLoader(tables.monuments, BY_AREA),
    librariesIn: createGroupLoader(tables.libraries, BY_AREA),
    venuesIn: createGroupLoader(tables.venues, BY_AREA),
    monumentsOf: createGroupLoader(tables.monuments, BY_CLASSIFIED_CODE),
    exhibitionsOf: createGroupLoader(tables.exhibitions, EXHIBITIONS_BY_MUSEUM),
    visitorsOf: createGroupLoader(tables.museumVisitors, VISITORS_BY_MUSEUM),
    surveysOf: createGroupLoader(tables.conditionSurveys, SURVEYS_BY_MONUMENT),
    programmesOf: createGroupLoader(tables.eventProgrammes, PROGRAMMES_BY_EVENT),
    loansOf: createGroupLoader(tables.libraryLoans, LOANS_BY_LIBRARY),
    museumsNear: createNearLoader(tables.museums),
    monumentsNear: createNearLoader(tables.monuments),
    librariesNear: createNearLoader(tables.libraries),
    venuesNear: createNearLoader(tables.venues),
  }
}

/** One reading for all keys, to the largest limit that any of them asks for. */
function createGroupLoader<R extends TableRecord>(
  table: TableReader<R>,
  grouping: Grouping<R>,
): GroupLoader<R> {
  return new DataLoader(
    async (wanted: readonly GroupKey[]) => {
      const keys = [...new Set(wanted.map(({ key }) => key))]
      const found = await table.group(grouping, keys, largestLimit(wanted))
      return wanted.map(({ key, limit }) => (found.get(key) ?? []).slice(0, limit ?? undefined))
    },
    { cacheKeyFn: ({ key, limit }) => JSON.stringify([key, limit]) },
  )
}

function largestLimit(wanted: readonly GroupKey[]): number | null {
  const limits = wanted.map(({ limit }) => limit ?? Infinity)
  const largest = Math.max(...limits)
  return largest === Infinity ? null : largest
}

function createNearLoader<R extends RegisterRecord>(register: RegisterReader<R>): NearLoader<R> {
  return new DataLoader((requests: readonly NearRequest<R>[]) => register.near(requests), {
    // A condition's function is not part of the text; its kind, column and value tell it.
    cacheKeyFn: ({ centre, withinMetres, first, conditions }) =>
      JSON.stringify([centre.id, withinMetres, first, conditions]),
  })
}
