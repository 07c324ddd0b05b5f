/** How a value is to be read, by the type that the schema gives it. */
export type ValueKind =
  /** A text in three languages, of which the reader sees one. */
  | 'name'
  | 'text'
  | 'id'
  | 'number'
  /** A part of a whole, 0 to 1. */
  | 'share'
  /** A number that is a name: nothing is grouped in it or cut from it. */
  | 'year'
  | 'degrees'
  | 'boolean'
  | 'instant'
  | 'day'
  | 'month'
  | 'enum'
  | 'typename'
  | 'object'

/** A part of an answer, and what the schema says of it. */
export interface AnswerField {
  /** The key in the answer. */
  readonly key: string
  /** Such as "CarPark.name"; of an answer without a schema the key alone. */
  readonly coordinate: string
  /** Such as "Text". */
  readonly typeName: string
  readonly kind: ValueKind
  /** Such as "m" or "MOP"; empty where the schema states none. */
  readonly unit: string
  /** Whether it counts something of a thing, so that the numbers of several things have a sum that says something. */
  readonly addsUp: boolean
  readonly isList: boolean
  /** Whether it is a thing of its own, with an id, and no mere part of one. */
  readonly isThing: boolean
  readonly fields: readonly AnswerField[]
}
