import { isRecord } from '../../kit/isRecord.ts'
import type { FieldSurvey, ParsedFeed, SetAside } from './feedDescriptor.ts'
import { decimal, flag, isPlaceholder, text, type FieldType } from './fieldTypes.ts'
import { createPlace, isInTerritory, TERRITORY_TEXT, type PlaceValue } from './place.ts'
import type { TextValue } from './text.ts'

/** One record of a source, whose values are asked for by name and type. */
export interface RecordReader {
  /** A value without which there is no record: where it is missing or unreadable, the record is set aside. */
  required<V>(field: string, type: FieldType<V>): V
  /** Null where the source says nothing; what cannot be read is null too, is counted and told. */
  optional<V>(field: string, type: FieldType<V>): V | null
  /** A name in the languages whose fields are given, of which there must be one. */
  name(zh: string, pt: string | null, en: string | null): TextValue
  texts(zh: string | null, pt: string | null, en: string | null): TextValue
  /** Null where no coordinate is stated, and where the one that is stated cannot be. */
  place(latitude: string, longitude: string): PlaceValue | null
  /** Whether the record is marked as synthetic; one of a real source bears no mark. */
  sample(field: string): boolean
  /** Whether the source has the field at all, empty or not, and what stands in it. */
  raw(field: string): unknown
  /** Sets the record aside. */
  reject(field: string, expected: string): never
  /** Tells of an optional value that cannot be used. */
  remark(field: string, expected: string): null
}

export interface RecordRules<R> {
  /** The fields that name a record in reports. */
  readonly namedBy: readonly string[]
  readonly parse: (record: RecordReader) => R
  /** What no two records share; of two with one key the first stands. */
  readonly keyOf: (record: R) => string
  /** Fields of the source that the graph has no use for. */
  readonly ignores?: readonly string[]
}

/**
 * Reads each item of a document. One that is no object, lacks a required value or repeats a key is set aside with the
 * reason; an optional value that cannot be read is null in its record.
 */
export function readRecords<R>(items: readonly unknown[], rules: RecordRules<R>): ParsedFeed<R> {
  const records = new Map<string, R>()
  const setAside: SetAside[] = []
  const survey = createSurvey()
  items.forEach((item, index) => {
    const record = nameOf(item, index, rules.namedBy)
    try {
      if (!isRecord(item)) throw new RecordError('record', 'an object', item)
      const parsed = rules.parse(createReader(item, record, survey))
      const key = rules.keyOf(parsed)
      if (records.has(key)) throw new RecordError('id', 'each record once', key)
      records.set(key, parsed)
    } catch (error) {
      // Anything else is a fault of ours.
      if (!(error instanceof RecordError)) throw error
      setAside.push({ record, reason: error.message })
    }
  })
  return {
    records: [...records.values()],
    setAside,
    unreadable: survey.findings,
    survey: survey.conclude(items, rules.ignores ?? []),
  }
}

/** Why a record is set aside, or a value is null: names the field, what was expected and what came. */
class RecordError extends Error {
  constructor(field: string, expected: string, came: unknown) {
    super(`${field}: expected ${expected}; got ${describe(came)}`)
    this.name = 'RecordError'
  }
}

const DESCRIBED_LENGTH = 80

function describe(came: unknown): string {
  if (came === undefined) return 'nothing'
  const json = JSON.stringify(came) ?? 'nothing'
  return json.length > DESCRIBED_LENGTH ? `${json.slice(0, DESCRIBED_LENGTH)}…` : json
}

function nameOf(item: unknown, index: number, fields: readonly string[]): string {
  const values = isRecord(item) ? fields.map((field) => item[field]) : []
  const named = values
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .join(' ')
    .trim()
  return named.slice(0, DESCRIBED_LENGTH) || `record ${index + 1}`
}

type Item = Readonly<Record<string, unknown>>

function createReader(item: Item, record: string, survey: Survey): RecordReader {
  const reader: RecordReader = {
    required(field, type) {
      survey.ask(field)
      const value = item[field]
      const read = isPlaceholder(value) ? undefined : type.read(value)
      if (read === undefined) throw new RecordError(field, type.expected, value)
      return read
    },
    optional(field, type) {
      survey.ask(field)
      const value = item[field]
      if (isPlaceholder(value)) return null
      return type.read(value) ?? reader.remark(field, type.expected)
    },
    name(zh, pt, en) {
      const name = reader.texts(zh, pt, en)
      if (name.zh ?? name.pt ?? name.en) return name
      throw new RecordError(zh, 'a name in at least one language', item[zh])
    },
    texts: (zh, pt, en) => ({
      zh: zh === null ? null : reader.optional(zh, text),
      pt: pt === null ? null : reader.optional(pt, text),
      en: en === null ? null : reader.optional(en, text),
    }),
    place(latitude, longitude) {
      const lat = reader.optional(latitude, decimal)
      const lng = reader.optional(longitude, decimal)
      const fields = `${latitude}, ${longitude}`
      if (isPlaceholder(item[latitude]) !== isPlaceholder(item[longitude]))
        return reader.remark(fields, 'both or none')
      if (lat === null || lng === null) return null
      return isInTerritory({ lat, lng }) ? createPlace({ lat, lng }) : reader.remark(fields, TERRITORY_TEXT)
    },
    sample(field) {
      survey.ask(field)
      // What may be synthetic must not pass for a fact.
      return isPlaceholder(item[field]) ? false : reader.required(field, flag)
    },
    raw(field) {
      survey.ask(field)
      return item[field]
    },
    reject(field, expected) {
      throw new RecordError(field, expected, cameOf(item, field))
    },
    remark(field, expected) {
      const { message } = new RecordError(field, expected, cameOf(item, field))
      survey.note(field, { record, reason: message })
      return null
    },
  }
  return reader
}

/** A finding may be about several fields: "lat, lng". */
function cameOf(item: Item, field: string): unknown {
  const [first = field, ...rest] = field.split(', ')
  return rest.length === 0 ? item[first] : [first, ...rest].map((name) => item[name])
}

interface Survey {
  readonly findings: readonly SetAside[]
  ask(field: string): void
  note(field: string, finding: SetAside): void
  conclude(items: readonly unknown[], ignores: readonly string[]): FieldSurvey
}

function createSurvey(): Survey {
  const asked = new Set<string>()
  const findings: SetAside[] = []
  const unreadable: Record<string, number> = {}
  return {
    findings,
    ask(field) {
      asked.add(field)
    },
    note(field, finding) {
      findings.push(finding)
      unreadable[field] = (unreadable[field] ?? 0) + 1
    },
    conclude(items, ignores) {
      const counts = countFields(items)
      const known = new Set([...asked, ...ignores])
      return {
        present: Object.fromEntries([...asked].map((field) => [field, counts.get(field) ?? 0])),
        unreadable,
        unknown: [...counts.keys()].filter((field) => !known.has(field)),
      }
    },
  }
}

function countFields(items: readonly unknown[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) {
    if (!isRecord(item)) continue
    for (const field of Object.keys(item)) counts.set(field, (counts.get(field) ?? 0) + 1)
  }
  return counts
}
