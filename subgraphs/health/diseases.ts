import type { TextValue } from '../_kit/text.ts'
import { groupBy } from '../_kit/loader.ts'
import { DISEASE_AREAS, type DiseaseDayRecord } from './source/notifiableDiseases.ts'
import { suppressTable, tableWithTotals, type PublishedTable } from './suppression.ts'

export interface DiseaseRecord {
  readonly id: string
  readonly name: TextValue
  readonly icd10: string
  readonly cases: CasesValue
  readonly exactCases: CasesValue
  readonly sample: boolean
}

export interface CasesValue {
  readonly from: string
  readonly to: string
  readonly total: number | null
  readonly byDay: readonly { readonly day: string; readonly cases: number | null }[]
  readonly byArea: readonly { readonly area: { readonly id: string }; readonly cases: number | null }[]
  readonly cells: readonly {
    readonly day: string
    readonly area: { readonly id: string }
    readonly cases: number | null
  }[]
}

/** The diseases of the days that were read, each with its cases as published and as they are. */
export function diseasesOf(records: readonly DiseaseDayRecord[]): readonly DiseaseRecord[] {
  return [...groupBy(records, ({ disease }) => disease).values()].flatMap((days) => {
    const [first] = days
    return first
      ? [
          createDisease(
            first,
            days.toSorted((a, b) => a.day.localeCompare(b.day)),
          ),
        ]
      : []
  })
}

function createDisease(
  { disease, name, icd10, sample }: DiseaseDayRecord,
  days: readonly DiseaseDayRecord[],
): DiseaseRecord {
  const counts = days.map(({ cases }) => cases)
  const dates = days.map(({ day }) => day)
  return {
    id: disease,
    name,
    icd10,
    cases: describeCases(dates, suppressTable(counts)),
    exactCases: describeCases(dates, tableWithTotals(counts)),
    sample,
  }
}

function describeCases(days: readonly string[], table: PublishedTable): CasesValue {
  return {
    from: days.at(0) ?? '',
    to: days.at(-1) ?? '',
    total: table.total,
    byDay: days.map((day, row) => ({ day, cases: table.rowTotals[row] ?? null })),
    byArea: DISEASE_AREAS.map((id, column) => ({
      area: { id },
      cases: table.columnTotals[column] ?? null,
    })),
    cells: days.flatMap((day, row) =>
      DISEASE_AREAS.map((id, column) => ({ day, area: { id }, cases: table.cells[row]?.[column] ?? null })),
    ),
  }
}
