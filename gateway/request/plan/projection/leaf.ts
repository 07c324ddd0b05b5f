import type { GraphQLLeafType } from 'graphql'
import { isEnumType } from 'graphql'
import { quote, writeJson } from '../json.ts'
import type { Write } from './value.ts'

const MALFORMED = 'SUBGRAPH_MALFORMED'
const MAX_INT = 2_147_483_647
const MIN_INT = -2_147_483_648

/** Writes one value of a leaf type; what the type cannot hold is an error, whose text never repeats the value. */
export function compileLeaf(type: GraphQLLeafType): Write {
  if (isEnumType(type)) return compileEnum(type.name, new Set(type.getValues().map(({ name }) => name)))
  switch (type.name) {
    case 'String':
      return writeString
    case 'ID':
      return writeId
    case 'Int':
      return writeInt
    case 'Float':
      return writeFloat
    case 'Boolean':
      return writeBoolean
    default:
      return (run, value) =>
        writeJson(value) ?? run.report(`A subgraph gave no value for ${type.name}.`, MALFORMED)
  }
}

const writeString: Write = (run, value) =>
  typeof value === 'string'
    ? quote(value)
    : run.report('A subgraph gave something else than a String.', MALFORMED)

const writeId: Write = (run, value) => {
  if (typeof value === 'string') return quote(value)
  if (Number.isInteger(value)) return `"${String(value)}"`
  return run.report('A subgraph gave something else than an ID.', MALFORMED)
}

const writeInt: Write = (run, value) => {
  if (typeof value === 'number' && Number.isInteger(value) && value <= MAX_INT && value >= MIN_INT) {
    return value === 0 ? '0' : String(value)
  }
  return run.report('A subgraph gave something else than an Int.', MALFORMED)
}

const writeFloat: Write = (run, value) =>
  typeof value === 'number' && Number.isFinite(value)
    ? JSON.stringify(value)
    : run.report('A subgraph gave something else than a Float.', MALFORMED)

const writeBoolean: Write = (run, value) => {
  if (value === true) return 'true'
  if (value === false) return 'false'
  return run.report('A subgraph gave something else than a Boolean.', MALFORMED)
}

function compileEnum(name: string, values: ReadonlySet<string>): Write {
  const texts = new Map<unknown, string>([...values].map((value) => [value, JSON.stringify(value)]))
  return (run, value) =>
    texts.get(value) ?? run.report(`A subgraph gave a value that ${name} does not have.`, MALFORMED)
}
