import {
  getNamedType,
  getOperationAST,
  isCompositeType,
  isEnumType,
  isObjectType,
  isInterfaceType,
  isUnionType,
  parse,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import { isList, readAnswerFields as readFields, type TableField } from '../../../kit/tables/tableFields.ts'
import type { Question } from '../graph/ask.ts'
import type { AnswerField, ValueKind } from './answerField.ts'
import { readUnit } from './units.ts'

/** What the schema says of the answer to a question; none of it where the question is not to be read. */
export function readAnswerFields(
  schema: GraphQLSchema,
  { query, operationName }: Question,
): readonly AnswerField[] | null {
  try {
    const document = parse(query, { noLocation: true })
    const operation = getOperationAST(document, operationName)
    return operation ? readFields(schema, document, operation).map(toAnswerField) : null
  } catch {
    return null
  }
}

function toAnswerField(field: TableField): AnswerField {
  const type = getNamedType(field.type)
  return {
    key: field.key,
    coordinate: field.coordinate,
    typeName: type.name,
    kind: kindOf(field, type),
    unit: isNumeric(type) ? readUnit(field.description) : '',
    isList: isList(field),
    isThing: isThing(type),
    fields: field.fields.map(toAnswerField),
  }
}

function isNumeric({ name }: GraphQLNamedType): boolean {
  return name === 'Int' || name === 'Float'
}

function isThing(type: GraphQLNamedType): boolean {
  if (isUnionType(type)) return true
  return (isObjectType(type) || isInterfaceType(type)) && type.name !== 'Place' && 'id' in type.getFields()
}

const KINDS: Readonly<Record<string, ValueKind>> = {
  ID: 'id',
  String: 'text',
  Boolean: 'boolean',
  Int: 'number',
  Float: 'number',
  DateTime: 'instant',
  LocalDate: 'day',
  YearMonth: 'month',
  Text: 'name',
  LocalizedString: 'name',
}

function kindOf({ coordinate, description }: TableField, type: GraphQLNamedType): ValueKind {
  const name = coordinate.split('.')[1] ?? ''
  if (isEnumType(type)) return 'enum'
  if (type.name === 'Int' && /(?:^y|Y)ear$/.test(name)) return 'year'
  if (type.name === 'Float' && /^(?:lat|lng)$/.test(name)) return 'degrees'
  if (type.name === 'Float' && /\b0 to 1\b/.test(description ?? '')) return 'share'
  return KINDS[type.name] ?? (isCompositeType(type) ? 'object' : 'text')
}
