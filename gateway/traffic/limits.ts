import { Kind, parse, type DocumentNode, type SelectionSetNode } from 'graphql'
import { fragmentsOf } from '../../kit/graphql/fragments.ts'
import { assertLimit } from './assertLimit.ts'
import { countComparisons } from './comparisons.ts'
import { assertNesting, countTopFields, createMeasurer, type Fragments, type Measurer } from './measure.ts'
import { scanText } from './scanText.ts'

/** The limits of a document and its operations, checked before anything is validated or planned. */
export interface Limits {
  /** Of the text, comments included. */
  readonly characters: number
  /** And lines. */
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

/** Each is validated with all the fragments that it reaches. */
const MAX_OPERATIONS = 50
/** Brackets, or fields and fragments, that may stand within each other for each level of nested fields. */
const NESTING_PER_DEPTH = 5
/** Where recursion is far from the end of the stack yet, whatever depth the operator allows. */
const MAX_NESTING = 500
/** graphql-js stops by itself at twenty times as many, which takes it 50 ms. One response name may stand 220 times. */
const MAX_COMPARISONS = 25_000

/**
 * The document of a text, if none of its operations passes a limit. All that is done here is linear in the text, and a deep
 * one is refused before anything recurses. Throws GatewayError OPERATION_TOO_COMPLEX, and GraphQLError for a text that is
 * not GraphQL or has too many tokens.
 */
export function parseWithinLimits(text: string, limits: Limits): DocumentNode {
  assertDocument('characters', 'characters', limits.characters, text.length)
  const { lines, nesting } = scanText(text, limits.tokens)
  assertDocument('lines', 'lines', limits.tokens, lines)
  assertDocument('brackets within each other', 'nesting', nestingOf(limits), nesting)
  const document = parse(text, { maxTokens: limits.tokens })
  assertWithinLimits(document, limits)
  return document
}

/**
 * Refuses a document that passes a limit before it is validated: validation and planning both cost more than linearly in
 * what fragments spread to.
 */
export function assertWithinLimits(document: DocumentNode, limits: Limits): void {
  const fragments = fragmentsOf(document)
  const measurer = createMeasurer(fragments, nestingOf(limits))
  const operations = listOperations(document)
  assertDocument('operations', 'operations', MAX_OPERATIONS, operations.length)
  for (const set of operations) assertOperation(set, fragments, measurer, limits)
  // Validation visits fragments too that no operation spreads.
  const roots = [...operations, ...listUnreached(document, fragments, measurer)]
  let selections = 0
  for (const set of roots) {
    const measure = measurer.measure(set)
    assertNesting(nestingOf(limits), measure.nesting)
    selections += measure.selections
  }
  assertDocument(
    'selections after fragments are spread, all operations together',
    'selections',
    limits.selections,
    selections,
  )
  const comparisons = roots.reduce((sum, set) => sum + countComparisons([set], fragments), 0)
  assertDocument('fields and fragments to compare, in pairs', 'comparisons', MAX_COMPARISONS, comparisons)
}

function assertOperation(
  set: SelectionSetNode,
  fragments: Fragments,
  measurer: Measurer,
  limits: Limits,
): void {
  const { selections, depth, aliases } = measurer.measure(set)
  assertLimit('selections after fragments are spread', 'selections', limits.selections, selections)
  assertLimit('levels of nested fields', 'depth', limits.depth, depth)
  assertLimit('aliases', 'aliases', limits.aliases, aliases)
  assertLimit('root fields', 'rootFields', limits.rootFields, countTopFields(set, fragments))
}

function assertDocument(what: string, name: string, limit: number, value: number): void {
  assertLimit(what, name, limit, value, 'A document')
}

function nestingOf({ depth }: Limits): number {
  return Math.min(NESTING_PER_DEPTH * depth, MAX_NESTING)
}

function listOperations({ definitions }: DocumentNode): readonly SelectionSetNode[] {
  return definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [one.selectionSet] : []))
}

/** Of fragments with one name, operations spread the last. */
function listUnreached(
  { definitions }: DocumentNode,
  fragments: Fragments,
  { measure, hasReached }: Measurer,
): readonly SelectionSetNode[] {
  const unreached: SelectionSetNode[] = []
  for (const definition of definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue
    const { name, selectionSet } = definition
    if (fragments.get(name.value) === definition && hasReached(name.value)) continue
    measure(selectionSet)
    unreached.push(selectionSet)
  }
  return unreached
}
