import type { NonEmptyArray } from 'type-graphql'
import type { Specification } from '../specification.ts'

/** What a bureau's schema is made from. */
export interface SchemaDefinition<C extends object> {
  readonly resolvers: NonEmptyArray<Function>
  /** Types that no field of a resolver leads to: entities that other bureaus refer to, members of unions. */
  readonly orphanedTypes: readonly Function[]
  /** How an entity of each type is found from its key; a missing one is null. */
  readonly references: Readonly<Record<string, ReferenceResolver<C>>>
  /** Directives of its own that the whole graph carries; none by default. */
  readonly specifications?: readonly Specification[]
}

/** Finds an entity from its key. Each takes the key of its own type: parameters of methods may be narrower. */
export type ReferenceResolver<C> = {
  find(reference: { readonly __typename: string }, context: C): unknown
}['find']
