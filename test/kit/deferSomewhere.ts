import {
  getNullableType,
  isListType,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DirectiveNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type VariableDefinitionNode,
} from 'graphql'
import type { Tape } from './federation/tape.ts'

/** An operation with `@defer` and `@stream` at some of its places, some of them under conditions. */
export function deferSomewhere<
  Operation extends { query: string; variables: Readonly<Record<string, unknown>> },
>(tape: Tape, operation: Operation, schema: GraphQLSchema): Operation {
  const variables: Record<string, unknown> = { ...operation.variables }
  const declared: VariableDefinitionNode[] = []
  let names = 0
  const draw = (name: 'defer' | 'stream'): DirectiveNode => {
    const args: string[] = []
    if (tape.chance(30)) args.push(`label: "l${names++}"`)
    if (tape.chance(20)) {
      const variable = `d${names++}`
      const [definition] = readDefinitions(`query($${variable}: Boolean${tape.chance(50) ? '!' : ''}) { a }`)
      if (definition !== undefined) declared.push(definition)
      variables[variable] = tape.chance(70)
      args.push(`if: $${variable}`)
    } else if (tape.chance(10)) args.push(`if: ${tape.chance(50)}`)
    if (name === 'stream' && tape.chance(60)) args.push(`initialCount: ${tape.number(3)}`)
    return readDirective(`@${name}${args.length === 0 ? '' : `(${args.join(', ')})`}`)
  }
  const types = new TypeInfo(schema)
  const mayDefer = (): boolean => types.getParentType() !== schema.getMutationType()
  const deferred = visit(
    parse(operation.query, { noLocation: true }),
    visitWithTypeInfo(types, {
      InlineFragment: (node) =>
        mayDefer() && tape.chance(50)
          ? { ...node, directives: [...(node.directives ?? []), draw('defer')] }
          : undefined,
      FragmentSpread: (node) =>
        mayDefer() && tape.chance(50)
          ? { ...node, directives: [...(node.directives ?? []), draw('defer')] }
          : undefined,
      Field(node) {
        const type = types.getType()
        if (!type || !isListType(getNullableType(type)) || !mayDefer() || !tape.chance(40)) return undefined
        return { ...node, directives: [...(node.directives ?? []), draw('stream')] }
      },
      SelectionSet: {
        leave: (node) =>
          mayDefer()
            ? { ...node, selections: node.selections.map((one) => (tape.chance(20) ? wrap(one, draw) : one)) }
            : undefined,
      },
    }),
  )
  const definitions = deferred.definitions.map((one) =>
    one.kind === Kind.OPERATION_DEFINITION
      ? { ...one, variableDefinitions: [...(one.variableDefinitions ?? []), ...declared] }
      : one,
  )
  return { ...operation, query: print({ ...deferred, definitions }), variables }
}

function wrap(selection: SelectionNode, draw: (name: 'defer') => DirectiveNode): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives: [draw('defer')],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
  }
}

function readOperation(text: string): OperationDefinitionNode {
  const [definition] = parse(text, { noLocation: true }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`expected an operation; got ${text}`)
  return definition
}

function readDefinitions(text: string): readonly VariableDefinitionNode[] {
  return readOperation(text).variableDefinitions ?? []
}

function readDirective(text: string): DirectiveNode {
  const [directive] = readOperation(`{ a ${text} }`).selectionSet.selections[0]?.directives ?? []
  if (directive === undefined) throw new Error(`expected a directive; got ${text}`)
  return directive
}
