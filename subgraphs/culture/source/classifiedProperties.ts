import { idLike, text } from '../../_kit/fieldTypes.ts'
import type { TextValue } from '../../_kit/text.ts'
import type { Condition, Table, TableRecord } from './table.ts'

export enum ClassifiedCategory {
  MONUMENT = 'MONUMENT',
  BUILDING = 'BUILDING',
  ENSEMBLE = 'ENSEMBLE',
  SITE = 'SITE',
}

export enum Island {
  MACAO = 'MACAO',
  TAIPA = 'TAIPA',
  COLOANE = 'COLOANE',
}

export interface ClassifiedPropertyRecord extends TableRecord {
  readonly name: TextValue
  readonly category: ClassifiedCategory
  readonly island: Island
  readonly owner: string | null
  readonly ownerIsSample: boolean
}

/** The first letter of a code. */
const CATEGORIES: Readonly<Record<string, ClassifiedCategory>> = {
  M: ClassifiedCategory.MONUMENT,
  A: ClassifiedCategory.BUILDING,
  C: ClassifiedCategory.ENSEMBLE,
  S: ClassifiedCategory.SITE,
}

/** Its second letter. */
const ISLANDS: Readonly<Record<string, Island>> = { M: Island.MACAO, T: Island.TAIPA, C: Island.COLOANE }

const CODE = idLike(/^[MACS][MTC]\d{3}$/, 'a code such as "MM008"')

export const classifiedProperties: Table<ClassifiedPropertyRecord> = {
  name: 'classified_properties',
  feedId: 'icm-classified-properties',
  confidential: 'values',
  title: {
    zh: '被評定的不動產',
    pt: 'Bens imóveis classificados',
    en: 'Classified immovable property',
  },
  file: 'classified-properties.csv',
  columns: ['id', 'name_zh', 'name_pt', 'name_en', 'owner', 'owner_is_sample'],
  limits: { floor: 30, mayLose: 0.2 },
  parse(record) {
    const id = record.required('id', CODE)
    return {
      id,
      name: record.texts('name_zh', 'name_pt', 'name_en'),
      category: CATEGORIES[id.charAt(0)] ?? record.reject('id', CODE.expected),
      island: ISLANDS[id.charAt(1)] ?? record.reject('id', CODE.expected),
      owner: record.optional('owner', text),
      ownerIsSample: record.sample('owner_is_sample'),
    }
  },
}

/** Only property of these categories; all where none are given. */
export function ofCategories(
  categories: readonly ClassifiedCategory[] | null | undefined,
): readonly Condition<ClassifiedPropertyRecord>[] {
  if (!categories) return []
  const letters = Object.keys(CATEGORIES).filter((letter) =>
    categories.some((category) => CATEGORIES[letter] === category),
  )
  return [{ kind: 'oneOf', column: 'left(id, 1)', values: letters, of: ({ id }) => id.charAt(0) }]
}
