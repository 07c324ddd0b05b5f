import { Kind, type ConstDirectiveNode, type DocumentNode } from 'graphql'
import { argumentOf, findDirectiveName } from '../../kit/graphql/linkedDirectives.ts'
import { QUOTA_SPEC } from '../codes.ts'

/** By coordinate ("Doctor.licenceNumber"): how many values one caller may have in a day. */
export type Quotas = ReadonlyMap<string, number>

/** Reads the `@quota` of a schema's object types, finding the directive by its specification's URL. */
export function readQuotas(schema: DocumentNode): Quotas {
  const name = findDirectiveName(schema, QUOTA_SPEC.slice(0, QUOTA_SPEC.lastIndexOf('/')), 'quota')
  const quotas = new Map<string, number>()
  for (const type of schema.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue
    for (const field of type.fields ?? []) {
      const directive = field.directives?.find((one) => one.name.value === name)
      if (directive) quotas.set(`${type.name.value}.${field.name.value}`, readPerDay(directive))
    }
  }
  return quotas
}

/** What is no number is a quota of nothing. */
function readPerDay(directive: ConstDirectiveNode): number {
  const value = argumentOf(directive, 'perDay')?.value
  return value?.kind === Kind.INT ? Math.max(0, Number(value.value)) : 0
}
