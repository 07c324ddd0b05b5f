import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql'
import { nearestName } from '../../../kit/nearestName.ts'
import { inputError } from '../../_kit/errors.ts'
import { Node, parseGlobalId } from '../../_kit/node.ts'
import { nodeOwners, type NodeValue } from '../schema/nodeTypes.ts'
import type { CatalogueContext } from './context.ts'
import { isOwnKind, referTo, type NodeRecord } from './references.ts'

const MOST_NODES = 100
/** No id is as long; of a longer one the beginning is said. */
const LONGEST = 200

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'The entity of this id in the whole graph, of whatever bureau, or null.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  node(
    @Arg('globalId', () => ID, { description: 'The id in the whole graph, such as "Museum:mam".' })
    globalId: string,
    @Ctx() context: CatalogueContext,
  ): Promise<NodeRecord | null> {
    return findNode('globalId', globalId, context)
  }

  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description:
      'The entities of these ids in the whole graph, in the order of the ids; null for each that there is not.',
  })
  @Directive('@cacheControl(maxAge: 60)')
  @Directive(`@listSize(assumedSize: ${MOST_NODES})`)
  nodes(
    @Arg('globalIds', () => [ID], {
      description: `Ids in the whole graph, of any types together, at most ${MOST_NODES}.`,
    })
    globalIds: readonly string[],
    @Ctx() context: CatalogueContext,
  ): Promise<readonly (NodeRecord | null)[]> {
    if (globalIds.length > MOST_NODES)
      throw inputError('globalIds', `at most ${MOST_NODES} ids`, globalIds.length)
    return Promise.all(globalIds.map((globalId) => findNode('globalIds', globalId, context)))
  }
}

async function findNode(
  argument: string,
  globalId: string,
  context: CatalogueContext,
): Promise<NodeRecord | null> {
  const key = readKey(argument, globalId)
  const { __typename: type } = key
  return isOwnKind(type) ? referTo(key, context) : context.loaders.node.load(globalId)
}

/** Rejects what is no id of the whole graph; whether there is such an entity is not asked here. */
function readKey(argument: string, globalId: string): NodeValue {
  const key = parseGlobalId(globalId)
  const shown = globalId.length > LONGEST ? `${globalId.slice(0, LONGEST)}…` : globalId
  if (!key || shown !== globalId)
    throw inputError(argument, 'the name of a type, ":" and an id, such as "Museum:mam"', shown)
  if (!nodeOwners.has(key.type)) {
    const meant = nearestName(key.type, [...nodeOwners.keys()])
    const expected = meant === undefined ? 'such as "Museum"' : `perhaps "${meant}"`
    throw inputError(argument, `the name of a type that implements Node before ":", ${expected}`, shown)
  }
  return { __typename: key.type, id: key.id }
}
