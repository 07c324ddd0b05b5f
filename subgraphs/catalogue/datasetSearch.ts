import type { Page } from '../_kit/connection.ts'
import { inputError } from '../_kit/errors.ts'
import { assertKnown } from '../_kit/lists/knownIds.ts'
import { listItems, type ListRules } from '../_kit/lists/listItems.ts'
import { oneForm } from '../_kit/lists/oneForm.ts'
import { SortDirection, type Sort } from '../_kit/lists/sort.ts'
import type { DatasetRecord } from './datasetJoin.ts'
import { DatasetOrder } from './schema/datasetEnums.ts'
import type { DatasetFilter, DatasetsArgs, DatasetSortField } from './schema/dataset.ts'
import type { CatalogueSource } from './source.ts'

/** A page of a list of these data sets, some of those of the source. */
export function listDatasets(
  datasets: readonly DatasetRecord[],
  source: Pick<CatalogueSource, 'bureauView' | 'datasetView'>,
  { orderBy, ...args }: DatasetsArgs,
): Page<DatasetRecord> {
  const filter = args.filter ?? {}
  const { byId, byCustodian } = source.datasetView()
  assertKnown(
    'filter.custodian',
    filter.custodian,
    'bureaus',
    (id) => source.bureauView().byId.has(id) || byCustodian.has(id),
  )
  const sort = oneForm('sort', args.sort, 'orderBy', orderBy && OLD_ORDERS[orderBy])
  return listItems(
    filterDatasets(datasets, filter),
    { ...args, sort },
    { ...RULES, isKnown: (id) => byId.has(id) },
  )
}

const OLD_ORDERS: Readonly<Record<DatasetOrder, readonly Sort<DatasetSortField>[]>> = {
  [DatasetOrder.ID]: [{ field: 'ID', direction: SortDirection.ASC }],
  [DatasetOrder.CUSTODIAN]: [{ field: 'CUSTODIAN', direction: SortDirection.ASC }],
  [DatasetOrder.MODIFIED_NEWEST_FIRST]: [{ field: 'MODIFIED_AT', direction: SortDirection.DESC }],
}

/** By code unit: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

const RULES: Omit<ListRules<DatasetRecord, DatasetSortField>, 'isKnown'> = {
  what: 'data sets',
  idOf: ({ id }) => id,
  keys: {
    CUSTODIAN: ({ custodianIds }) => custodianIds[0] ?? null,
    MODIFIED_AT: ({ modifiedAt }) => modifiedAt,
  },
  compareIds: compare,
}

/** The data sets that every given part of the filter accepts. */
function filterDatasets(datasets: readonly DatasetRecord[], filter: DatasetFilter): readonly DatasetRecord[] {
  const { custodian, theme, accessTier, lifecycleState } = filter
  const themes = oneForm('filter.themes', filter.themes, 'filter.theme', theme && [theme])
  const tiers = oneForm(
    'filter.accessTiers',
    filter.accessTiers,
    'filter.accessTier',
    accessTier && [accessTier],
  )
  const states = oneForm(
    'filter.lifecycleStates',
    filter.lifecycleStates,
    'filter.lifecycleState',
    lifecycleState && [lifecycleState],
  )
  const wanted = readSearchText(filter.text)
  return datasets.filter(
    (dataset) =>
      (isLeftOut(custodian) || dataset.custodianIds.includes(custodian)) &&
      isOneOf(dataset.theme, themes) &&
      isOneOf(dataset.accessTier, tiers) &&
      isOneOf(dataset.lifecycleState, states) &&
      (wanted === null || searchTexts(dataset).some((text) => text.includes(wanted))),
  )
}

function isOneOf<V>(value: V | null, wanted: readonly V[] | null): boolean {
  return wanted === null || (value !== null && wanted.includes(value))
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
