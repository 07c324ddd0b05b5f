import type { TypeResolvers } from './resolvers.ts'
import { plain } from './resolvers.ts'

export interface Names {
  readonly zh?: string | null
  readonly pt?: string | null
  readonly en?: string | null
}

export interface Text {
  readonly zh: string | null
  readonly pt: string | null
  readonly en: string | null
}

export function text({ zh = null, pt = null, en = null }: Names): Text {
  return { zh, pt, en }
}

export const textResolvers: TypeResolvers = {
  ...plain('zh', 'pt', 'en'),
  best: ({ zh, pt, en }: Text, { language }: { language: string }) => {
    const known = [
      { language: 'ZH', text: zh },
      { language: 'PT', text: pt },
      { language: 'EN', text: en },
    ].filter((candidate) => candidate.text !== null)
    return known.find((candidate) => candidate.language === language) ?? known[0] ?? null
  },
}

export const localizedStringResolvers: TypeResolvers = plain('text', 'language')
