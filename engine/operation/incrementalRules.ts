import {
  getNullableType,
  GraphQLError,
  isListType,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type DirectiveNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql'
import { isIncrementalDirective } from './incremental.ts'

/** What is valid of `@defer` and `@stream`, by the rules that graphql-js 17 has and 16 has not. */
export const INCREMENTAL_RULES: readonly ((context: ValidationContext) => ASTVisitor)[] = [
  IncrementalLabelRule,
  IncrementalRootFieldRule,
  IncrementalSubscriptionRule,
  StreamOnListRule,
]

/** A label is a text and no variable, and no two directives of a document have the same. */
function IncrementalLabelRule(context: ValidationContext): ASTVisitor {
  const known = new Map<string, DirectiveNode>()
  return {
    Directive(node) {
      const label = isIncrementalDirective(node) ? argumentOf(node, 'label') : undefined
      if (label === undefined || label.kind === Kind.NULL) return
      if (label.kind !== Kind.STRING) {
        if (label.kind === Kind.VARIABLE)
          report(context, `Argument "@${node.name.value}(label:)" must be a static string.`, node)
        return
      }
      const before = known.get(label.value)
      known.set(label.value, before ?? node)
      if (before !== undefined)
        report(context, 'Value for arguments "@defer(label:)" and "@stream(label:)" must be unique.', node)
    },
  }
}

/** The root fields of a mutation are carried out one after the other, and those of a subscription are one. */
function IncrementalRootFieldRule(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      const parent = context.getParentType()
      if (!isIncrementalDirective(node) || !parent) return
      const schema = context.getSchema()
      for (const operation of [OperationTypeNode.MUTATION, OperationTypeNode.SUBSCRIPTION])
        if (schema.getRootType(operation) === parent)
          report(context, `@${node.name.value} cannot be used on root ${operation} type "${parent}".`, node)
    },
  }
}

/** Each answer of a subscription is whole, unless `if` may say that nothing is deferred. */
function IncrementalSubscriptionRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return
      const sets = [
        operation.selectionSet,
        ...context.getRecursivelyReferencedFragments(operation).map(({ selectionSet }) => selectionSet),
      ]
      for (const node of sets.flatMap(listDirectives))
        if (isIncrementalDirective(node) && !mayBeOff(node))
          report(
            context,
            `@${node.name.value} is not supported on subscription operations. Disable it by "if: false".`,
            node,
          )
    },
  }
}

function listDirectives({ selections }: SelectionSetNode): readonly DirectiveNode[] {
  return selections.flatMap((selection) => [
    ...(selection.directives ?? []),
    ...(selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet !== undefined
      ? listDirectives(selection.selectionSet)
      : []),
  ])
}

function mayBeOff(node: DirectiveNode): boolean {
  const value = argumentOf(node, 'if')
  return value?.kind === Kind.VARIABLE || (value?.kind === Kind.BOOLEAN && !value.value)
}

/** Only a list has items, and none of them are fewer than none. */
function StreamOnListRule(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      if (node.name.value !== 'stream') return
      const field = context.getFieldDef()
      const parent = context.getParentType()
      if (field && parent && !isListType(getNullableType(field.type)))
        report(
          context,
          `Directive "@stream" cannot be used on non-list field "${parent}.${field.name}".`,
          node,
        )
      const count = argumentOf(node, 'initialCount')
      if (count?.kind === Kind.INT && Number(count.value) < 0)
        report(context, `@stream(initialCount:): expected 0 or more; got ${count.value}.`, node)
    },
  }
}

function argumentOf({ arguments: args = [] }: DirectiveNode, name: string) {
  return args.find((argument) => argument.name.value === name)?.value
}

function report(
  context: ValidationContext,
  message: string,
  nodes: DirectiveNode | FragmentDefinitionNode | OperationDefinitionNode,
): void {
  context.reportError(new GraphQLError(message, { nodes }))
}
