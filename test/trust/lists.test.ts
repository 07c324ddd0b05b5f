import { readFileSync } from 'node:fs'
import { buildSchema, isEnumType, isInputObjectType, isObjectType, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { readProtectedFields } from '../../schema/access/graphRules.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

const SCHEMA = buildSchema(readFileSync(new URL('schema/api.graphql', packageRoot), 'utf8'))
const PROTECTED = readProtectedFields(
  parse(readFileSync(new URL('schema/supergraph.graphql', packageRoot), 'utf8')),
)

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

/** The messages that somebody without a token is answered with. */
async function refusals(query: string): Promise<readonly string[]> {
  const { errors } = await gateway.ask(query)
  return (errors ?? []).map(({ message }) => message)
}

describe('somebody without a token who looks for what he may not see', () => {
  const names = (type: string) => {
    const found = SCHEMA.getType(type)
    if (isEnumType(found)) return found.getValues().map(({ name }) => name)
    return isInputObjectType(found) ? Object.keys(found.getFields()) : []
  }

  it('finds no key of a sort and no filter that a protected field would answer', () => {
    const bare = (name: string) => name.replaceAll('_', '').toLowerCase()
    const tells = PROTECTED.flatMap(({ coordinate }) => {
      const [type = '', field = ''] = coordinate.split('.')
      return [...names(`${type}SortField`), ...names(`${type}Filter`)]
        .filter((name) => bare(name) === bare(field))
        .map((name) => `${type}: ${name}`)
    })
    expect(PROTECTED.length).toBeGreaterThan(30)
    expect(
      Object.values(SCHEMA.getTypeMap()).filter(
        (type) => isObjectType(type) && names(`${type.name}SortField`).length > 0,
      ).length,
    ).toBeGreaterThan(20)
    expect(tells).toEqual([])
  })

  it.each([
    ['hotels by their complaints', '{ hotels(sort: [{ field: COMPLAINTS }]) { nodes { id } } }'],
    ['doctors by their licence', '{ doctors(filter: { licenceNumber: "1" }) { totalCount } }'],
    ['buses by their plate', '{ buses(sort: [{ field: PLATE }]) { nodes { id } } }'],
    ['property by its owner', '{ classifiedProperties(filter: { ownerName: "x" }) { totalCount } }'],
  ])('cannot ask for %s', async (_, query) => {
    expect(await refusals(query)).toEqual([expect.stringMatching(/COMPLAINTS|licenceNumber|PLATE|ownerName/)])
  })

  it('learns nothing of a protected field from a list that is found in another way', async () => {
    const ask = (args: string) => gateway.ask(`{ doctors(${args}) { nodes { id licenceNumber } } }`)
    const { data } = await gateway.ask('{ doctors(first: 2) { nodes { id } } }')
    const [first, second] = (data as { doctors: { nodes: { id: string }[] } }).doctors.nodes
    for (const args of [
      `ids: ["${second?.id}", "${first?.id}"]`,
      'first: 2, sort: [{ field: CODE, direction: DESC }]',
    ]) {
      const answer = await ask(args)
      expect(JSON.stringify(answer.data)).not.toMatch(/"licenceNumber":"/)
      expect(answer.errors?.length).toBeGreaterThan(0)
    }
  })
})
