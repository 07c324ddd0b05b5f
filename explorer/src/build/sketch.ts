import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql'
import { writeFirstValue } from './firstValue.ts'

/** A selection that is to be written. */
export interface Sketch {
  /** Such as `museum(id: "mam")` or `... on Monument`. */
  readonly head: string
  readonly inner: readonly Sketch[]
}

/** A field as it is first asked for: with the arguments that it needs, and what says most of what it leads to. */
export function sketchField(field: GraphQLField<unknown, unknown>, now: Date): Sketch {
  return { head: headOf(field, now), inner: sketchInside(getNamedType(field.type), now) }
}

export function headOf({ name, args }: GraphQLField<unknown, unknown>, now: Date): string {
  const required = args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${writeFirstValue(arg, now)}`)
  return required.length === 0 ? name : `${name}(${required.join(', ')})`
}

/** An object is never asked for without a part of it: its id and name, or what there is instead. */
export function sketchInside(type: GraphQLNamedType, now: Date): readonly Sketch[] {
  if (!isCompositeType(type)) return []
  const own = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
  const fields = own.filter(({ args }) => !args.some(isRequiredArgument))
  const telling = TELLING.flatMap((wanted) => fields.filter(({ name }) => name === wanted))
  const first = fields.find(({ type }) => isLeafType(getNamedType(type)))
  const chosen = telling.length > 0 ? telling : first ? [first] : []
  return chosen.length === 0
    ? [{ head: '__typename', inner: [] }]
    : chosen.map((field) => sketchField(field, now))
}

/** Parts that say what an object is, as far as it has them. */
const TELLING = ['totalCount', 'nodes', 'id', 'name', 'zh', 'pt', 'en', 'lat', 'lng', 'asStated', 'metres']

export function printInline({ head, inner }: Sketch): string {
  return inner.length === 0 ? head : `${head} { ${inner.map(printInline).join(' ')} }`
}

export function printLines({ head, inner }: Sketch, indent: string): string {
  if (inner.length === 0) return indent + head
  const lines = inner.map((sketch) => printLines(sketch, `${indent}  `))
  return `${indent}${head} {\n${lines.join('\n')}\n${indent}}`
}
