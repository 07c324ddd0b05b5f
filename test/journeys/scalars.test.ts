import { beforeAll, describe, expect, it } from 'vitest'
import { defineSubgraph } from '../kit/federation/subgraph.ts'
import { startAccessGateway, type AskGateway } from '../trust/accessGateway.ts'

const DATE_TIME = 'https://scalars.graphql.org/chillicream/date-time.html'
const MONTH = 'https://scalars.graphql.org/apollographql/yearmonth-v0.1.html'

/** `Instant` is a shared scalar by another name; `YearMonth` and `LocalDate` are the bureau's own by names that are shared. */
const clocks = defineSubgraph(
  'clocks',
  `scalar DateTime @specifiedBy(url: "${DATE_TIME}")
   scalar Instant @specifiedBy(url: "${DATE_TIME}")
   scalar YearMonth @specifiedBy(url: "https://bureau.example/our-months")
   scalar LocalDate
   scalar Month @specifiedBy(url: "${MONTH}") @tag(name: "internal")
   input Span { from: DateTime  spans: [Span!] }
   type Query {
     open(at: DateTime): Boolean
     openAll(at: [DateTime!]): Boolean
     within(span: Span): Boolean
     instant(at: Instant): Boolean
     own(month: YearMonth, day: LocalDate): Boolean
     internal(month: Month): Boolean @tag(name: "internal")
   }`,
  {
    Query: {
      open: () => true,
      openAll: () => true,
      within: () => true,
      instant: () => true,
      own: () => true,
    },
  },
)

const SENTENCE = 'Expected a date and time with an offset, such as 2026-03-01T09:00:00+08:00; got "today".'
const NOW = '2026-03-01T09:00:00+08:00'

describe.each([{}, { PUBLIC_VARIANT: 'true' }])('with the settings %j', (environment) => {
  let ask: AskGateway
  beforeAll(async () => {
    ask = await startAccessGateway([clocks], { environment })
  })

  it.each([
    ['an argument', '{ open(at: "today") }', 12],
    ['a list', `{ openAll(at: ["${NOW}", "today"]) }`, 45],
    ['an input object', '{ within(span: { spans: [{ from: "today" }] }) }', 34],
    ["a variable's default", 'query ($at: DateTime = "today") { open(at: $at) }', 24],
    ['a scalar of another name and the same address', '{ instant(at: "today") }', 15],
  ])('refuses a literal in %s', async (_, query, column) => {
    const { status, data, errors, sent } = await ask({ query })
    const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' }
    expect({ status, data, errors, sent }).toEqual({
      status: 400,
      data: undefined,
      errors: [{ message: SENTENCE, locations: [{ line: 1, column }], extensions }],
      sent: [],
    })
  })

  it.each([
    ['a variable', 'query ($at: DateTime) { open(at: $at) }', { at: 'today' }, 'invalid value "today"'],
    [
      'a list',
      'query ($at: [DateTime!]) { openAll(at: $at) }',
      { at: [NOW, 'today'] },
      'invalid value "today" at "at[1]"',
    ],
    [
      'an input object',
      'query ($at: Span) { within(span: $at) }',
      { at: { spans: [{ from: 'today' }] } },
      'invalid value "today" at "at.spans[0].from"',
    ],
  ])('refuses a value in %s, each time', async (_, query, variables, where) => {
    const refusal = {
      status: 400,
      data: undefined,
      errors: [
        {
          message: `Variable "$at" got ${where}; ${SENTENCE}`,
          locations: [{ line: 1, column: 8 }],
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
      sent: [],
    }
    for (let time = 0; time < 2; time++) {
      const { status, data, errors, sent } = await ask({ query, variables })
      expect({ status, data, errors, sent }).toEqual(refusal)
    }
  })

  it.each([
    ['a literal', `{ open(at: "${NOW}") }`, {}],
    ['a variable', 'query ($at: DateTime) { open(at: $at) }', { at: NOW }],
    ['null', '{ open(at: null) }', {}],
    ['lower case', 'query ($at: DateTime) { open(at: $at) }', { at: '2026-03-01t01:00:00z' }],
  ])('hands on %s as it stands', async (_, query, variables) => {
    const { data, errors, sent } = await ask({ query, variables })
    const text = 'at' in variables ? variables.at : query.match(/at: "?([^")]+)/)?.[1]
    expect({ data, errors }).toEqual({ data: { open: true }, errors: undefined })
    expect(sent).toEqual([expect.stringContaining(String(text))])
  })

  it("judges no bureau's own scalar, whatever its name", async () => {
    const query = 'query ($day: LocalDate) { own(month: "brumaire", day: $day) }'
    const { data, errors } = await ask({ query, variables: { day: { decade: 1 } } })
    expect({ data, errors }).toEqual({ data: { own: true }, errors: undefined })
  })

  it.each([
    ['mutation { x }', 'This graph has no mutations: expected "query"; got "mutation".'],
    ['subscription { x }', 'This graph has no subscriptions: expected "query"; got "subscription".'],
  ])('says of %s that there is no such operation', async (query, message) => {
    const { status, errors, sent } = await ask({ query })
    expect({ status, errors, sent }).toEqual({
      status: 400,
      errors: [
        {
          message,
          locations: [{ line: 1, column: 1 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
      sent: [],
    })
  })
})
