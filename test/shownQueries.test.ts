import { readFileSync } from 'node:fs'
import {
  buildSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
  type GraphQLSchema,
} from 'graphql'
import { expect, it } from 'vitest'
import { packageRoot } from '../kit/root.ts'

/** "Query.search" and what its description shows to copy: a selection, or a fragment of one. */
function listShown(schema: GraphQLSchema): readonly { coordinate: string; selection: string }[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap(({ name, description }) =>
        [...(description ?? '').matchAll(/`((?:\.\.\. on \w+ )?\{[^`]*\})`/g)].map(([, selection = '']) => ({
          coordinate: `${type.name}.${name}`,
          selection,
        })),
      ),
    )
}

it('what descriptions show to copy is valid', () => {
  const schema = buildSchema(readFileSync(new URL('schema/api.graphql', packageRoot), 'utf8'))
  const shown = listShown(schema)
  expect(shown.map(({ coordinate }) => coordinate)).toContain('Query.search')
  for (const { coordinate, selection } of shown) {
    const text = selection.startsWith('...')
      ? `{ nodes(globalIds: []) { ${selection} } }`
      : `{ __typename ${selection.slice(1)}`
    expect(
      validate(schema, parse(text)).map(({ message }) => message),
      coordinate,
    ).toEqual([])
  }
})
