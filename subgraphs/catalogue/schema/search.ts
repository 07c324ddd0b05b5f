import { ArgsType, Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { PageArgs, PageInfo } from '../../_kit/connection.ts'
import { PositionInput } from '../../_kit/position.ts'
import { Language, LocalizedString } from '../../_kit/text.ts'
import type { NodeValue } from './nodeTypes.ts'
import { SearchKind, SearchResult } from './searchResult.ts'

export enum SearchReason {
  CODE = 'CODE',
  NAME = 'NAME',
  NAME_BEGINS = 'NAME_BEGINS',
  NAME_WORDS = 'NAME_WORDS',
  OTHER_NAME = 'OTHER_NAME',
  DESCRIPTION = 'DESCRIPTION',
  SIMILAR = 'SIMILAR',
}

registerEnumType(SearchReason, {
  name: 'SearchReason',
  description: 'Why something was found.',
  valuesConfig: {
    CODE: { description: 'A code of it is the text, or begins with it.' },
    NAME: { description: 'The text is its name in one of the languages.' },
    NAME_BEGINS: { description: 'Its name begins with the text.' },
    NAME_WORDS: { description: 'Its name has all words of the text.' },
    OTHER_NAME: { description: 'Another name of it has all words of the text.' },
    DESCRIPTION: { description: 'Its description, together with its names, has all words of the text.' },
    SIMILAR: { description: 'Nothing has all words of the text as they are; it has similar ones.' },
  },
})

const TEXT =
  'What to look for, in Chinese (traditional or simplified), Portuguese or English, with accents or without; the last word may be unfinished from its second letter on. At most 200 characters.'

@ArgsType()
export class SearchArgs extends PageArgs {
  @Field(() => String, { description: TEXT })
  text!: string

  @Field(() => [SearchKind], { nullable: true, description: 'Only results of these types.' })
  kinds?: readonly string[] | null

  @Field(() => PositionInput, {
    nullable: true,
    description: 'Of results that match equally well, the nearer to it comes first.',
  })
  near?: PositionInput | null

  @Field(() => Int, {
    nullable: true,
    description: 'Only what is known to stand within so many metres of `near`, 1 to 20000.',
  })
  withinMetres?: number | null

  @Field(() => ID, {
    nullable: true,
    description:
      'Only what stands in this administrative area or in a part of it, as far as its bureau says.',
  })
  area?: string | null

  @Field(() => Language, {
    defaultValue: Language.ZH,
    description: 'The language of `title`, where the source has it. All languages are searched.',
  })
  language!: Language
}

@ArgsType()
export class SuggestArgs {
  @Field(() => String, { description: TEXT })
  text!: string

  @Field(() => Language, {
    defaultValue: Language.ZH,
    description: 'The language that the reader prefers: it counts where the text fits several.',
  })
  language!: Language

  @Field(() => Int, { defaultValue: 8, description: 'How many at most, 1 to 20.' })
  first!: number
}

@ObjectType({ description: 'A result with the reason why it was found.' })
export class SearchEdge {
  @Field(() => String, { description: 'Opaque; refused with another text or other restrictions.' })
  cursor!: string

  @Field(() => SearchResult, {
    nullable: true,
    description: 'What was found; null where its bureau does not answer or has it no longer.',
  })
  node!: NodeValue | null

  @Field(() => SearchKind, { description: 'Its type.' })
  kind!: string

  @Field(() => LocalizedString, { description: 'Its name.' })
  title!: LocalizedString

  @Field(() => SearchReason, { description: 'Why it was found.' })
  reason!: SearchReason

  @Field(() => String, {
    description: 'The name, code or part of the description for which it was found, as the bureau writes it.',
  })
  snippet!: string

  @Field(() => Int, {
    nullable: true,
    description:
      'Metres from `near` along a straight line; null without it, and where nobody knows where it stands.',
  })
  metres!: number | null
}

@ObjectType({ description: 'A page of what a search found.' })
export class SearchConnection {
  @Field(() => [SearchResult], {
    nullable: 'itemsAndList',
    description:
      'What this page holds; an item is null where its bureau does not answer or has it no longer.',
  })
  nodes!: readonly (NodeValue | null)[] | null

  @Field(() => [SearchEdge], { description: 'The items of this page, each with why it was found.' })
  edges!: readonly SearchEdge[]

  @Field(() => Int, {
    description: 'How many were found; one turns pages through the likeliest 1,000.',
  })
  totalCount!: number

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo!: PageInfo
}

@ObjectType({ description: 'A text that a search finds something by.' })
@Directive('@cacheControl(maxAge: 60)')
export class Suggestion {
  @Field(() => String, { description: 'The text, to search for.' })
  text!: string

  @Field(() => [SearchKind], { description: 'The types of what has this name, the likelier first.' })
  kinds!: readonly string[]
}
