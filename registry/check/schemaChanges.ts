import { CriticalityLevel, diff, type Change } from '@graphql-inspector/core'
import type { GraphQLSchema } from 'graphql'

/** One difference between two API schemas. */
export interface SchemaChange {
  /** Such as "field-removed". */
  readonly rule: string
  readonly severity: 'breaking' | 'dangerous' | 'safe'
  readonly coordinate: string
  /** The member of a union or the interface of an object that the change is about. */
  readonly detail: string | undefined
  readonly message: string
}

/** What clients meet when one schema takes the place of another, the worst first. */
export async function compareSchemas(
  before: GraphQLSchema,
  after: GraphQLSchema,
): Promise<readonly SchemaChange[]> {
  const changes = await diff(before, after)
  const told = changes.filter(({ type }) => !UNTOLD.test(String(type))).map(readChange)
  return told.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

/** How directives stand in the text, and what words describe a thing: neither reaches a client's program. */
const UNTOLD = /^DIRECTIVE_USAGE_|_DESCRIPTION_/

const SEVERITIES = ['breaking', 'dangerous', 'safe']

function readChange(change: Change): SchemaChange {
  const type = String(change.type)
  return {
    rule: type.toLowerCase().replaceAll('_', '-'),
    severity: severityOf(change),
    coordinate: coordinateOf(type, change.path ?? ''),
    detail: detailOf(change.meta),
    message: `${change.message.replaceAll("'", '').replace(/\.$/, '')}.`,
  }
}

/** What a client need not give breaks nobody (schema/README.md), though the library calls some of it dangerous. */
const OPTIONAL_ADDED = new Set(['FIELD_ARGUMENT_ADDED', 'INPUT_FIELD_ADDED'])

function severityOf({ type, criticality: { level } }: Change): SchemaChange['severity'] {
  switch (level) {
    case CriticalityLevel.Breaking:
      return 'breaking'
    case CriticalityLevel.Dangerous:
      return OPTIONAL_ADDED.has(String(type)) ? 'safe' : 'dangerous'
    case CriticalityLevel.NonBreaking:
      return 'safe'
  }
}

/** The library writes "Type.field.argument" and "Type.field.@deprecated". */
function coordinateOf(type: string, path: string): string {
  const [first = '', member, argument] = path
    .split('.')
    .filter((part, at) => at === 0 || !part.startsWith('@'))
  if (member === undefined) return first
  if (argument === undefined) return `${first}.${member}`
  return type.startsWith('FIELD_ARGUMENT_') ? `${first}.${member}(${argument}:)` : `${first}.${member}`
}

const DETAILS = [
  'addedUnionMemberTypeName',
  'removedUnionMemberTypeName',
  'addedInterfaceName',
  'removedInterfaceName',
]

function detailOf(meta: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of DETAILS) {
    const value = meta[name]
    if (typeof value === 'string') return value
  }
  return undefined
}
