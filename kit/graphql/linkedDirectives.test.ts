import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { findDirectiveName } from './linkedDirectives.ts'

const SCOPES = 'https://specs.apollo.dev/requiresScopes'

describe('the name of a linked directive', () => {
  it.each([
    ['the namespace itself', `@link(url: "${SCOPES}/v0.1", for: SECURITY)`, 'requiresScopes'],
    ['an import', `@link(url: "${SCOPES}/v0.1", import: ["@requiresScopes"])`, 'requiresScopes'],
    [
      'a renamed import',
      `@link(url: "${SCOPES}/v0.1", import: [{ name: "@requiresScopes", as: "@needs" }])`,
      'needs',
    ],
    ['a renamed namespace', `@link(url: "${SCOPES}/v0.1", as: "guard")`, 'guard'],
    ['another specification', '@link(url: "https://specs.apollo.dev/policy/v0.1")', null],
  ])('is found through %s', (_how, link, name) => {
    expect(
      findDirectiveName(
        parse(`schema ${link} { query: Query } type Query { a: Int }`),
        SCOPES,
        'requiresScopes',
      ),
    ).toBe(name)
  })

  it('carries the namespace where the directive is not imported and not named like its specification', () => {
    const schema = parse(
      'extend schema @link(url: "https://specs.apollo.dev/cost/v0.1", as: "price") type Query { a: Int }',
    )
    expect(findDirectiveName(schema, 'https://specs.apollo.dev/cost', 'listSize')).toBe('price__listSize')
    expect(findDirectiveName(schema, 'https://specs.apollo.dev/cost', 'cost')).toBe('price')
  })
})
