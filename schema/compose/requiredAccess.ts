import {
  GraphQLError,
  Kind,
  parse,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { printRule, type FieldRule } from '../access/fieldRule.ts'
import { isAtLeastAsStrict } from '../access/strictness.ts'
import { findDirectiveName, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import { viewAccess, type AccessView } from './accessView.ts'
import { positionOf, type SubgraphDocument, type TypeInSubgraph } from './document.ts'

/**
 * A field that is computed from a protected one tells something of it: it is at least as protected. Each step of a chain
 * is checked, so the whole chain is.
 */
export function checkRequiredAccess(subgraphs: readonly SubgraphDocument[]): string[] {
  const view = viewAccess(subgraphs)
  return subgraphs.flatMap((subgraph) => {
    const names = findReadingNames(subgraph)
    return [...subgraph.types.values()].flatMap((type) =>
      type.fields.flatMap((field) => [
        ...new Set(
          listReadings(subgraph, type, field, names)
            .flatMap((reading) => listReadFields(reading, view))
            .flatMap((read) => complain(subgraph, type, field, read, view)),
        ),
      ]),
    )
  })
}

/** What a field reads of other fields before its own subgraph is asked. */
interface Reading {
  readonly by: string
  readonly type: string
  readonly set: SelectionSetNode
  /** Whether the selection starts at the object that has the field. */
  readonly isOwn: boolean
}

interface ReadField {
  readonly by: string
  readonly type: string
  readonly field: string
  readonly isOwn: boolean
}

function complain(
  subgraph: SubgraphDocument,
  { name }: TypeInSubgraph,
  field: FieldDefinitionNode,
  read: ReadField,
  view: AccessView,
): readonly string[] {
  const rule = view.ruleOf(name, field.name.value)
  const needed = view.ruleOf(read.type, read.field)
  if (isCovered(rule, needed, read.isOwn)) return []
  const reader = `${name}.${field.name.value}`
  const source = `${read.type}.${read.field}`
  return [
    `${positionOf(field)}: [${subgraph.name}] ${reader} reads ${source} by ${read.by} and must be at least as protected: ` +
      `${source} is ${printRule(needed)}; ${reader} is ${printRule(rule)}.`,
  ]
}

/** Who owns one object may not own another: across objects nothing is as strict as `@ownedBy`. */
function isCovered(rule: FieldRule, needed: FieldRule, isOwn: boolean): boolean {
  return isAtLeastAsStrict(rule, needed) && (isOwn || needed.ownerships.length === 0)
}

interface ReadingNames {
  readonly requires: string
  readonly context: string
  readonly fromContext: string
}

/** A schema that links no federation uses the names as they are. */
function findReadingNames({ document }: SubgraphDocument): ReadingNames {
  const find = (name: string) =>
    findDirectiveName(document, 'https://specs.apollo.dev/federation', name) ?? name
  return { requires: find('requires'), context: find('context'), fromContext: find('fromContext') }
}

function listReadings(
  subgraph: SubgraphDocument,
  type: TypeInSubgraph,
  field: FieldDefinitionNode,
  names: ReadingNames,
): readonly Reading[] {
  return [
    ...directivesNamed(field, names.requires).flatMap((directive) => {
      const set = parseSelection(stringArgument(directive, 'fields') ?? '')
      return set ? [{ by: '@requires', type: type.name, set, isOwn: true }] : []
    }),
    ...(field.arguments ?? [])
      .flatMap((argument) => directivesNamed(argument, names.fromContext))
      .flatMap((directive) => readContext(subgraph, stringArgument(directive, 'field') ?? '', names)),
  ]
}

/** "$shop { currency }" reads from every type that is the context "shop". */
function readContext({ types }: SubgraphDocument, text: string, names: ReadingNames): readonly Reading[] {
  const [, context, selection = ''] = /^\s*\$(\w+)\s*(.*)$/s.exec(text) ?? []
  const set = parseSelection(selection.trim().startsWith('{') ? selection.trim().slice(1, -1) : selection)
  if (!set) return []
  return [...types.values()]
    .filter(({ nodes }) =>
      nodes
        .flatMap((node) => directivesNamed(node, names.context))
        .some((directive) => stringArgument(directive, 'name') === context),
    )
    .map(({ name }) => ({ by: '@fromContext', type: name, set, isOwn: false }))
}

function directivesNamed(
  { directives }: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name)
}

/** A selection that is no GraphQL is composition's to complain of. */
function parseSelection(text: string): SelectionSetNode | null {
  try {
    const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions
    return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : null
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

function listReadFields({ by, type, set, isOwn }: Reading, view: AccessView): readonly ReadField[] {
  return set.selections.flatMap((selection): readonly ReadField[] => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? type
      return listReadFields({ by, type: condition, set: selection.selectionSet, isOwn }, view)
    }
    if (selection.kind !== Kind.FIELD || selection.name.value.startsWith('__')) return []
    const field = selection.name.value
    const returned = view.returnTypeOf(type, field)
    const below =
      selection.selectionSet && returned !== undefined
        ? listReadFields({ by, type: returned, set: selection.selectionSet, isOwn: false }, view)
        : []
    return [{ by, type, field, isOwn }, ...below]
  })
}
