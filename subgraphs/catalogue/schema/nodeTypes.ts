import { Directive, Field, ID, ObjectType, type ClassType } from 'type-graphql'
import { bureaus } from '../../../schema/bureaus/register.ts'
import { Node } from '../../_kit/node.ts'
import { AdministrativeArea } from './administrativeArea.ts'
import { Bureau } from './bureau.ts'
import { Dataset } from './dataset.ts'
import { Place } from './place.ts'

/** An entity as a resolver returns it: a key that its owner resolves, or a record of the catalogue. */
export interface NodeValue {
  readonly __typename: string
  readonly id: string
}

/** The subgraph that has the entities of each type, of all types of the graph that are nodes. */
export const nodeOwners: ReadonlyMap<string, string> = new Map(
  bureaus.flatMap(({ subgraph, nodes }) => nodes.map((type) => [type, subgraph] as const)),
)

const OWN: Readonly<Record<string, ClassType>> = { AdministrativeArea, Bureau, Dataset, Place }

/** The type of each as the catalogue knows it. */
export const nodeTypes: ReadonlyMap<string, ClassType> = new Map(
  [...new Set([...Object.keys(OWN), ...nodeOwners.keys()])].map((type) => [
    type,
    OWN[type] ?? createKeyType(type),
  ]),
)

/** What the catalogue knows of an entity of another bureau: its key. */
function createKeyType(type: string): ClassType {
  @ObjectType(type, { implements: Node, description: `Of the type ${type}, which another bureau owns.` })
  @Directive('@key(fields: "id", resolvable: false)')
  class KeyType {
    @Field(() => ID, { description: 'Its id.' })
    id!: string
  }
  return KeyType
}
