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
import { findDescription, findName, type GraphNames } from '../../../kit/tables/names/graphNames.ts'
import { fold } from './fold.ts'
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
  /** In the graph's own words first, then in other languages. */
  readonly names: readonly string[]
  readonly text: string
  readonly field: GraphQLField<unknown, unknown> | null
}

const indexes = new WeakMap<GraphQLSchema, readonly Entry[]>()
const MOST = 200

/** What the graph is called in other languages than its own. */
export type Translations = Readonly<Record<'pt' | 'zh', GraphNames>>

/** All words must be met; what is met in a name comes before what is met in a description, in whatever language. */
export function findInSchema(
  schema: GraphQLSchema,
  translations: Translations,
  wanted: string,
): readonly Hit[] {
  const needles = fold(wanted).split(/\s+/)
  return indexOf(schema, translations)
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

function indexOf(schema: GraphQLSchema, translations: Translations): readonly Entry[] {
  const known = indexes.get(schema)
  if (known) return known
  const entries = [...listEntries(schema, translations)]
  indexes.set(schema, entries)
  return entries
}

function* listEntries(schema: GraphQLSchema, translations: Translations): Generator<Entry> {
  const toEntry = (...parts: EntryParts) => createEntry(translations, ...parts)
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

type EntryParts = readonly [
  coordinate: string,
  name: string,
  description: string | null | undefined,
  field: Entry['field'],
]

function createEntry({ pt, zh }: Translations, ...[coordinate, name, description, field]: EntryParts): Entry {
  const apart = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
  const result = field === null ? '' : getNamedType(field.type).name
  const everyday = Object.entries(GLOSSARY)
    .filter(([word]) => name.toLowerCase().includes(word))
    .map(([, translations]) => translations)
  const names = [pt, zh].map((language) => findName(language, coordinate))
  const sentences = [pt, zh].map((language) => findDescription(language, coordinate))
  return {
    coordinate,
    names: [apart, ...names].map((text) => fold(text ?? '')),
    description: description ?? '',
    text: fold([apart, name, result, ...everyday, ...names, ...sentences, description].join(' ')),
    field,
  }
}

function rankOf({ names, coordinate, description, field }: Entry, needles: readonly string[]): number {
  const inName = Math.max(...names.map((name) => needles.filter((needle) => name.includes(needle)).length))
  const whole = needles.join(' ')
  const isWhole = names.some((name) => name === whole || name === `${whole}s`)
  const inDescription = needles.every((needle) => fold(description).includes(needle))
  return (
    (isWhole ? 0 : 10) +
    (field ? 0 : 3) +
    (needles.length - inName) * 20 +
    (inName === 0 && inDescription ? 10 : 0) +
    (coordinate.includes('.') ? 2 : 0)
  )
}
