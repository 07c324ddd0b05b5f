import { isEnumType, type GraphQLLeafType } from 'graphql'
import { SignatureKind, TypeFlags, type Checker, type Type } from 'typescript/unstable/sync'
import { SHARED_SCALARS } from '../../../schema/scalars.ts'

/** The members of a union, with what promises and methods come to. */
export function partsOf(checker: Checker, type: Type): readonly Type[] {
  if (type.isUnionType()) return (type.getTypes() ?? []).flatMap((part) => partsOf(checker, part))
  if (type.isTypeReference() && type.getSymbol()?.name === 'Promise')
    return checker.getTypeArguments(type).flatMap((part) => partsOf(checker, part))
  if (!isObject(type)) return [type]
  const [call] = checker.getSignaturesOfType(type, SignatureKind.Call)
  const returned = call && checker.getReturnTypeOfSignature(call)
  return returned ? partsOf(checker, returned) : [type]
}

export function propertyOf(checker: Checker, type: Type, name: string): Type | undefined {
  const property = checker.getPropertyOfType(type, name)
  return property && checker.getTypeOfSymbol(property)
}

export function elementOf(checker: Checker, type: Type): Type | undefined {
  return type.isTypeReference() && checker.isArrayLikeType(type)
    ? checker.getTypeArguments(type)[0]
    : undefined
}

export function literalOf(type: Type): unknown {
  return type.isLiteralType() ? type.value : undefined
}

export function isAbsent({ flags }: Type): boolean {
  return (flags & (TypeFlags.Nullable | TypeFlags.Void)) !== 0
}

export function isObject({ flags }: Type): boolean {
  return (flags & (TypeFlags.Object | TypeFlags.Intersection | TypeFlags.NonPrimitive)) !== 0
}

type Leaf = 'string' | 'number' | 'boolean'

const SCALARS: ReadonlyMap<string, Leaf> = new Map<string, Leaf>([
  ...['ID', 'String', ...SHARED_SCALARS.map(({ name }) => name)].map((name) => [name, 'string'] as const),
  ['Int', 'number'],
  ['Float', 'number'],
  ['Boolean', 'boolean'],
])

/** Enums that a bureau makes of the register's entries: no type knows their values. */
const OF_THE_REGISTER = new Set(['SearchKind'])

const LIKE: Readonly<Record<Leaf, TypeFlags>> = {
  string: TypeFlags.StringLike,
  number: TypeFlags.NumberLike,
  boolean: TypeFlags.BooleanLike,
}

/** Whether each value of the code's type is one of the published type. */
export function isLeafOf(part: Type, published: GraphQLLeafType): boolean {
  if (OF_THE_REGISTER.has(published.name)) return has(part, TypeFlags.StringLike)
  if (isEnumType(published)) return published.getValues().some(({ value }) => value === literalOf(part))
  const leaf = SCALARS.get(published.name)
  return leaf !== undefined && has(part, LIKE[leaf])
}

/** Whether each value of the published type is one of these. */
export function takesLeaf(parts: readonly Type[], published: GraphQLLeafType): boolean {
  if (parts.some((part) => has(part, TypeFlags.String)))
    return isEnumType(published) || SCALARS.get(published.name) === 'string'
  if (isEnumType(published)) {
    const literals = new Set(parts.map(literalOf))
    return published.getValues().every(({ value }) => literals.has(value))
  }
  const leaf = SCALARS.get(published.name)
  if (leaf === 'number') return parts.some((part) => has(part, TypeFlags.Number))
  return leaf === 'boolean' && parts.filter((part) => has(part, TypeFlags.BooleanLike)).length === 2
}

function has({ flags }: Type, wanted: TypeFlags): boolean {
  return (flags & wanted) !== 0
}
