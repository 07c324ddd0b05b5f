import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql'

interface Input {
  readonly name: string
  readonly type: GraphQLInputType
  readonly description?: string | null | undefined
  readonly defaultValue?: unknown
}

/** A value to begin with, as GraphQL writes it: what holds without it, else an example that its description gives. */
export function writeFirstValue(input: Input, now: Date): string {
  return writeFirst(getNullableType(input.type), input, now)
}

function writeFirst(type: GraphQLInputType, input: Input, now: Date): string {
  if (isListType(type)) return `[${writeFirst(getNullableType(type.ofType), input, now)}]`
  if (isEnumType(type)) {
    return typeof input.defaultValue === 'string' ? input.defaultValue : (type.getValues()[0]?.name ?? 'null')
  }
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField)
    return `{${required.map((field) => `${field.name}: ${writeFirstValue(field, now)}`).join(', ')}}`
  }
  return writeFirstScalar(String(type), input, now)
}

function writeFirstScalar(name: string, { description, defaultValue }: Input, now: Date): string {
  switch (name) {
    case 'Boolean':
      return String(defaultValue !== true)
    case 'Int':
    case 'Float':
      return String(typeof defaultValue === 'number' ? defaultValue : 1)
    case 'DateTime':
      return `"${timeInMacao(now)}+08:00"`
    case 'LocalDate':
      return `"${timeInMacao(now).slice(0, 10)}"`
    case 'YearMonth':
      return `"${timeInMacao(now).slice(0, 7)}"`
    default:
      return JSON.stringify(/such as "([^"]+)"/.exec(description ?? '')?.[1] ?? '')
  }
}

const EIGHT_HOURS = 8 * 3_600_000

function timeInMacao(now: Date): string {
  return new Date(now.getTime() + EIGHT_HOURS).toISOString().slice(0, 19)
}
