import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql'
import { GLOSSARY } from './glossary.ts'
import { writeQueryFor } from './queryFor.ts'

/** A type or field that answers a search. */
export interface Hit {
  /** "Museum" or "Museum.openingHours". */
  readonly coordinate: string
  readonly description: string
  /** A query that shows it; null where none can be asked without knowing an id. */
  readonly query: string | null
}

interface Entry {
  readonly coordinate: string
  readonly description: string
  readonly name: string
  readonly text: string
  readonly field: GraphQLField<unknown, unknown> | null
}

const indexes = new WeakMap<GraphQLSchema, readonly Entry[]>()
const MOST = 200

/** All words must be met; what is met in the name comes before what is met in a description. */
export function findInSchema(schema: GraphQLSchema, wanted: string): readonly Hit[] {
  const needles = fold(wanted).split(/\s+/)
  return indexOf(schema)
    .filter(({ text }) => needles.every((needle) => text.includes(needle)))
    .map((entry) => ({ entry, rank: rankOf(entry, needles) }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ entry }) => ({
      coordinate: entry.coordinate,
      description: entry.description,
      query: entry.field && writeQueryFor(entry.field),
    }))
}

function indexOf(schema: GraphQLSchema): readonly Entry[] {
  const known = indexes.get(schema)
  if (known) return known
  const entries = [...listEntries(schema)]
  indexes.set(schema, entries)
  return entries
}

function* listEntries(schema: GraphQLSchema): Generator<Entry> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || /(?:Connection|Edge)$/.test(type.name)) continue
    const isRoot = type === schema.getQueryType()
    if (!isRoot) yield toEntry(type.name, type.name, type.description, null)
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        const askable = isRoot && !field.args.some(isRequiredArgument) ? field : null
        yield toEntry(`${type.name}.${field.name}`, field.name, field.description, askable)
      }
    } else if (isEnumType(type)) {
      for (const value of type.getValues())
        yield toEntry(`${type.name}.${value.name}`, value.name, value.description, null)
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields()))
        yield toEntry(`${type.name}.${field.name}`, field.name, field.description, null)
    }
  }
}

function toEntry(
  coordinate: string,
  name: string,
  description: string | null | undefined,
  field: Entry['field'],
): Entry {
  const apart = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
  const result = field === null ? '' : getNamedType(field.type).name
  const everyday = Object.entries(GLOSSARY)
    .filter(([word]) => name.toLowerCase().includes(word))
    .map(([, translations]) => translations)
  return {
    coordinate,
    name: fold(apart),
    description: description ?? '',
    text: fold([apart, name, result, everyday.join(' '), description].join(' ')),
    field,
  }
}

function rankOf({ name, coordinate, description, field }: Entry, needles: readonly string[]): number {
  const inName = needles.filter((needle) => name.includes(needle)).length
  const isWhole = name === needles.join(' ') || name === `${needles.join(' ')}s`
  const inDescription = needles.every((needle) => fold(description).includes(needle))
  return (
    (isWhole ? 0 : 10) +
    (field ? 0 : 3) +
    (needles.length - inName) * 20 +
    (inName === 0 && inDescription ? 10 : 0) +
    (coordinate.includes('.') ? 2 : 0)
  )
}

/** Case and accents do not count. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
