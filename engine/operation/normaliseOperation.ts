import {
  Kind,
  print,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { fragmentsOf } from '../../kit/graphql/fragments.ts'
import { EngineError } from '../errors.ts'
import type { NormalOperation } from './operation.ts'
import { sha256Hex } from '../../kit/digest.ts'

/**
 * One operation of a valid document in its normal form: named fragments become inline ones, and every node is made
 * anew, so that a field in a fragment used twice is two nodes. The caller has bounded the size of the result.
 */
export function normaliseOperation(
  document: DocumentNode,
  operationName: string | undefined,
): NormalOperation {
  const definition = findOperation(document, operationName)
  const type = definition.operation
  const inlined = {
    ...definition,
    selectionSet: inlineSelectionSet(definition.selectionSet, fragmentsOf(document)),
  }
  const normal: DocumentNode = { kind: Kind.DOCUMENT, definitions: [inlined] }
  return {
    hash: sha256Hex(print(normal)),
    name: definition.name?.value,
    type,
    definition: inlined,
    document: normal,
  }
}

export function findOperation(
  document: DocumentNode,
  operationName: string | undefined,
): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  )
  const found =
    operationName === undefined ? operations[0] : operations.find(({ name }) => name?.value === operationName)
  if (found && (operationName !== undefined || operations.length === 1)) return found
  const names = operations.map(({ name }) => name?.value ?? 'an unnamed one').join(', ')
  throw new EngineError(
    'OPERATION_RESOLUTION_FAILURE',
    operationName === undefined
      ? `operationName: expected one of the document's ${operations.length} operations (${names}); got none.`
      : `operationName: expected one of ${names}; got ${JSON.stringify(operationName)}.`,
  )
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

function inlineSelectionSet(set: SelectionSetNode, fragments: Fragments): SelectionSetNode {
  return {
    kind: Kind.SELECTION_SET,
    selections: set.selections.flatMap((selection) => inlineSelection(selection, fragments)),
  }
}

function inlineSelection(
  selection: SelectionNode,
  fragments: Fragments,
): FieldNode | InlineFragmentNode | [] {
  switch (selection.kind) {
    case Kind.FIELD:
      return selection.selectionSet
        ? { ...selection, selectionSet: inlineSelectionSet(selection.selectionSet, fragments) }
        : { ...selection }
    case Kind.INLINE_FRAGMENT:
      return { ...selection, selectionSet: inlineSelectionSet(selection.selectionSet, fragments) }
    case Kind.FRAGMENT_SPREAD: {
      const fragment = fragments.get(selection.name.value)
      // Validation has refused spreads of unknown fragments.
      if (!fragment) return []
      return {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: fragment.typeCondition,
        directives: selection.directives ?? [],
        selectionSet: inlineSelectionSet(fragment.selectionSet, fragments),
      }
    }
  }
}
