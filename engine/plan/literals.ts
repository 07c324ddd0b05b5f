import type {
  ConstValueNode,
  GraphQLInputType,
  GraphQLSchema,
  OperationDefinitionNode,
  ValueNode,
  VariableDefinitionNode,
} from 'graphql'
import {
  getNullableType,
  isInputObjectType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { isKept } from '../../kit/json/jsonText.ts'
import { isLiteralKept } from '../supergraph/literalTexts.ts'

/** Literals that the planner would write otherwise: it takes all numbers for JavaScript's. */
export interface Literals {
  /** By the name of the variable that stands for each. */
  readonly byVariable: ReadonlyMap<string, ValueNode>
  /** By variable, the defaults. */
  readonly defaults: ReadonlyMap<string, ConstValueNode>
}

export interface LiftedOperation {
  readonly definition: OperationDefinitionNode
  readonly literals: Literals
}

export const NO_LITERALS: Literals = { byVariable: new Map(), defaults: new Map() }

/** Puts variables in place of the numbers of custom scalars that the planner would change, equal ones for equal ones. */
export function liftLiterals(definition: OperationDefinitionNode, schema: GraphQLSchema): LiftedOperation {
  if (isLiteralKept(definition)) return { definition, literals: NO_LITERALS }
  const defaults = new Map<string, ConstValueNode>()
  const lifted = new Map<string, Lifted>()
  const typeInfo = new TypeInfo(schema)
  const rewritten = visit(
    definition,
    visitWithTypeInfo(typeInfo, {
      Argument: (node) => {
        const type = typeInfo.getArgument()?.type
        return type && { ...node, value: liftValue(node.value, type, lifted) }
      },
    }),
  )
  const variableDefinitions = [
    ...(definition.variableDefinitions ?? []).map((node) => maskDefault(node, defaults)),
    ...[...lifted.values()].map(({ definition: added }) => added),
  ]
  const byVariable = new Map([...lifted.values()].map(({ name, node }) => [name, node]))
  return { definition: { ...rewritten, variableDefinitions }, literals: { byVariable, defaults } }
}

/** Puts the literals back into what the planner made of the operation. */
export function restoreLiterals(
  definition: OperationDefinitionNode,
  { byVariable, defaults }: Literals,
): OperationDefinitionNode {
  if (byVariable.size === 0 && defaults.size === 0) return definition
  const variableDefinitions = (definition.variableDefinitions ?? []).flatMap((node) => {
    const name = node.variable.name.value
    if (byVariable.has(name)) return []
    const defaultValue = defaults.get(name)
    return [defaultValue === undefined ? node : { ...node, defaultValue }]
  })
  const selectionSet = visit(definition.selectionSet, {
    Variable: ({ name }) => byVariable.get(name.value),
  })
  return { ...definition, variableDefinitions, selectionSet }
}

interface Lifted {
  readonly name: string
  readonly node: ValueNode
  readonly definition: VariableDefinitionNode
}

function liftValue(node: ValueNode, type: GraphQLInputType, lifted: Map<string, Lifted>): ValueNode {
  const inner = getNullableType(type)
  if (isListType(inner)) {
    if (node.kind !== Kind.LIST) return liftValue(node, inner.ofType, lifted)
    return { ...node, values: node.values.map((item) => liftValue(item, inner.ofType, lifted)) }
  }
  if (isInputObjectType(inner) && node.kind === Kind.OBJECT) {
    const fields = node.fields.map((field) => {
      const fieldType = inner.getFields()[field.name.value]?.type
      return fieldType === undefined ? field : { ...field, value: liftValue(field.value, fieldType, lifted) }
    })
    return { ...node, fields }
  }
  return isScalarType(inner) && !isSpecifiedScalarType(inner) ? liftNumbers(node, inner.name, lifted) : node
}

function liftNumbers(literal: ValueNode, scalar: string, lifted: Map<string, Lifted>): ValueNode {
  const lift = (node: ValueNode & { readonly value: string }) =>
    isKept(node.value) ? undefined : variableFor(node, scalar, lifted)
  return visit(literal, { IntValue: lift, FloatValue: lift })
}

function variableFor(
  node: ValueNode & { readonly value: string },
  scalar: string,
  lifted: Map<string, Lifted>,
): ValueNode {
  const key = `${scalar} ${node.value}`
  const name = lifted.get(key)?.name ?? `_n${lifted.size}`
  const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const
  const named = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: scalar } } as const
  const type = { kind: Kind.NON_NULL_TYPE, type: named } as const
  lifted.set(key, { name, node, definition: { kind: Kind.VARIABLE_DEFINITION, variable, type } })
  return variable
}

/** What the planner makes of a default is not looked at; it only must be able to read it. */
function maskDefault(
  node: VariableDefinitionNode,
  defaults: Map<string, ConstValueNode>,
): VariableDefinitionNode {
  const { defaultValue, variable } = node
  if (defaultValue === undefined || isLiteralKept(defaultValue)) return node
  defaults.set(variable.name.value, defaultValue)
  const zero = () => ({ kind: Kind.INT, value: '0' })
  return { ...node, defaultValue: visit(defaultValue, { IntValue: zero, FloatValue: zero }) }
}
