import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  TypeNameMetaFieldDef,
  type ASTNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'
import { dropUnused } from './dropUnused.ts'
import { countSteps, follow, readQuestion, type Chain, type Question, type Step } from './question.ts'
import { headOf, printInline, printLines, sketchInside, type Sketch } from './sketch.ts'
import { insertSelection, placeOf, removeNode, splice } from './textEdit.ts'

/** Asks for what stands at the end of `steps` too, and for what lies on the way where nobody asks for it yet. */
export function addSelection(question: Question, steps: readonly Step[], now: Date): string {
  const { text, operation } = question
  const chain = follow(question, steps)
  const known = countSteps(chain)
  const [first] = sketchSteps(
    typeAt(question, steps.slice(0, known)),
    steps.slice(known),
    question.schema,
    now,
  )
  if (!first) return text
  if (operation === null) return `${withLineEnd(text)}query {\n${printLines(first, '  ')}\n}\n`
  const holder = chain.at(-1) ?? operation
  if (holder.selectionSet)
    return fillIn(insertSelection(text, holder.selectionSet, first), holder.selectionSet)
  return splice(text, placeOf(holder).end, placeOf(holder).end, ` { ${printInline(first)} }`)
}

/** A placeholder has done its work as soon as there is something in its place. */
function fillIn(text: string, { selections: [only, second] }: SelectionSetNode): string {
  return only && !second && isPlaceholder(only) ? removeNode(text, only) : text
}

/**
 * Asks no more for what stands at the end of `steps`, nor for what served it alone. A field that has nothing left keeps
 * its place and its arguments by a placeholder: who drops one part of it mostly wants another.
 */
export function removeSelection(question: Question, steps: readonly Step[]): string {
  let now: Question | null = question
  let { text } = question
  while (now) {
    const chain = follow(now, steps)
    if (countSteps(chain) < steps.length || chain.length < 2) break
    text = removeLast(text, chain)
    // The same may be asked for twice.
    now = readQuestion(question.schema, text, question.operation?.name?.value ?? null)
  }
  return dropUnused(question, text)
}

/** What is emptied goes too, up to a field. */
function removeLast(text: string, chain: Chain): string {
  const from = chain.findLastIndex((_, index) => index === 0 || keepsItsPart(chain, index))
  const node = chain[from]
  if (!node) return text
  if (from === 0 || hasOthers(chain[from - 1])) return removeNode(text, node)
  return splice(text, placeOf(node).start, placeOf(node).end, PLACEHOLDER)
}

const PLACEHOLDER = '__typename'

function keepsItsPart(chain: Chain, index: number): boolean {
  const [node, holder] = [chain[index], chain[index - 1]]
  return hasOthers(holder) || (holder?.kind === Kind.FIELD && !isPlaceholder(node))
}

function isPlaceholder(node: ASTNode | undefined): node is FieldNode {
  return node?.kind === Kind.FIELD && node.name.value === PLACEHOLDER && !node.alias
}

function hasOthers(node: Chain[number] | undefined): boolean {
  return (node?.selectionSet?.selections.length ?? 0) > 1
}

function withLineEnd(text: string): string {
  const trimmed = text.trimEnd()
  return trimmed === '' ? '' : `${trimmed}\n`
}

function sketchSteps(
  parent: GraphQLNamedType | null,
  [step, ...rest]: readonly Step[],
  schema: GraphQLSchema,
  now: Date,
): readonly Sketch[] {
  if (step === undefined) return parent ? sketchInside(parent, now) : []
  const type = typeBehind(parent, step, schema)
  const head = step.kind === 'on' ? `... on ${step.type}` : headAt(parent, step.name, now)
  return [{ head, inner: sketchSteps(type, rest, schema, now) }]
}

function headAt(parent: GraphQLNamedType | null, name: string, now: Date): string {
  const field = fieldAt(parent, name)
  return field ? headOf(field, now) : name
}

function typeAt({ root, schema }: Question, steps: readonly Step[]): GraphQLNamedType | null {
  return steps.reduce<GraphQLNamedType | null>((type, step) => typeBehind(type, step, schema), root)
}

function typeBehind(
  parent: GraphQLNamedType | null,
  step: Step,
  schema: GraphQLSchema,
): GraphQLNamedType | null {
  if (step.kind === 'on') return schema.getType(step.type) ?? null
  const field = fieldAt(parent, step.name)
  return field ? getNamedType(field.type) : null
}

function fieldAt(parent: GraphQLNamedType | null, name: string): GraphQLField<unknown, unknown> | null {
  if (name === TypeNameMetaFieldDef.name && isCompositeType(parent)) return TypeNameMetaFieldDef
  return isObjectType(parent) || isInterfaceType(parent) ? (parent.getFields()[name] ?? null) : null
}
