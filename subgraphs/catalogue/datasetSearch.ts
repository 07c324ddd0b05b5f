import { inputError } from '../_kit/errors.ts'
import type { DatasetRecord } from './datasetJoin.ts'
import { DatasetOrder } from './schema/datasetEnums.ts'
import type { DatasetFilter } from './schema/dataset.ts'

/** The data sets that every given part of the filter accepts. */
export function filterDatasets(
  datasets: readonly DatasetRecord[],
  filter: DatasetFilter,
): readonly DatasetRecord[] {
  const { custodian, theme, accessTier, lifecycleState } = filter
  const wanted = readSearchText(filter.text)
  return datasets.filter(
    (dataset) =>
      (isLeftOut(custodian) || dataset.custodianIds.includes(custodian)) &&
      (isLeftOut(theme) || dataset.theme === theme) &&
      (isLeftOut(accessTier) || dataset.accessTier === accessTier) &&
      (isLeftOut(lifecycleState) || dataset.lifecycleState === lifecycleState) &&
      (wanted === null || searchTexts(dataset).some((text) => text.includes(wanted))),
  )
}

export function orderDatasets(
  datasets: readonly DatasetRecord[],
  order: DatasetOrder,
): readonly DatasetRecord[] {
  const byId = datasets.toSorted((a, b) => compare(a.id, b.id))
  switch (order) {
    case DatasetOrder.ID:
      return byId
    case DatasetOrder.CUSTODIAN:
      return byId.sort((a, b) => compare(a.custodianIds[0] ?? LAST, b.custodianIds[0] ?? LAST))
    case DatasetOrder.MODIFIED_NEWEST_FIRST:
      return byId.sort((a, b) => compare(b.modifiedAt ?? '', a.modifiedAt ?? ''))
  }
}

const LAST = '\uffff'

/** By code unit: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function isLeftOut(value: string | null | undefined): value is null | undefined {
  return value === undefined || value === null
}

function readSearchText(text: string | null | undefined): string | null {
  if (isLeftOut(text)) return null
  if (text.trim() === '') throw inputError('filter.text', 'text to look for', text)
  return fold(text.trim())
}

function searchTexts({ title, description }: DatasetRecord): readonly string[] {
  return [title, description].flatMap((text) =>
    text ? [text.zh, text.pt, text.en].flatMap((words) => (words === null ? [] : [fold(words)])) : [],
  )
}

/** Without case and accents: "autocarro" finds "Autocarro", "saude" finds "Saúde". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
