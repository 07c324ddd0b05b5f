import { classifiedProperties, type ClassifiedPropertyRecord } from './classifiedProperties.ts'
import { conditionSurveys, type SurveyRecord } from './conditionSurveys.ts'
import { eventProgrammes, type ProgrammeRecord } from './eventProgrammes.ts'
import { exhibitions, type ExhibitionRecord } from './exhibitions.ts'
import { libraries, type LibraryRecord } from './libraries.ts'
import { libraryLoans, type LoanRecord } from './libraryLoans.ts'
import { monuments, type MonumentRecord } from './monuments.ts'
import { museums, type MuseumRecord } from './museums.ts'
import { museumVisitors, type VisitorsRecord } from './museumVisitors.ts'
import type { Register, RegisterReader, RegisterRecord, Table, TableReader, TableRecord } from './table.ts'
import { venues, type VenueRecord } from './venues.ts'

/** The bureau's tables, each with its reader; resolvers know nothing of where they lie. */
export interface CultureTables {
  readonly monuments: RegisterReader<MonumentRecord>
  readonly museums: RegisterReader<MuseumRecord>
  readonly libraries: RegisterReader<LibraryRecord>
  readonly venues: RegisterReader<VenueRecord>
  readonly classifiedProperties: TableReader<ClassifiedPropertyRecord>
  readonly exhibitions: TableReader<ExhibitionRecord>
  readonly museumVisitors: TableReader<VisitorsRecord>
  readonly conditionSurveys: TableReader<SurveyRecord>
  readonly eventProgrammes: TableReader<ProgrammeRecord>
  readonly libraryLoans: TableReader<LoanRecord>
}

/** Makes the readers of one kind of source. */
export interface ReaderFactory {
  createReader<R extends TableRecord>(table: Table<R>): TableReader<R>
  createRegisterReader<R extends RegisterRecord>(register: Register<R>): RegisterReader<R>
}

export function createTables(factory: ReaderFactory): CultureTables {
  return {
    monuments: factory.createRegisterReader(monuments),
    museums: factory.createRegisterReader(museums),
    libraries: factory.createRegisterReader(libraries),
    venues: factory.createRegisterReader(venues),
    classifiedProperties: factory.createReader(classifiedProperties),
    exhibitions: factory.createReader(exhibitions),
    museumVisitors: factory.createReader(museumVisitors),
    conditionSurveys: factory.createReader(conditionSurveys),
    eventProgrammes: factory.createReader(eventProgrammes),
    libraryLoans: factory.createReader(libraryLoans),
  }
}

/** All tables in an order in which each follows those that it refers to. */
export const ALL_TABLES: readonly Table<TableRecord>[] = [
  monuments,
  museums,
  libraries,
  venues,
  classifiedProperties,
  exhibitions,
  museumVisitors,
  conditionSurveys,
  eventProgrammes,
  libraryLoans,
]
