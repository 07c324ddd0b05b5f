import { Parser } from 'n3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { getBytes, startStopsGateway } from '../tables/stopsGateway.ts'

/** Subject, property and object, as N-Triples has them. */
type Triple = readonly [subject: string, property: string, object: string]

const DCAT = 'http://www.w3.org/ns/dcat#'
const DCT = 'http://purl.org/dc/terms/'
const FOAF = 'http://xmlns.com/foaf/0.1/'
const A = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const EU = 'http://publications.europa.eu/resource/authority'

let gateway: TestGateway
let triples: readonly Triple[]
beforeAll(async () => {
  gateway = await startTestGateway()
  triples = readTurtle(await body('/catalog.ttl'))
})
afterAll(() => gateway.stop())

const body = async (path: string) => (await getBytes(gateway.url + path)).bytes.toString()
const objectsOf = (subject: string, property: string) =>
  triples.filter(([s, p]) => s === subject && p === property).map(([, , object]) => object)
const ofType = (type: string) => triples.filter(([, p, o]) => p === A && o === type).map(([s]) => s)
const dataset = (id: string) => `${gateway.url}/data/${id}`

function readTurtle(text: string): readonly Triple[] {
  return new Parser({ format: 'text/turtle' })
    .parse(text)
    .map(({ subject, predicate, object }) => [
      subject.value,
      predicate.value,
      object.termType === 'Literal'
        ? `"${object.value}"${object.language === '' ? `^^${object.datatype.value}` : `@${object.language}`}`
        : object.value,
    ])
}

const value = z.union([
  z.object({ '@id': z.string() }).strict(),
  z.object({ '@value': z.string(), '@language': z.string() }).strict(),
  z.object({ '@value': z.string(), '@type': z.string().optional() }).strict(),
])
const jsonLd = z
  .object({
    '@context': z.record(z.string(), z.string()),
    '@graph': z.array(z.object({ '@id': z.string(), '@type': z.array(z.string()) }).catchall(z.array(value))),
  })
  .strict()

/** As JSON-LD 1.1 expands what our catalogue uses of it: prefixes, and values with their kind. */
function readJsonLd(text: string): readonly Triple[] {
  const { '@context': context, '@graph': graph } = jsonLd.parse(JSON.parse(text))
  const expand = (name: string) => {
    const [prefix = '', local = ''] = name.split(':')
    expect(context).toHaveProperty(prefix)
    return `${context[prefix]}${local}`
  }
  return graph.flatMap(({ '@id': subject, '@type': types, ...properties }) => [
    ...types.map((type): Triple => [subject, A, expand(type)]),
    ...Object.entries(properties).flatMap(([property, values]) =>
      z
        .array(value)
        .parse(values)
        .map((one): Triple => [subject, expand(property), writeObject(one, expand)]),
    ),
  ])
}

function writeObject(one: z.infer<typeof value>, expand: (name: string) => string): string {
  if ('@id' in one) return one['@id']
  if ('@language' in one) return `"${one['@value']}"@${one['@language'].toLowerCase()}`
  const type = one['@type'] === undefined ? 'http://www.w3.org/2001/XMLSchema#string' : expand(one['@type'])
  return `"${one['@value']}"^^${type}`
}

