import { execute, isUnionType, parse, printType, type GraphQLSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createLog } from '../../../kit/log.ts'
import { bureaus } from '../../../schema/bureaus/register.ts'
import { importBureaus } from '../importBureaus.ts'
import { createSubgraph } from '../subgraph.ts'
import { TEST_NOW } from '../testSubgraph.ts'

const subgraphs = (await importBureaus(bureaus)).map(({ definition }) =>
  createSubgraph(definition, {
    environment: {},
    clock: () => TEST_NOW,
    random: () => 0.5,
    log: createLog('test', 'silent'),
  }),
)

/** Federation's own types are for those who ask over HTTP. */
const isBureaus = (name: string) => !/^(__|_Any$|_Service$|link__|federation__)/.test(name)

/** Without `_service`, and in one order: each of the two has its own. */
function printTypes(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => isBureaus(name))
    .map((type) =>
      printType(type)
        .split('\n')
        .filter((line) => !line.includes('_service'))
        .map((line) =>
          isUnionType(type)
            ? line
                .split(/(?<==) | \| /)
                .toSorted()
                .join(' ')
            : line,
        )
        .toSorted()
        .join('\n'),
    )
    .toSorted()
}

describe.each(subgraphs)('what $name executes in the process of its gateway', ({ schema, ...subgraph }) => {
  it('has the types that it serves to others', async () => {
    expect(printTypes(schema)).toEqual(printTypes(await subgraph.servedSchema()))
  })

  it('answers for entities as it does to others', async () => {
    const served = await subgraph.servedSchema()
    const union = schema.getType('_Entity')
    expect(isUnionType(union)).toBe(true)
    if (!isUnionType(union)) return
    const document = parse('query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }')
    for (const { name } of union.getTypes()) {
      const ask = (asked: GraphQLSchema) =>
        execute({
          schema: asked,
          document,
          variableValues: { of: [{ __typename: name, id: 'nobody' }] },
          contextValue: subgraph.createContext(),
        })
      expect(JSON.stringify(await ask(schema)), name).toBe(JSON.stringify(await ask(served)))
    }
  })
})
