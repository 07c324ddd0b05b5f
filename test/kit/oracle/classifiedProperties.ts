import { monuments, type Monument } from './culture.ts'
import { registered } from './datasets.ts'
import { byId, facts } from './facts.ts'
import { either, listPage, type ListArguments as Arguments } from './lists.ts'
import { plain, type Resolvers } from './resolvers.ts'
import { text, type Names, type Text } from './text.ts'

const CODE = /[MACS][MTC]\d{3}/
const CATEGORIES: Readonly<Record<string, string>> = {
  M: 'MONUMENT',
  A: 'BUILDING',
  C: 'ENSEMBLE',
  S: 'SITE',
}
const ISLANDS: Readonly<Record<string, string>> = { M: 'MACAO', T: 'TAIPA', C: 'COLOANE' }

/** Of the official list the facts know those codes that one of their records bears. */
const others: readonly { readonly code: string; readonly name: Names }[] = [
  ...facts.tourism.attractions.map(({ culture_ref, name }) => ({ words: culture_ref ?? '', name })),
  ...facts.culture.museums.map(({ basis, name }) => ({ words: basis, name })),
].flatMap(({ words, name }) => {
  const [code] = CODE.exec(words) ?? []
  return code === undefined ? [] : [{ code, name }]
})

const codes = [
  ...new Set([...monuments.map(({ classifiedCode }) => classifiedCode), ...others.map(({ code }) => code)]),
]

const properties = codes
  .map((code) => ({
    id: code,
    code,
    name: nameOf(code),
    category: CATEGORIES[code.charAt(0)],
    island: ISLANDS[code.charAt(1)],
    ownerIsSample: true,
    provenance: registered('icm-classified-properties'),
  }))
  .toSorted(byId)

/** A square before a building shares its code and goes by its name; several squares under one code have none. */
function nameOf(code: string): Text | null {
  const members = monuments.filter(({ classifiedCode }) => classifiedCode === code)
  const buildings = members.filter(({ kind }) => kind === 'BUILDING')
  const [only, another] = buildings.length > 0 ? buildings : members
  if (only) return another ? null : only.name
  const other = others.find((candidate) => candidate.code === code)
  return other ? text(other.name) : null
}

interface ListArguments extends Arguments {
  readonly filter?: {
    readonly categories?: readonly string[] | null
    readonly category?: string | null
  } | null
}

const find = (code: string) => properties.find(({ id }) => id === code) ?? null

export const classifiedPropertyResolvers: Resolvers = {
  ClassifiedProperty: {
    ...plain('id', 'code', 'name', 'category', 'island', 'ownerIsSample', 'provenance'),
    monuments: ({ code }: { code: string }) =>
      monuments.filter(({ classifiedCode }) => classifiedCode === code),
  },
  Monument: { classifiedProperty: ({ classifiedCode }: Monument) => find(classifiedCode) },
  Query: {
    classifiedProperty: (_: unknown, { id }: { id: string }) => find(id),
    classifiedProperties: (_: unknown, args: ListArguments) => {
      const { categories, category: only } = args.filter ?? {}
      const wanted = either(categories, only ? [only] : null, 'filter.categories')
      return listPage(
        properties.filter(({ category }) => !wanted || wanted.some((one) => one === category)),
        args,
        { all: properties, old: { CODE: [{ field: 'ID', direction: 'ASC' }] } },
      )
    },
  },
}
