import { createUnionType, registerEnumType, type ClassType } from 'type-graphql'
import { bureaus } from '../../../schema/bureaus/register.ts'
import { nodeTypes } from './nodeTypes.ts'

/** The types that bureaus say are found; in each bureau's list the likelier answer comes first. */
const KINDS: readonly { readonly type: string; readonly place: number }[] = bureaus.flatMap(
  ({ searchable }) => searchable.map((type, place) => ({ type, place })),
)

export const SEARCH_KINDS: ReadonlySet<string> = new Set(KINDS.map(({ type }) => type))

/** Of two answers that match equally well, the kind with the lesser comes first. */
export function kindPlace(type: string): number {
  return KINDS.find((kind) => kind.type === type)?.place ?? KINDS.length
}

/** The types themselves: a client that knows one knows the other. */
export const SearchKind: Readonly<Record<string, string>> = Object.fromEntries(
  [...SEARCH_KINDS].map((type) => [constantOf(type), type]),
)

registerEnumType(SearchKind, {
  name: 'SearchKind',
  description: 'A type of what the search finds; bureaus say which of theirs it does.',
  valuesConfig: Object.fromEntries(
    Object.entries(SearchKind).map(([name, type]) => [name, { description: `Of the type ${type}.` }]),
  ),
})

const members: readonly ClassType[] = [...SEARCH_KINDS].flatMap((type) => nodeTypes.get(type) ?? [])

export const SearchResult = createUnionType<readonly ClassType[]>({
  name: 'SearchResult',
  description: 'What the search finds: an entity of any bureau, with all its fields.',
  types: () => members,
  resolveType: ({ __typename: type }: { readonly __typename?: string }) => type,
})

/** "CarPark" is CAR_PARK. */
function constantOf(type: string): string {
  return type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase()
}
