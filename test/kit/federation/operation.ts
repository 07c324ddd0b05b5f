import type { GraphQLCompositeType, GraphQLField, GraphQLSchema } from 'graphql'
import { getNamedType, isAbstractType, isCompositeType, isUnionType, parse } from 'graphql'
import { normaliseOperation } from '../../../engine/operation/normaliseOperation.ts'
import { listFields } from './engine.ts'
import type { Tape } from './tape.ts'

export interface RandomOperation {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  /** Fields that the caller may not see, by response path. */
  readonly denied: readonly string[]
}

interface Draft {
  readonly tape: Tape
  readonly schema: GraphQLSchema
  readonly declared: string[]
  readonly variables: Record<string, unknown>
  readonly fragments: string[]
  names: number
}

const MAX_DEPTH = 4
const CLASHES = ['id', 'code', 'f0', 'f1', 'f2', 'rank', '__typename'] as const

/** A random operation over a schema. It may break the rule that fields must merge; the caller validates. */
export function drawOperation(tape: Tape, schema: GraphQLSchema): RandomOperation {
  const draft: Draft = { tape, schema, declared: [], variables: {}, fragments: [], names: 0 }
  const mutation = tape.chance(15) ? schema.getMutationType() : undefined
  const root = mutation ?? schema.getQueryType()
  if (!root) throw new Error('expected a schema with a query type')
  const selections = drawSelections(draft, root, 0)
  const declarations = draft.declared.length > 0 ? `(${draft.declared.join(', ')})` : ''
  const text = [`${mutation ? 'mutation' : 'query'} ${declarations} ${selections}`, ...draft.fragments].join(
    '\n',
  )
  return { query: text, variables: draft.variables, denied: tape.chance(20) ? drawDenied(tape, text) : [] }
}

function drawDenied(tape: Tape, query: string): readonly string[] {
  const fields = listFields(normaliseOperation(parse(query), undefined).definition.selectionSet)
  return fields.map(({ path }) => path).filter(() => tape.chance(15))
}

function drawSelections(draft: Draft, type: GraphQLCompositeType, depth: number): string {
  const count = 1 + draft.tape.number(depth === 0 ? 3 : 4)
  const selections = Array.from({ length: count }, () => drawSelection(draft, type, depth))
  return `{ ${selections.join(' ')} }`
}

function drawSelection(draft: Draft, type: GraphQLCompositeType, depth: number): string {
  const { tape } = draft
  if (depth < MAX_DEPTH && tape.chance(isAbstractType(type) ? 60 : 10))
    return drawFragment(draft, type, depth)
  const fields = isUnionType(type)
    ? []
    : Object.values(type.getFields()).filter((field) => isLeafAt(field, depth))
  const field = fields[tape.number(Math.max(fields.length, 1))]
  return field && !tape.chance(10)
    ? drawField(draft, field, depth)
    : `${drawAlias(draft, 10)}__typename${drawCondition(draft)}`
}

function isLeafAt(field: GraphQLField<unknown, unknown>, depth: number): boolean {
  return depth < MAX_DEPTH || !isCompositeType(getNamedType(field.type))
}

function drawField(draft: Draft, field: GraphQLField<unknown, unknown>, depth: number): string {
  const args = drawArguments(draft, field)
  const named = getNamedType(field.type)
  // Two selections of one name with other arguments may not merge, so many get a name of their own.
  const alias = drawAlias(draft, args === '' ? 20 : 75)
  const below = isCompositeType(named) ? drawSelections(draft, named, depth + 1) : ''
  return `${alias}${field.name}${args}${drawCondition(draft)} ${below}`
}

function drawAlias(draft: Draft, percent: number): string {
  if (!draft.tape.chance(percent)) return ''
  return draft.tape.chance(8) ? `${draft.tape.pick(CLASHES)}: ` : `a${draft.names++}: `
}

function drawArguments(draft: Draft, { args }: GraphQLField<unknown, unknown>): string {
  const drawn = args
    .filter(() => draft.tape.chance(40))
    .map(({ name }) => `${name}: ${drawValue(draft, name)}`)
  return drawn.length > 0 ? `(${drawn.join(', ')})` : ''
}

function drawValue(draft: Draft, argument: string): string {
  const { tape } = draft
  const isOptions = argument === 'opt'
  const value = isOptions ? drawOptions(tape, 0) : tape.number(3)
  if (tape.chance(50)) return writeLiteral(value)
  const name = `v${draft.names++}`
  const type = isOptions ? 'Opt' : 'Int'
  draft.declared.push(tape.chance(50) ? `$${name}: ${type} = ${writeLiteral(value)}` : `$${name}: ${type}`)
  if (tape.chance(70)) draft.variables[name] = tape.chance(10) ? null : value
  return `$${name}`
}

function drawOptions(tape: Tape, depth: number): unknown {
  return {
    ...(tape.chance(50) && { n: tape.chance(20) ? null : tape.number(9) }),
    ...(tape.chance(50) && { list: tape.chance(30) ? tape.number(9) : [tape.number(9), 1] }),
    ...(depth < 2 && tape.chance(40) && { deep: drawOptions(tape, depth + 1) }),
  }
}

function writeLiteral(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"(\w+)":/g, '$1:')
}

function drawCondition(draft: Draft): string {
  const { tape } = draft
  if (!tape.chance(25)) return ''
  const directive = tape.pick(['skip', 'include'])
  if (tape.chance(20)) return ` @${directive}(if: ${tape.chance(50)})`
  const name = `b${draft.names++}`
  draft.declared.push(`$${name}: Boolean!`)
  draft.variables[name] = tape.chance(50)
  return ` @${directive}(if: $${name})`
}

function drawFragment(draft: Draft, type: GraphQLCompositeType, depth: number): string {
  const { tape, schema } = draft
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type]
  const wide = Object.values(schema.getTypeMap()).filter(
    (other) =>
      isAbstractType(other) && schema.getPossibleTypes(other).some((member) => possible.includes(member)),
  )
  const target = tape.pick([type, ...possible, ...wide.filter(isAbstractType)])
  const condition = drawCondition(draft)
  const selections = drawSelections(draft, target, depth + 1)
  if (!tape.chance(30)) return `... on ${target.name}${condition} ${selections}`
  const name = `g${draft.names++}`
  draft.fragments.push(`fragment ${name} on ${target.name} ${selections}`)
  return `...${name}${condition}${tape.chance(20) ? ` ...${name}` : ''}`
}
