import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql'
import { CONNECTION_SIZE, paginate } from '../../_kit/connection.ts'
import { inputError } from '../../_kit/errors.ts'
import { search, type SearchHit } from '../search/search.ts'
import { assertSearchArgs, pageOf, parseText } from '../search/searchQuestion.ts'
import { snippetOf, titleOf } from '../search/snippet.ts'
import { suggest } from '../search/suggest.ts'
import {
  SearchArgs,
  SearchConnection,
  SearchReason,
  SuggestArgs,
  Suggestion,
  type SearchEdge,
} from '../schema/search.ts'
import type { CatalogueContext } from './context.ts'
import { referTo, type NodeRecord } from './references.ts'

const MOST_SUGGESTIONS = 20

@Resolver()
export class SearchResolver {
  @Query(() => SearchConnection, {
    nullable: true,
    description:
      'Whatever bureaus publish under such a name, code or description, the best match first. Go on from a result by its fields: `... on Museum { openingHours { asStated } }`.',
  })
  @Directive(CONNECTION_SIZE)
  @Directive('@cost(weight: 5)')
  @Directive('@cacheControl(maxAge: 60)')
  @Directive('@semanticNonNull')
  async search(
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() context: CatalogueContext,
  ): Promise<SearchPage> {
    parseText(args.text)
    assertSearchArgs(args)
    const index = await context.source.searchBoard.read()
    const { hits, total } = search(index, context.source.areaView, args)
    const page = paginate(hits, pageOf(args), ({ document }) => document.key)
    const edges = await Promise.all(
      page.edges.map(({ cursor, node }) => createEdge(cursor, node, args, context)),
    )
    return { edges, nodes: edges.map(({ node }) => node), totalCount: total, pageInfo: page.pageInfo }
  }

  @Query(() => [Suggestion], {
    nullable: true,
    description: 'Names and codes that complete a text while somebody types it, the likeliest first.',
  })
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  @Directive('@cost(weight: 5)')
  @Directive('@cacheControl(maxAge: 60)')
  @Directive('@semanticNonNull')
  async suggest(
    @Args(() => SuggestArgs) { text, language, first }: SuggestArgs,
    @Ctx() { source }: CatalogueContext,
  ): Promise<readonly Suggestion[]> {
    parseText(text)
    if (first < 1 || first > MOST_SUGGESTIONS)
      throw inputError('first', `a whole number from 1 to ${MOST_SUGGESTIONS}`, first)
    return suggest(await source.searchBoard.read(), text, language, first)
  }
}

/** What the published classes state, with what the results are. */
type SearchPage = Omit<SearchConnection, 'nodes' | 'edges'> & {
  readonly nodes: readonly (NodeRecord | null)[]
  readonly edges: readonly FoundEdge[]
}

type FoundEdge = Omit<SearchEdge, 'node'> & { readonly node: NodeRecord | null }

async function createEdge(
  cursor: string,
  hit: SearchHit,
  { language }: SearchArgs,
  context: CatalogueContext,
): Promise<FoundEdge> {
  const title = titleOf(hit, language)
  return {
    cursor,
    node: await referTo({ __typename: hit.document.kind, id: hit.document.searchable.id }, context),
    kind: hit.document.kind,
    title,
    reason: SearchReason[hit.match.reason],
    snippet: snippetOf(hit, title),
    metres: hit.metres,
  }
}
