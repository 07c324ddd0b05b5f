import {
  createUnionType,
  Directive,
  Field,
  ID,
  ObjectType,
  registerEnumType,
  type ClassType,
} from 'type-graphql'
import { bureaus } from '../../../schema/bureaus/register.ts'
import { AdministrativeArea } from './administrativeArea.ts'
import { Bureau } from './bureau.ts'
import { Dataset } from './dataset.ts'

/** A member of the union, as a resolver returns it: a key that its owner resolves, or a record of the catalogue. */
export interface SearchResultValue {
  readonly __typename: string
  readonly id: string
}

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

const OWN: Readonly<Record<string, ClassType>> = { AdministrativeArea, Bureau, Dataset }

const members: readonly ClassType[] = [...SEARCH_KINDS].map((type) => OWN[type] ?? createKeyType(type))

export const SearchResult = createUnionType<readonly ClassType[]>({
  name: 'SearchResult',
  description: 'What the search finds: an entity of any bureau, with all its fields.',
  types: () => members,
  resolveType: ({ __typename: type }: { readonly __typename?: string }) => type,
})

/** What the catalogue knows of an entity of another bureau: its key. */
function createKeyType(type: string): ClassType {
  @ObjectType(type, { description: `Of the type ${type}, which another bureau owns.` })
  @Directive('@key(fields: "id", resolvable: false)')
  class KeyType {
    @Field(() => ID, { description: 'Its id.' })
    id!: string
  }
  return KeyType
}

/** "CarPark" is CAR_PARK. */
function constantOf(type: string): string {
  return type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase()
}
