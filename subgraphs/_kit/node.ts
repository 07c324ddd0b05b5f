import 'reflect-metadata'
import { Field, ID, InterfaceType } from 'type-graphql'

@InterfaceType({
  description: 'An entity of any bureau, which can be had again by its id in the whole graph.',
  // TypeGraphQL has one registry for the process: it would add the entities of all bureaus that are loaded.
  autoRegisterImplementations: false,
  resolveType: ({ __typename: type }: { readonly __typename?: string }) => type,
})
export abstract class Node {
  /** The kit answers it: every bureau writes it alike. */
  @Field(() => ID, {
    description:
      'Its id in the whole graph: the name of its type, ":" and the `id` that its bureau gives it, such as "Museum:mam". It stays as long as these do.',
  })
  globalId!: string
}

export interface NodeKey {
  readonly type: string
  readonly id: string
}

export function writeGlobalId({ type, id }: NodeKey): string {
  return `${type}:${id}`
}

/** Null where it is not of that form. An id may have further colons in it. */
export function parseGlobalId(globalId: string): NodeKey | null {
  const [, type, id] = /^([A-Za-z_]\w*):(.+)$/su.exec(globalId) ?? []
  return type === undefined || id === undefined ? null : { type, id }
}
