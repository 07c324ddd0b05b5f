import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql'
import { paginate } from '../../_kit/connection.ts'
import { inputError } from '../../_kit/errors.ts'
import { search, type SearchHit } from '../search/search.ts'
import { assertSearchArgs, digestQuestion, parseText } from '../search/searchQuestion.ts'
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
import type { SearchResultValue } from '../schema/searchResult.ts'
import type { CatalogueContext } from './context.ts'
import { isOwnKind, references } from './references.ts'

const MOST_SUGGESTIONS = 20

@Resolver()
export class SearchResolver {
  @Query(() => SearchConnection, {
    nullable: true,
    description:
      'Whatever bureaus publish under such a name, code or description, the best match first. Go on from a result by its fields: `... on Museum { openingHours { text } }`.',
  })
  @Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)',
  )
  @Directive('@cost(weight: 5)')
  @Directive('@cacheControl(maxAge: 60)')
  async search(
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() context: CatalogueContext,
  ): Promise<SearchConnection> {
    parseText(args.text)
    assertSearchArgs(args)
    const index = await context.source.searchBoard.read()
    const { hits, total } = search(index, context.source.areaView, args)
    const question = digestQuestion(args)
    const page = paginate(hits, args, ({ document }) => `${question} ${document.key}`)
    const edges = await Promise.all(
      page.edges.map(({ cursor, node }) => createEdge(cursor, node, args, context)),
    )
    return { edges, nodes: edges.map(({ node }) => node), totalCount: total, pageInfo: page.pageInfo }
  }

  @Query(() => [Suggestion], {
    nullable: true,
    description: 'Names and codes that a text may become while somebody types it, the likelier first.',
  })
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  @Directive('@cost(weight: 5)')
  @Directive('@cacheControl(maxAge: 60)')
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

async function createEdge(
  cursor: string,
  hit: SearchHit,
  { language }: SearchArgs,
  context: CatalogueContext,
): Promise<SearchEdge> {
  const title = titleOf(hit, language)
  return {
    cursor,
    node: await createNode(hit, context),
    kind: hit.document.kind,
    title,
    reason: SearchReason[hit.match.reason],
    snippet: snippetOf(hit, title),
    metres: hit.metres,
  }
}

/** Of its own the catalogue has the record; of another bureau's, the key. */
async function createNode(
  { document: { kind, searchable } }: SearchHit,
  context: CatalogueContext,
): Promise<SearchResultValue | null> {
  const { id } = searchable
  const reference = { __typename: kind, id }
  if (!isOwnKind(kind)) return reference
  const record = await references[kind](reference, context)
  return record && { ...record, __typename: kind }
}
