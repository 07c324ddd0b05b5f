import { Kind, print, type SelectionSetNode } from 'graphql'
import type { Hint } from './lifetime.ts'
import type { Part } from '../../../engine/index.ts'
import type { CacheHints } from './hints.ts'
import { normaliseSelection } from './normaliseSelection.ts'
import type { CacheRules } from './cacheRules.ts'
import { examineSelection } from './examineSelection.ts'

/** The shape of one part of a call, for entities of one type or for the root, before there are values. */
export interface SelectionShape {
  readonly hint: Hint
  /** The selection in its normal form. */
  readonly text: string
  /** The planner's names of the variables in the text, by their numbers. */
  readonly variables: readonly string[]
  /** Their types and default values: a variable that is not given has its default. */
  readonly definitions: string
  /** The names that drop it: see `EntryGroup`. */
  readonly names: readonly string[]
}

const shapes = new WeakMap<Part, WeakMap<CacheRules, Map<string, SelectionShape>>>()

/** The shape of a part for entities of one type; without a type, for the root. */
export function shapeOf(part: Part, rules: CacheRules, typename: string | undefined): SelectionShape {
  const byRules = getOrAdd(shapes, part, () => new WeakMap<CacheRules, Map<string, SelectionShape>>())
  const byType = getOrAdd(byRules, rules, () => new Map<string, SelectionShape>())
  return getOrAdd(byType, typename ?? '', () => examine(part, rules, typename))
}

/** Whether any value of the part may be private to one caller. */
export function mayBePersonal(part: Part, rules: CacheRules): boolean {
  return hintOfAll(part, rules).isPrivate
}

/** Whether the schema gives anything in the part a lifetime. */
export function isHinted(part: Part, rules: CacheRules): boolean {
  const { limit } = hintOfAll(part, rules)
  return limit > 0 && limit < Infinity
}

function hintOfAll(part: Part, rules: CacheRules): Hint {
  // No type is called so: every fragment counts.
  return shapeOf(part, rules, part.isOfEntities ? ANY_TYPE : undefined).hint
}

const ANY_TYPE = '*'

function examine(part: Part, { hints }: CacheRules, typename: string | undefined): SelectionShape {
  const { definition } = part
  const selectionSet = selectForType(part.selectionSet, typename, hints)
  const type = typename ?? rootType(definition.operation)
  const { hint, nested } = examineSelection(selectionSet, type, hints, typename === undefined)
  const { text, variables } = normaliseSelection(selectionSet)
  const own = typename === undefined ? [] : [typename, ...(hints.types.get(typename)?.possible ?? [])]
  const types = new Set([...own, ...nested])
  return {
    hint,
    text,
    variables,
    definitions: variables.map((name) => describeVariable(definition, name)).join(),
    names: ['s', ...[...types].map((name) => `t:${name}`), ...[...nested].map((name) => `n:${name}`)],
  }
}

/** Leaves out the fields that are selected of entities of other types. */
function selectForType(
  set: SelectionSetNode,
  typename: string | undefined,
  hints: CacheHints,
): SelectionSetNode {
  if (typename === undefined || typename === ANY_TYPE) return set
  const isOf = (condition: string, type: string) =>
    hints.types.get(condition)?.possible.includes(type) === true
  return {
    ...set,
    selections: set.selections.filter((selection) => {
      if (selection.kind !== Kind.INLINE_FRAGMENT || selection.typeCondition === undefined) return true
      const condition = selection.typeCondition.name.value
      return condition === typename || isOf(condition, typename) || isOf(typename, condition)
    }),
  }
}

function describeVariable({ variableDefinitions = [] }: Part['definition'], name: string): string {
  const found = variableDefinitions.find(({ variable }) => variable.name.value === name)
  if (found === undefined) return ''
  return `${print(found.type)}=${found.defaultValue === undefined ? '' : print(found.defaultValue)}`
}

function rootType(operation: Part['definition']['operation']): string {
  return operation === 'mutation' ? 'Mutation' : 'Query'
}

function getOrAdd<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
