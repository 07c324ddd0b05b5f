import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  Kind,
  type ArgumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql'
import type { Variables } from '../../../kit/graphql/variables.ts'
import { visitFields } from '../../../kit/graphql/visitFields.ts'
import { isRecord } from '../../../kit/isRecord.ts'
import type { UsedOperation } from './observation.ts'

type Described = Parameters<typeof visitFields>[0] & {
  readonly hash: string
  readonly name: string | undefined
  /** The fields that the gateway adds for its own use. */
  readonly owned?: { readonly hidden: ReadonlyMap<FieldNode, FieldNode> }
}

/** What an operation uses of the graph, where its client chose it. */
export function describeUse(operation: Described, schema: GraphQLSchema): UsedOperation {
  let coordinates: readonly string[] | undefined
  const inVariables = new WeakMap<Variables, readonly string[]>()
  const typed = listTypedVariables(operation, schema)
  return {
    hash: operation.hash,
    name: operation.name,
    coordinates: () => (coordinates ??= listCoordinates(operation, schema)),
    coordinatesOf(variables) {
      if (typed.length === 0) return NOTHING
      const known = inVariables.get(variables)
      if (known !== undefined) return known
      const used = new Set<string>()
      for (const [name, type] of typed) addJsonUse(variables[name], type, used)
      const listed = [...used]
      inVariables.set(variables, listed)
      return listed
    },
  }
}

const NOTHING: readonly string[] = []

type TypedVariable = readonly [name: string, type: GraphQLInputType]

/** The variables whose values name enum values or input fields. */
function listTypedVariables({ definition }: Described, schema: GraphQLSchema): readonly TypedVariable[] {
  return (definition.variableDefinitions ?? []).flatMap(({ variable, type }): readonly TypedVariable[] => {
    let node = type
    while (node.kind !== Kind.NAMED_TYPE) node = node.type
    const named = schema.getType(node.name.value)
    return isEnumType(named) || isInputObjectType(named) ? [[variable.name.value, named]] : []
  })
}

/** A field asked through an interface is a use of the field of each type that can be met there. */
function listCoordinates(operation: Described, schema: GraphQLSchema): readonly string[] {
  const used = new Set<string>()
  visitFields(operation, schema, (node, parents) => {
    if (operation.owned?.hidden.has(node)) return
    for (const parent of parents) {
      const field = parent.getFields()[node.name.value]
      if (field === undefined) continue
      const coordinate = `${parent.name}.${field.name}`
      used.add(coordinate)
      for (const argument of node.arguments ?? []) addArgumentUse(coordinate, argument, field.args, used)
      for (const one of parent.getInterfaces())
        if (one.getFields()[field.name] !== undefined) used.add(`${one.name}.${field.name}`)
    }
  })
  return [...used]
}

function addArgumentUse(
  coordinate: string,
  { name, value }: ArgumentNode,
  args: readonly GraphQLArgument[],
  used: Set<string>,
): void {
  const argument = args.find((one) => one.name === name.value)
  if (argument === undefined) return
  used.add(`${coordinate}(${argument.name}:)`)
  addLiteralUse(value, argument.type, used)
}

function addLiteralUse(value: ValueNode, type: GraphQLInputType, used: Set<string>): void {
  const named = getNamedType(type)
  if (value.kind === Kind.LIST) for (const item of value.values) addLiteralUse(item, named, used)
  if (value.kind === Kind.ENUM) used.add(`${named.name}.${value.value}`)
  if (value.kind !== Kind.OBJECT || !isInputObjectType(named)) return
  for (const { name, value: inner } of value.fields) {
    const field = named.getFields()[name.value]
    if (field === undefined) continue
    used.add(`${named.name}.${field.name}`)
    addLiteralUse(inner, field.type, used)
  }
}

function addJsonUse(value: unknown, type: GraphQLInputType, used: Set<string>): void {
  const named = getNamedType(type)
  if (Array.isArray(value)) for (const item of value) addJsonUse(item, named, used)
  else if (isEnumType(named) && typeof value === 'string') used.add(`${named.name}.${value}`)
  else if (isInputObjectType(named) && isRecord(value))
    for (const field of Object.values(named.getFields())) {
      if (!Object.hasOwn(value, field.name)) continue
      used.add(`${named.name}.${field.name}`)
      addJsonUse(value[field.name], field.type, used)
    }
}
