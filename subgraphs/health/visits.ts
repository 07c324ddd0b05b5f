import { groupBy } from '../_kit/loader.ts'
import type { DiagnosisGroup } from './schema/codes.ts'
import type { VisitRecord } from './source/healthCentreVisits.ts'
import { suppressTable } from './suppression.ts'

export interface VisitsValue {
  readonly month: string
  readonly total: number | null
  readonly byDistrict: readonly {
    readonly district: { readonly id: string }
    readonly visits: number | null
  }[]
  readonly byDiagnosisGroup: readonly {
    readonly diagnosisGroup: DiagnosisGroup
    readonly visits: number | null
  }[]
  readonly cells: readonly {
    readonly district: { readonly id: string }
    readonly diagnosisGroup: DiagnosisGroup
    readonly visits: number | null
  }[]
  readonly sample: boolean
}

/** The visits to each health centre in its latest month, as they may be shown. */
export function summariseVisits(records: readonly VisitRecord[]): ReadonlyMap<string, VisitsValue> {
  const summaries = new Map<string, VisitsValue>()
  for (const [facility, visits] of groupBy(records, (record) => record.facility)) {
    const summary = summariseLatest(visits)
    if (summary) summaries.set(facility, summary)
  }
  return summaries
}

function summariseLatest(records: readonly VisitRecord[]): VisitsValue | null {
  const month = records
    .map((record) => record.month)
    .toSorted()
    .at(-1)
  if (month === undefined) return null
  const latest = records.filter((record) => record.month === month)
  const districts = [...new Set(latest.map(({ district }) => district))]
  const groups = [...new Set(latest.map(({ diagnosisGroup }) => diagnosisGroup))]
  const table = suppressTable(
    districts.map((district) => groups.map((group) => countVisits(latest, district, group))),
  )
  return {
    month,
    total: table.total,
    byDistrict: districts.map((id, row) => ({ district: { id }, visits: table.rowTotals[row] ?? null })),
    byDiagnosisGroup: groups.map((diagnosisGroup, column) => ({
      diagnosisGroup,
      visits: table.columnTotals[column] ?? null,
    })),
    cells: districts.flatMap((id, row) =>
      groups.map((diagnosisGroup, column) => ({
        district: { id },
        diagnosisGroup,
        visits: table.cells[row]?.[column] ?? null,
      })),
    ),
    sample: latest.some(({ sample }) => sample),
  }
}

function countVisits(records: readonly VisitRecord[], district: string, group: DiagnosisGroup): number {
  return records
    .filter((record) => record.district === district && record.diagnosisGroup === group)
    .reduce((sum, { visits }) => sum + visits, 0)
}
