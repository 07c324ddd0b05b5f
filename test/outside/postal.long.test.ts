import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot, packageRoot } from '../../kit/root.ts'
import { isRecord } from '../../kit/isRecord.ts'
import { runGraph } from '../../registry/command/runGraph.ts'
import { composeGraph, readSchemaFiles } from '../../schema/compose.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { startAlteringProxy, type Alter } from './alteringProxy.ts'
import { BROKEN } from './brokenVariants.ts'
import { POSTAL, POSTAL_SECRET, startPostal, type RunningPostal } from './postal.ts'

const SDL = readFileSync(fromRoot(`${POSTAL}/schema.graphql`), 'utf8')
const context = {
  now: new Date('2026-11-28T04:00:00Z'),
  folder: packageRoot,
  colour: false,
  environment: {},
  print: () => {},
  untilStopped: async () => {},
}
const folder = mkdtempSync(join(tmpdir(), 'outside-'))

let postal: RunningPostal
beforeAll(async () => {
  postal = await startPostal()
})
afterAll(async () => {
  await postal.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function conform(
  url: string,
): Promise<{ exitCode: number; outcomes: ReadonlyMap<string, string>; text: string }> {
  const words = ['--subgraph', 'postal', '--sdl', `${POSTAL}/schema.graphql`, '--secret', POSTAL_SECRET]
  const { exitCode, text } = await runGraph(['conform', `${url}/graphql`, ...words, '--json'], context)
  const report: unknown = JSON.parse(text)
  const checks = isRecord(report) && Array.isArray(report['checks']) ? report['checks'] : []
  return {
    exitCode,
    outcomes: new Map(checks.map(({ id, outcome }: { id: string; outcome: string }) => [id, outcome])),
    text,
  }
}

describe('the postal bureau, in Python', () => {
  it('conforms; only its introspection is closed', async () => {
    const { exitCode, outcomes } = await conform(postal.url)
    const others = [...outcomes].filter(([, outcome]) => outcome !== 'passed')
    expect([exitCode, others]).toEqual([0, [['entity-union', 'not-judged']]])
    expect(outcomes.size).toBeGreaterThan(30)
  })

  it('would break nobody in the graph, once the catalogue agrees', async () => {
    const schema = ['--subgraph', 'postal', '--schema', `${POSTAL}/schema.graphql`]
    const refused = await runGraph(['check', ...schema], context)
    expect(refused.exitCode).toBe(1)
    expect(refused.text).toContain('contribution-needs-consent (ownership)  Place.nearbyPostOffices')
    const agreed = await runGraph(['check', ...schema, '--consent', 'catalogue'], context)
    expect(agreed.text).toMatch(/^postal: passed: 0 errors, 0 warnings/)
    expect(agreed.exitCode).toBe(0)
  })
})

describe('graph conform tells a subgraph that', () => {
  it.each(BROKEN)('$does', async ({ alter, told }) => {
    const proxy = await startAlteringProxy(() => postal.url, alter)
    try {
      const { exitCode, outcomes } = await conform(proxy.url)
      const failed = [...outcomes].filter(([, outcome]) => outcome === 'failed').map(([id]) => id)
      expect(failed).toEqual(told)
      expect(exitCode).toBe(1)
    } finally {
      await proxy.stop()
    }
  })
})

describe('the graph with the postal bureau in it', () => {
  const data = join(folder, 'post-offices.json')
  const original = readFileSync(fromRoot(`${POSTAL}/data/post-offices.json`), 'utf8')
  const pass: Alter = (sent, passOn) => passOn(sent)
  const opened: { stop(): Promise<unknown> }[] = []
  let gateway: TestGateway
  let bureau: RunningPostal

  beforeAll(async () => {
    writeFileSync(data, original)
    const supergraph = join(folder, 'supergraph.graphql')
    const composed = composeGraph([
      ...readSchemaFiles(packageRoot),
      { name: 'postal', file: `${POSTAL}/schema.graphql`, sdl: SDL },
    ])
    if ('problems' in composed) throw new Error(composed.problems.join('\n'))
    writeFileSync(supergraph, composed.supergraphSdl)
    const door = await startAlteringProxy(() => bureau.url, pass)
    gateway = await startTestGateway({
      SUPERGRAPH_FILE: supergraph,
      SUBGRAPH_URLS: `postal=${door.url}/graphql`,
      GATEWAY_SECRET: POSTAL_SECRET,
    })
    bureau = await startPostal({ DATA: data, GATEWAY_URLS: gateway.url })
    opened.push(gateway, door, bureau)
  })
  afterAll(async () => {
    for (const one of opened) await one.stop()
  })

  it('answers from a museum to the post office near it, and from there to the area and the buses', async () => {
    const question = `{ museum(id: "mam") { place { nearbyPostOffices(withinMetres: 5000, first: 1) { metres postOffice {
      name { pt best(language: EN) { text language } } services openedOn
      area { name { en } postOffices { id } }
      place { nearbyStops(first: 1) { metres } }
      provenance { sample }
    } } } } }`
    const { data: answered, errors } = await gateway.ask(question)
    expect(errors).toBeUndefined()
    expect(answered).toMatchObject({
      museum: {
        place: {
          nearbyPostOffices: [
            {
              // The great circle from 22.18880,113.55465 to 22.19718,113.55871, by hand.
              metres: 1021,
              postOffice: {
                name: {
                  pt: 'Estação do Terminal Marítimo',
                  best: { text: 'Outer Harbour Post Office', language: 'EN' },
                },
                services: ['LETTERS', 'PARCELS'],
                openedOn: null,
                area: { postOffices: [{ id: 'ferry-terminal' }, { id: 'general' }] },
                place: { nearbyStops: [{ metres: expect.any(Number) }] },
                provenance: { sample: true },
              },
            },
          ],
        },
      },
    })
  })

  it.each([
    ['(ids: ["taipa", "general"])', 'taipa general'],
    ['(filter: { services: [STAMPS_FOR_COLLECTORS, POSTE_RESTANTE] })', 'areia-preta general taipa'],
    [
      '(sort: [{ field: COUNTER_COUNT, direction: DESC }])',
      'general taipa red-market ferry-terminal coloane mobile areia-preta',
    ],
    ['(sort: [{ field: OPENED_ON }], first: 2)', 'general areia-preta'],
    // By hand, in metres from the General Post Office: 0, 1,121 and 1,941; the next would be 2,494.
    ['(near: { lat: 22.19372, lng: 113.54023 }, withinMetres: 2000)', 'general red-market ferry-terminal'],
    [
      '(within: { south: 22.19, north: 22.21104, west: 113.54, east: 113.55562 })',
      'areia-preta general red-market',
    ],
  ])('lists by the grammar of all lists: %s', async (asked, ids) => {
    const { data: answered, errors } = await gateway.ask(`{ postOffices${asked} { nodes { id } } }`)
    expect(errors).toBeUndefined()
    expect(answered).toEqual({ postOffices: { nodes: ids.split(' ').map((id) => ({ id })) } })
  })

  it.each([
    ['(ids: ["general", "moon"])', "ids: expected ids that there are; got ['moon']."],
    ['(withinMetres: 5)', 'withinMetres: expected near with it; got 5.'],
    ['(sort: [{ field: DISTANCE }])', "sort: expected near with DISTANCE; got ['DISTANCE']."],
  ])('refuses what no list can answer: %s', async (asked, message) => {
    const { errors } = await gateway.ask(`{ postOffices${asked} { nodes { id } } }`)
    expect(errors).toMatchObject([{ message, path: ['postOffices'], extensions: { code: 'BAD_USER_INPUT' } }])
  })

  it('tells its refusal of an argument to the client, at its place', async () => {
    const { data: answered, errors } = await gateway.ask(
      '{ postOffices(first: 101) { totalCount } museums(first: 1) { totalCount } }',
    )
    expect(answered).toMatchObject({ postOffices: null, museums: { totalCount: expect.any(Number) } })
    expect(errors).toMatchObject([
      {
        message: 'first: expected a whole number from 0 to 100; got 101.',
        path: ['postOffices'],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ])
  })

  it('no longer gives what the bureau has changed', async () => {
    const ask = async () => (await gateway.ask('{ postOffice(id: "general") { name { en } } }')).data
    const before = { postOffice: { name: { en: 'General Post Office' } } }
    expect(await ask()).toEqual(before)
    writeFileSync(data, original.replace('General Post Office', 'Post Office at the Leal Senado'))
    // Kept for a day by the schema, and nobody has told the gateway otherwise.
    expect(await ask()).toEqual(before)
    const heard = bureau.untilSaid('"a gateway has heard","at":"change"')
    bureau.hangUp()
    await heard
    expect(await ask()).toEqual({ postOffice: { name: { en: 'Post Office at the Leal Senado' } } })
  })
})
