import type {
  ConstDirectiveNode,
  DirectiveNode,
  FieldNode,
  InlineFragmentNode,
  OperationDefinitionNode,
} from 'graphql'
import { Kind, print, visit } from 'graphql'
import type { Variables } from '../../kit/graphql/variables.ts'

const NAMES: ReadonlySet<string> = new Set(['defer', 'stream'])

export function isIncrementalDirective({ name }: DirectiveNode | ConstDirectiveNode): boolean {
  return NAMES.has(name.value)
}

/** The `@defer` and `@stream` of an operation. */
export function listIncremental(definition: OperationDefinitionNode): readonly DirectiveNode[] {
  const found: DirectiveNode[] = []
  visit(definition, { Directive: (node) => void (isIncrementalDirective(node) && found.push(node)) })
  return found
}

/** The variables by which its parts differ. */
export function listIncrementalVariables(definition: OperationDefinitionNode): readonly string[] {
  const values = listIncremental(definition).flatMap((node) => node.arguments ?? [])
  return [...new Set(values.flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : [])))]
}

/** Whether a `@defer` or `@stream` counts: its `if` is left out or true. */
export function isActive(directive: DirectiveNode, variables: Variables): boolean {
  const value = readArgument(directive, 'if', variables)
  return value === undefined || value === true
}

/** The `@defer` of a fragment, where it counts. */
export function findDefer(
  { directives = [] }: InlineFragmentNode,
  variables: Variables,
): { readonly label: string | undefined } | undefined {
  const defer = directives.find(({ name }) => name.value === 'defer')
  return defer !== undefined && isActive(defer, variables) ? { label: readLabel(defer) } : undefined
}

export interface StreamArguments {
  readonly label: string | undefined
  readonly initialCount: number
}

/** The `@stream` that all these nodes of one field have, where it counts. */
export function findStream(nodes: readonly FieldNode[], variables: Variables): StreamArguments | undefined {
  const streams = nodes.map(({ directives = [] }) => directives.find(({ name }) => name.value === 'stream'))
  const [stream] = streams
  if (stream === undefined || !isActive(stream, variables)) return undefined
  const text = print(stream)
  if (streams.some((other) => other === undefined || print(other) !== text)) return undefined
  const initialCount = readArgument(stream, 'initialCount', variables)
  return {
    label: readLabel(stream),
    initialCount: typeof initialCount === 'number' ? Math.max(0, initialCount) : 0,
  }
}

function readLabel({ arguments: args = [] }: DirectiveNode): string | undefined {
  const value = args.find(({ name }) => name.value === 'label')?.value
  return value?.kind === Kind.STRING ? value.value : undefined
}

/** Undefined for an argument that is left out, or a variable that is. */
function readArgument({ arguments: args = [] }: DirectiveNode, name: string, variables: Variables): unknown {
  const value = args.find((argument) => argument.name.value === name)?.value
  switch (value?.kind) {
    case Kind.VARIABLE:
      return variables[value.name.value]
    case Kind.BOOLEAN:
      return value.value
    case Kind.INT:
      return Number(value.value)
    case undefined:
      return undefined
    default:
      return null
  }
}