const page = z.object({
  datasets: z.object({
    nodes: z.array(z.object({ id: z.string(), sample: z.boolean().nullable() })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})

/** Page by page, as many as the graph has. */
async function listDataSets(after: string | null = null): Promise<z.infer<typeof page>['datasets']['nodes']> {
  const { data } = await gateway.ask(
    'query Page($after: String) { datasets(first: 100, after: $after) { nodes { id sample } pageInfo { hasNextPage endCursor } } }',
    { after },
  )
  const { nodes, pageInfo } = page.parse(data).datasets
  return pageInfo.hasNextPage ? [...nodes, ...(await listDataSets(pageInfo.endCursor))] : nodes
}

describe('the catalogue in DCAT-AP', () => {
  it('is the same in Turtle and JSON-LD', async () => {
    const order = (list: readonly Triple[]) => list.map((triple) => triple.join(' ')).toSorted()
    expect(order(readJsonLd(await body('/catalog.jsonld')))).toEqual(order(triples))
    expect(triples.length).toBeGreaterThan(1_500)
  })

  it('has every data set of the graph, once', async () => {
    const ids = (await listDataSets()).map(({ id }) => dataset(id))
    expect(ofType(`${DCAT}Dataset`).toSorted()).toEqual(ids.toSorted())
    expect(objectsOf(`${gateway.url}/data`, `${DCAT}dataset`).toSorted()).toEqual(ids.toSorted())
  })

  it.each([
    [`${DCAT}Catalog`, ['dct:title', 'dct:description', 'dct:publisher', 'dct:language', 'dcat:dataset']],
    [`${DCAT}Dataset`, ['dct:title', 'dct:description', 'dct:publisher', 'dct:identifier']],
    [`${DCAT}Distribution`, ['dcat:accessURL', 'dct:title']],
    [`${DCAT}DataService`, ['dct:title', 'dcat:endpointURL']],
    [`${FOAF}Agent`, ['foaf:name']],
    [`${DCT}LicenseDocument`, ['http://www.w3.org/2000/01/rdf-schema#label']],
    [`${DCT}ProvenanceStatement`, ['http://www.w3.org/2000/01/rdf-schema#label']],
    ['http://www.w3.org/2004/02/skos/core#Concept', ['http://www.w3.org/2004/02/skos/core#prefLabel']],
  ])('tells of each %s what DCAT-AP asks for', (type, properties) => {
    const things = ofType(type)
    expect(things.length).toBeGreaterThan(0)
    for (const thing of things)
      for (const property of properties) {
        const full = property.replace('dct:', DCT).replace('dcat:', DCAT).replace('foaf:', FOAF)
        expect([thing, property, objectsOf(thing, full).length]).not.toEqual([thing, property, 0])
      }
  })

  it('speaks of nothing of its own that it does not describe', () => {
    const subjects = new Set(triples.map(([subject]) => subject))
    const named = triples.filter(([, p, o]) => p !== A && o.startsWith(`${gateway.url}/data`))
    expect(named.filter(([, , object]) => !subjects.has(object))).toEqual([])
  })

  it('tells of the live car parks what the portal states, by the vocabularies of the EU', () => {
    const live = dataset('dsat-carpark-live')
    expect(objectsOf(live, `${DCT}title`)).toHaveLength(3)
    expect(objectsOf(live, `${DCT}title`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/@zh-hant$/), expect.stringMatching(/@pt$/)]),
    )
    expect(objectsOf(live, `${DCT}publisher`)).toEqual([`${gateway.url}/data#bureau-dsat`])
    expect(objectsOf(`${gateway.url}/data#bureau-dsat`, `${FOAF}name`)).toContain('"Transport Bureau"@en')
    expect(objectsOf(live, `${DCT}accrualPeriodicity`)).toEqual([`${EU}/frequency/UPDATE_CONT`])
    expect(objectsOf(live, `${DCT}accessRights`)).toEqual([`${EU}/access-right/PUBLIC`])
    expect(objectsOf(live, `${DCAT}theme`)).toContain(`${EU}/data-theme/TRAN`)
    expect(objectsOf(live, `${DCT}language`)).toContain(`${EU}/language/ZHO`)
  })

  it('names the tables whose rows are a data set’s, and no others', () => {
    const tablesOf = (id: string) =>
      objectsOf(dataset(id), `${DCAT}distribution`)
        .filter((iri) => iri.endsWith('-csv'))
        .map((iri) => iri.split('#')[1])
    expect(tablesOf('dsat-carpark-live')).toEqual(['car-parks-now-csv'])
    expect(tablesOf('icm-museums')).toEqual([
      'accessible-parking-near-museums-csv',
      'museums-open-near-parking-csv',
    ])
    expect(tablesOf('dsec-visitor-arrivals')).toEqual(['visitor-arrivals-by-month-csv'])
    expect(tablesOf('dsat-bus-rosters')).toEqual([])
  })

  it('names tables that are there', async () => {
    const addresses = [...new Set(triples.filter(([, p]) => p === `${DCAT}downloadURL`).map(([, , o]) => o))]
    expect(addresses.length).toBeGreaterThan(30)
    for (const address of addresses)
      expect([address, (await getBytes(address)).status]).toEqual([address, 200])
  })

  it('tells a licence where one is stated, and none where none is', () => {
    const licensed = triples
      .filter(([, p]) => p === `${DCT}license`)
      .map(([subject]) => subject.split('#')[0])
    expect([...new Set(licensed)].toSorted()).toEqual([dataset('mgto-events'), dataset('psp-border-status')])
    expect(
      objectsOf(`${dataset('mgto-events')}#licence`, 'http://www.w3.org/2000/01/rdf-schema#label'),
    ).toEqual(['"MGTO newsplus: non-commercial use, with attribution"@en'])
  })

  it('says which data sets are synthetic', async () => {
    const samples = (await listDataSets()).filter(({ sample }) => sample)
    const told = triples.filter(([, p, o]) => p === `${DCAT}keyword` && o === '"synthetic"@en')
    expect(told.map(([subject]) => subject).toSorted()).toEqual(
      samples.map(({ id }) => dataset(id)).toSorted(),
    )
    expect(samples.length).toBeGreaterThan(20)
  })

  it('leaves out an address that is none', () => {
    const accesses = triples.filter(([, p]) => p === `${DCAT}accessURL`).map(([, , object]) => object)
    expect(accesses).toContain('https://dst.apigateway.data.gov.mo/dst_hotel')
    expect(accesses.filter((address) => /[{}\s]/.test(address))).toEqual([])
  })
})

describe('a catalogue that cannot be read', () => {
  it('is refused, for half of one would look whole', async () => {
    const gatewayAlone = await startStopsGateway({ rows: 1 })
    try {
      const { status, bytes } = await gatewayAlone.get('/catalog.ttl')
      expect(status).toBe(502)
      expect(JSON.parse(bytes.toString())).toMatchObject({
        errors: [{ extensions: { code: 'SUBGRAPH_UNREACHABLE' } }],
      })
    } finally {
      await gatewayAlone.stop()
    }
  })
})
