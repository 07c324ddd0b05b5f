import 'reflect-metadata'
import { Arg, Directive, Field, ObjectType, registerEnumType } from 'type-graphql'

export enum Language {
  ZH = 'ZH',
  PT = 'PT',
  EN = 'EN',
}

registerEnumType(Language, {
  name: 'Language',
  description: 'A language of the graph.',
  valuesConfig: {
    ZH: { description: 'Traditional Chinese as written in Macao.' },
    PT: { description: 'Portuguese.' },
    EN: { description: 'English.' },
  },
})

@ObjectType({ description: 'A text together with the language it is written in.' })
@Directive('@shareable')
export class LocalizedString {
  @Field(() => String, { description: 'The text.' })
  text!: string

  @Field(() => Language, { description: 'The language that `text` is written in.' })
  language!: Language
}

@ObjectType({
  description:
    'A name or sentence in the three languages. A language that the source lacks is null, never a copy of another.',
})
@Directive('@shareable')
export class Text {
  @Field(() => String, {
    nullable: true,
    description: 'Traditional Chinese; null where the source has none.',
  })
  zh!: string | null

  @Field(() => String, { nullable: true, description: 'Portuguese; null where the source has none.' })
  pt!: string | null

  @Field(() => String, { nullable: true, description: 'English; null where the source has none.' })
  en!: string | null

  @Field(() => LocalizedString, {
    nullable: true,
    description:
      'The text in `language` or, where the source lacks it, in the next of Chinese, Portuguese, English that it has; null where it has none.',
  })
  best(
    @Arg('language', () => Language, { description: 'The language the reader prefers.' }) language: Language,
  ): LocalizedString | null {
    return bestText(this, language)
  }
}

export interface TextValue {
  readonly zh: string | null
  readonly pt: string | null
  readonly en: string | null
}

/** A `Text` that resolvers can return; empty strings count as missing. */
export function createText(value: TextValue): Text {
  return Object.assign(new Text(), { zh: value.zh || null, pt: value.pt || null, en: value.en || null })
}

export function bestText(text: TextValue, language: Language): LocalizedString | null {
  for (const candidate of [language, Language.ZH, Language.PT, Language.EN]) {
    const found = textIn(text, candidate)
    if (found !== null) return { text: found, language: candidate }
  }
  return null
}

function textIn(text: TextValue, language: Language): string | null {
  switch (language) {
    case Language.ZH:
      return text.zh
    case Language.PT:
      return text.pt
    case Language.EN:
      return text.en
  }
}
