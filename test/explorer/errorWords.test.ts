import { readFileSync } from 'node:fs'
import { buildSchema, GraphQLError, parse, validate } from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'
import { describe, expect, it } from 'vitest'
import { translateError, type ErrorWords } from '../../explorer/src/failure/gatewayErrors/errorWords.ts'
import { pt } from '../../explorer/src/failure/gatewayErrors/pt.ts'
import { zh } from '../../explorer/src/failure/gatewayErrors/zh.ts'
import { ERROR_CODES } from '../../gateway/errors.ts'

const SCHEMA = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'), {
  assumeValidSDL: true,
})

/** What the reference implementation says of a query, as the gateway passes it on. */
function messageOf(query: string): string {
  try {
    const document = parse(query)
    const [error] = validate(SCHEMA, document)
    if (error) return error.message
    const [operation] = document.definitions
    const definitions = operation?.kind === 'OperationDefinition' ? (operation.variableDefinitions ?? []) : []
    return getVariableValues(SCHEMA, definitions, {}).errors?.[0]?.message ?? 'nothing is wrong'
  } catch (error) {
    return error instanceof GraphQLError ? error.message : String(error)
  }
}

/** A mistake, and what must be named of it in any language. */
const MISTAKES: readonly (readonly [query: string, named: readonly string[]])[] = [
  ['{ museum(id: "mam") { nmae { pt } } }', ['nmae', 'Museum', '"name"']],
  ['{ museums { nothingOfTheKind } }', ['nothingOfTheKind', 'MuseumConnection']],
  ['{ museum(id: "mam", ide: 1) { id } }', ['ide', 'Query.museum']],
  ['query ($at: DateTme) { museum(id: "mam") { id } }', ['DateTme', '"DateTime"']],
  ['{ administrativeAreas(kind: PARIS) { id } }', ['PARIS', 'AdministrativeAreaKind', '"PARISH"']],
  ['{ museum(id: $id) { id } }', ['$id']],
  ['query ($id: ID!) { museum(id: "mam") { id } }', ['$id']],
  ['query ($id: ID!) { museum(id: $id) { id } }', ['$id', 'ID!']],
  ['{ museum { id } }', ['museum', 'id', 'ID!']],
  ['{ museum(id: "mam") }', ['museum', 'Museum']],
  ['{ museum(id: "mam") { id { text } } }', ['id', 'ID!']],
  ['{ museum(id: "mam") { id ', ['<EOF>']],
]

describe.each([
  ['Portuguese', pt],
  ['Chinese', zh],
])('the failures of the gateway in %s', (_, words: ErrorWords) => {
  it('have words for every code, and for none that there is not', () => {
    expect(Object.keys(words.codes).toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted())
    expect(new Set(Object.values(words.codes)).size).toBe(Object.keys(ERROR_CODES).length)
  })

  it.each(MISTAKES)('name what is wrong with %s', (query, named) => {
    const message = messageOf(query)
    const translated = translateError(words, message, 'GRAPHQL_VALIDATION_FAILED')
    expect(translated).toMatchObject({ isWhole: true })
    expect(named.filter((name) => !translated?.text.includes(name))).toEqual([])
    expect(translated?.text).not.toMatch(/undefined|Cannot|Did you|Unknown| or /)
  })

  it('are told by their code where the message is no known one, and not at all without', () => {
    expect(translateError(words, 'transport is down.', 'SUBGRAPH_UNREACHABLE')).toEqual({
      text: words.codes.SUBGRAPH_UNREACHABLE,
      isWhole: false,
    })
    expect(translateError(words, 'Odd.', undefined)).toBeNull()
    expect(translateError(words, 'Odd.', 'toString')).toBeNull()
  })
})
