import {
  print,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql'
import { stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import type { SubgraphDocument, TypeInSubgraph } from '../../schema/compose/document.ts'
import { isRootType } from '../../schema/compose/owners.ts'

/** What a subgraph publishes as a page of Markdown: root types first, the others by name. */
export function printDocs({ name, types }: SubgraphDocument): string {
  const all = [...types.values()]
  const others = all.filter((type) => !isRootType(type.name))
  const sorted = [
    ...all.filter((type) => isRootType(type.name)),
    ...others.toSorted((a, b) => a.name.localeCompare(b.name)),
  ]
  return [`# ${name}`, '', ...sorted.flatMap(printType)].join('\n')
}

function printType(type: TypeInSubgraph): readonly string[] {
  const words = type.nodes
    .map((node) => ('description' in node ? oneLine(node.description?.value) : ''))
    .filter((text) => text !== '')
  const members = [
    ...type.fields.map(printField),
    ...type.inputFields.map((field) => printMember(printInput(field), field)),
    ...type.values.map((value) => printMember(value.name.value, value)),
    ...(type.kind === 'union' ? type.related.map((member) => `- \`${member}\``) : []),
  ]
  return [`## ${type.name}`, '', ...words.flatMap((text) => [text, '']), ...members, '']
}

function printField(field: FieldDefinitionNode): string {
  const own = printMember(`${field.name.value}: ${print(field.type)}`, field)
  const args = (field.arguments ?? []).map((argument) => `  ${printMember(printInput(argument), argument)}`)
  return [own, ...args].join('\n')
}

function printInput({ name, type, defaultValue }: InputValueDefinitionNode): string {
  return `${name.value}: ${print(type)}${defaultValue ? ` = ${print(defaultValue)}` : ''}`
}

interface Described {
  readonly description?: { readonly value: string } | undefined
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

function printMember(signature: string, { description, directives }: Described): string {
  const deprecated = directives?.find(({ name }) => name.value === 'deprecated')
  const reason = deprecated
    ? ` **Deprecated:** ${oneLine(stringArgument(deprecated, 'reason') ?? 'no reason.')}`
    : ''
  return `- \`${signature}\` ${oneLine(description?.value)}${reason}`.trimEnd()
}

/** Descriptions are Markdown already (GraphQL specification, 2.10): only their lines are joined. */
function oneLine(text: string | undefined): string {
  return (text ?? '').replaceAll(/\s+/g, ' ').trim()
}
