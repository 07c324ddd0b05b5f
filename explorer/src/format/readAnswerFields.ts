import {
  getNamedType,
  getNullableType,
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
import { countsThings, readUnit } from './units.ts'

/** What the schema says of the answer to a question; none of it where the question is not to be read. */
export function readAnswerFields(
  schema: GraphQLSchema,
  { query, operationName }: Question,
): readonly AnswerField[] | null {
  try {
    const document = parse(query, { noLocation: true })
    const operation = getOperationAST(document, operationName)
    return operation ? readFields(schema, document, operation).map(createReader(schema)) : null
  } catch {
    return null
  }
}

function createReader(schema: GraphQLSchema): (field: TableField) => AnswerField {
  const read = (field: TableField, isOfPart: boolean): AnswerField => {
    const type = getNamedType(field.type)
    const owner = schema.getType(field.coordinate.split('.')[0] ?? '')
    const isOfThing = owner && isThing(owner) ? !isWithinItsKind(owner) : isOfPart
    return {
      key: field.key,
      coordinate: field.coordinate,
      typeName: type.name,
      kind: kindOf(field, type),
      unit: isNumeric(type) ? readUnit(field.description) : '',
      addsUp: isOfThing && type.name === 'Int' && countsThings(field.description),
      isList: isList(field),
      isThing: isThing(type),
      fields: field.fields.map((inner) => read(inner, isOfThing && !isList(field))),
    }
  }
  return (field) => read(field, false)
}

/** One may lie within another, as a district within a parish: who adds them up counts the inner one twice. */
function isWithinItsKind(type: GraphQLNamedType): boolean {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
  return fields.some((field) => getNullableType(field.type) === type)
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
  if (type.name === 'Int' && name.endsWith('Id')) return 'id'
  if (type.name === 'Int' && /(?:^y|Y)ear$/.test(name)) return 'year'
  if (type.name === 'Float' && /^(?:lat|lng)$/.test(name)) return 'degrees'
  if (type.name === 'Float' && /\b0 to 1\b/.test(description ?? '')) return 'share'
  return KINDS[type.name] ?? (isCompositeType(type) ? 'object' : 'text')
}
