import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql'
import { GatewayError } from '../errors.ts'
import { fragmentsOf } from '../../kit/graphql/fragments.ts'

/** The limits of an operation, checked before anything is planned. */
export interface Limits {
  readonly tokens: number
  /** Nested fields, the root's being 1. */
  readonly depth: number
  readonly aliases: number
  readonly rootFields: number
  /** Fields and inline fragments after all named fragments are spread. */
  readonly selections: number
  /** The estimate by @cost and @listSize. */
  readonly cost: number
}

/** The size of a selection set once its fragments are spread. */
interface Measure {
  readonly depth: number
  readonly aliases: number
  readonly fields: number
  readonly selections: number
}

const NOTHING_MEASURED: Measure = { depth: 0, aliases: 0, fields: 0, selections: 0 }

/**
 * Refuses a document one of whose operations passes a limit, before it is validated: validation and planning both
 * cost more than linearly in what fragments spread to. Each fragment is measured once, however often it is used.
 */
export function assertWithinLimits(document: DocumentNode, limits: Limits): void {
  const measureOf = createMeasurer(document)
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const whole = measureOf(definition.selectionSet)
    assertLimit('selections after fragments are spread', 'selections', limits.selections, whole.selections)
    assertLimit('levels of nested fields', 'depth', limits.depth, whole.depth)
    assertLimit('aliases', 'aliases', limits.aliases, whole.aliases)
    assertLimit(
      'root fields',
      'rootFields',
      limits.rootFields,
      rootFieldsOf(definition.selectionSet, document),
    )
  }
}

export function assertLimit(what: string, name: string, limit: number, value: number): void {
  if (value <= limit) return
  throw new GatewayError(
    'OPERATION_TOO_COMPLEX',
    `An operation may have at most ${limit} ${what}; this one has ${value}.`,
    {
      limitName: name,
      limit,
      value,
    },
  )
}

function createMeasurer(document: DocumentNode): (set: SelectionSetNode) => Measure {
  const fragments = fragmentsOf(document)
  const measured = new Map<string, Measure>()

  const measureFragment = (name: string): Measure => {
    const known = measured.get(name)
    if (known) return known
    // Of a fragment that spreads itself the inner use counts nothing: validation refuses it afterwards.
    measured.set(name, NOTHING_MEASURED)
    const fragment = fragments.get(name)
    const measure = fragment ? measureSet(fragment.selectionSet) : NOTHING_MEASURED
    measured.set(name, measure)
    return measure
  }

  const measureSet = (set: SelectionSetNode): Measure => {
    let depth = 0
    let aliases = 0
    let fields = 0
    let selections = 0
    for (const selection of set.selections) {
      const isField = selection.kind === Kind.FIELD
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? measureFragment(selection.name.value)
          : selection.selectionSet
            ? measureSet(selection.selectionSet)
            : NOTHING_MEASURED
      depth = Math.max(depth, inner.depth + (isField ? 1 : 0))
      aliases += inner.aliases + (isField && selection.alias ? 1 : 0)
      fields += inner.fields + (isField ? 1 : 0)
      selections += inner.selections + 1
    }
    return { depth, aliases, fields, selections }
  }
  return measureSet
}

function rootFieldsOf(set: SelectionSetNode, document: DocumentNode): number {
  return countTopFields(set, fragmentsOf(document), new Map())
}

function countTopFields(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  counted: Map<string, number>,
): number {
  let count = 0
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) count += 1
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      count += countTopFields(selection.selectionSet, fragments, counted)
    else count += countFragment(selection.name.value, fragments, counted)
  }
  return count
}

function countFragment(
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  counted: Map<string, number>,
): number {
  const known = counted.get(name)
  if (known !== undefined) return known
  counted.set(name, 0)
  const fragment = fragments.get(name)
  const count = fragment ? countTopFields(fragment.selectionSet, fragments, counted) : 0
  counted.set(name, count)
  return count
}
