import type { GraphQLLeafType } from 'graphql'
import { isEnumType } from 'graphql'
import { writeJson } from '../run/json.ts'
import type { WriteValue } from './value.ts'

const MALFORMED_VALUE = 'SUBGRAPH_MALFORMED'
const MAX_INT = 2_147_483_647
const MIN_INT = -2_147_483_648
const TRUE = Buffer.from('true')
const FALSE = Buffer.from('false')

/** Writes one value of a leaf type; what the type cannot hold is an error, whose text never repeats the value. */
export function compileLeaf(type: GraphQLLeafType): WriteValue {
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
      return compileScalar(type.name)
  }
}

const writeString: WriteValue = (writing, value) => {
  if (typeof value !== 'string')
    return writing.report('A subgraph gave something else than a String.', MALFORMED_VALUE)
  writing.output.string(value)
  return true
}

const writeId: WriteValue = (writing, value) => {
  if (typeof value === 'string') writing.output.string(value)
  else if (Number.isInteger(value)) writing.output.string(String(value))
  else return writing.report('A subgraph gave something else than an ID.', MALFORMED_VALUE)
  return true
}

const writeInt: WriteValue = (writing, value) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value > MAX_INT || value < MIN_INT) {
    return writing.report('A subgraph gave something else than an Int.', MALFORMED_VALUE)
  }
  writing.output.ascii(String(value))
  return true
}

const writeFloat: WriteValue = (writing, value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return writing.report('A subgraph gave something else than a Float.', MALFORMED_VALUE)
  }
  writing.output.ascii(String(value))
  return true
}

const writeBoolean: WriteValue = (writing, value) => {
  if (value !== true && value !== false) {
    return writing.report('A subgraph gave something else than a Boolean.', MALFORMED_VALUE)
  }
  writing.output.raw(value ? TRUE : FALSE)
  return true
}

function compileEnum(name: string, values: ReadonlySet<string>): WriteValue {
  const texts = new Map<unknown, Buffer>(
    [...values].map((value) => [value, Buffer.from(JSON.stringify(value))]),
  )
  return (writing, value) => {
    const text = texts.get(value)
    if (text === undefined)
      return writing.report(`A subgraph gave a value that ${name} does not have.`, MALFORMED_VALUE)
    writing.output.raw(text)
    return true
  }
}

function compileScalar(name: string): WriteValue {
  return (writing, value) => {
    if (typeof value === 'string') {
      writing.output.string(value)
      return true
    }
    const text = writeJson(value)
    if (text === undefined) return writing.report(`A subgraph gave no value for ${name}.`, MALFORMED_VALUE)
    writing.output.json(text)
    return true
  }
}
