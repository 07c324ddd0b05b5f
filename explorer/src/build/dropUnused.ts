import { Kind, visit } from 'graphql'
import { readQuestion, type Question } from './question.ts'
import { removeNode, replaceBracketed, textOf } from './textEdit.ts'

/**
 * Takes out the variables and fragments that an edit has left without use: a query that declares more than it uses is
 * refused. What was unused before is the writer's own and stays.
 */
export function dropUnused(before: Question, text: string): string {
  let kept = text
  for (;;) {
    const now = readQuestion(before.schema, kept)
    if (!now) return kept
    const next = dropVariables(before, now) ?? dropFragment(before, now)
    if (next === null) return kept
    kept = next
  }
}

function dropVariables(before: Question, now: Question): string | null {
  const { operation, text } = now
  const definitions = operation?.variableDefinitions ?? []
  const [used, usedBefore] = [namesUsed(now, Kind.VARIABLE), namesUsed(before, Kind.VARIABLE)]
  const kept = definitions.filter(
    ({ variable: { name } }) => used.has(name.value) || !usedBefore.has(name.value),
  )
  if (!operation || kept.length === definitions.length) return null
  const written = kept.map((definition) => textOf(text, definition))
  // Of a query without a name, the word `query` stands before its variables.
  const from = operation.name?.loc?.end ?? operation.loc?.startToken.end ?? 0
  return replaceBracketed(text, from, definitions, written)
}

function dropFragment(before: Question, now: Question): string | null {
  const [used, usedBefore] = [namesUsed(now, Kind.FRAGMENT_SPREAD), namesUsed(before, Kind.FRAGMENT_SPREAD)]
  const orphan = now.definitions.find(
    (definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION &&
      !used.has(definition.name.value) &&
      usedBefore.has(definition.name.value),
  )
  return orphan ? removeNode(now.text, orphan) : null
}

function namesUsed(
  { definitions }: Question,
  kind: typeof Kind.VARIABLE | typeof Kind.FRAGMENT_SPREAD,
): ReadonlySet<string> {
  const names = new Set<string>()
  for (const definition of definitions) {
    visit(definition, {
      // Where a variable is declared is no use of it.
      VariableDefinition: () => false,
      Variable: ({ name }) => void (kind === Kind.VARIABLE && names.add(name.value)),
      FragmentSpread: ({ name }) => void (kind === Kind.FRAGMENT_SPREAD && names.add(name.value)),
    })
  }
  return names
}
