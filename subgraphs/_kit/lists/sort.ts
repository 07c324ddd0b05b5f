import 'reflect-metadata'
import { Field, InputType, registerEnumType, type ClassType } from 'type-graphql'

export enum SortDirection {
  ASC = 'ASC',
  DESC = 'DESC',
}

registerEnumType(SortDirection, {
  name: 'SortDirection',
  description: 'In which direction a list is sorted. What is not known comes last in both.',
  valuesConfig: {
    ASC: { description: 'The least, earliest or nearest first; texts from A to Z.' },
    DESC: { description: 'The greatest, latest or farthest first; texts from Z to A.' },
  },
})

/** One key by which a list is sorted. */
export interface Sort<F extends string> {
  readonly field: F
  readonly direction: SortDirection
}

export type SortField = 'ID'
export type PlacedSortField = 'ID' | 'DISTANCE'

/** What every field that takes a `sort` says of it; `usual` is the order without one. */
export function describeSort(usual: string): string {
  return `By what the list is sorted, the first key before the others; what is alike in all of them is by id. Without it: ${usual}.`
}

/**
 * The input `<Name>Sort` and its enum `<Name>SortField`, of the fields and ID. Each field bears the name of a field of the
 * items, in capitals (`feeMop`: FEE_MOP); the linter holds it to that, and to fields that everybody may see.
 */
export function createSortType<F extends string>(
  name: string,
  items: string,
  fields: Readonly<Record<F, string>>,
): ClassType<Sort<F | SortField>> {
  return createType<F | SortField>(name, items, { ID: 'The id.', ...fields })
}

/** The same for a list of what stands somewhere, with DISTANCE besides. */
export function createPlacedSortType<F extends string>(
  name: string,
  items: string,
  fields: Readonly<Record<F, string>>,
): ClassType<Sort<F | PlacedSortField>> {
  const DISTANCE = 'How far it stands from `near`, which is to be given.'
  return createType<F | PlacedSortField>(name, items, { ID: 'The id.', DISTANCE, ...fields })
}

function createType<F extends string>(
  name: string,
  items: string,
  fields: Readonly<Record<F, string>>,
): ClassType<Sort<F>> {
  const descriptions = Object.entries<string>(fields)
  const values = Object.fromEntries(descriptions.map(([field]) => [field, field]))
  registerEnumType(values, {
    name: `${name}SortField`,
    description: `By what a list of ${items} is sorted.`,
    valuesConfig: Object.fromEntries(descriptions.map(([field, description]) => [field, { description }])),
  })

  @InputType(`${name}Sort`, { description: `A key by which a list of ${items} is sorted.` })
  class SortType implements Sort<F> {
    @Field(() => values, { description: 'By what.' })
    field!: F

    @Field(() => SortDirection, { defaultValue: SortDirection.ASC, description: 'In which direction.' })
    direction!: SortDirection
  }
  return SortType
}
