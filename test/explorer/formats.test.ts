import { check } from '@placemarkio/check-geojson'
import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

describe('the graph in other formats', () => {
  let gateway: TestGateway

  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  const get = async (path: string) => {
    const { statusCode, headers, body } = await request(gateway.url + path)
    return { status: statusCode, headers, bytes: Buffer.from(await body.arrayBuffer()) }
  }
  const post = (query: string, accept: string) =>
    gateway.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query }),
    })

  it('gives every page of a saved query as CSV that a spreadsheet reads', async () => {
    const { status, headers, bytes } = await get('/q/car-parks-now.csv')
    const records: readonly Record<string, string>[] = parse(bytes, { bom: true, columns: true })
    expect(status).toBe(200)
    expect(headers['content-disposition']).toBe('attachment; filename="car-parks-now.csv"')
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(records).toHaveLength(91)
    expect(records.filter((record) => record['name.zh'] === '栢蕙停車場')).toHaveLength(1)
  })

  it('gives a workbook with numbers as numbers', async () => {
    const { bytes } = await get('/q/visitor-arrivals-by-month.xlsx')
    const sheet = read(bytes).Sheets.data ?? {}
    const rows = utils.sheet_to_json<Record<string, unknown>>(sheet)
    expect(rows).toHaveLength(24)
    expect(rows[0]).toEqual({ month: '2024-06', arrivals: 2_551_318, yearOnYearPercent: 15.5 })
  })

  it('gives GeoJSON that a validator accepts', async () => {
    const { headers, bytes } = await get('/q/car-parks-now.geojson')
    const { features } = JSON.parse(bytes.toString())
    check(bytes.toString())
    expect(headers['content-type']).toBe('application/geo+json')
    expect(features).toHaveLength(91)
  })

  it('gives one row a line, and the rows as one list', async () => {
    const lines = (await get('/q/residents-and-health-centres.ndjson')).bytes.toString().trim().split('\n')
    const list: unknown = JSON.parse((await get('/q/residents-and-health-centres.json')).bytes.toString())
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(list)
    expect(lines).toHaveLength(7)
  })

  it('takes the variables of a saved query from the URL', async () => {
    const at = encodeURIComponent('2026-11-23T03:00:00+08:00')
    const { bytes } = await get(`/q/late-libraries-near-night-buses.csv?at=${at}`)
    expect(bytes.toString()).toBe('\uFEFFid,name.zh,name.en,openingHours.asStated,place.nearbyStops\r\n')
  })

  it('tells the saved queries that there are', async () => {
    const { queries } = JSON.parse((await get('/q')).bytes.toString())
    expect(queries).toContainEqual(expect.objectContaining({ name: 'border-to-hotel', variables: ['hotel'] }))
  })

  it.each([
    ['/q/nothing.csv', 404, 'No saved query is called "nothing"; GET /q lists them.'],
    [
      '/q/car-parks-now.pdf',
      404,
      'Expected an ending of csv, ndjson, geojson, xlsx, json, parquet, csv-metadata.json, schema.json, about.json; got "pdf".',
    ],
    ['/q/border-to-hotel.csv?hotels=1', 400, 'Parameters: expected hotel; got "hotels".'],
    ['/q/..%2f..%2fpackage.csv', 404, 'No saved query is called ""; GET /q lists them.'],
  ])('refuses %s', async (path, status, message) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.bytes.toString()).errors[0].message).toBe(message)
  })

  it('answers a POST in the format that Accept prefers, and says in a header how many there are in all', async () => {
    const answer = await post('{ museums(first: 2) { totalCount nodes { id name { pt } } } }', 'text/csv')
    expect(answer.headers['x-total-count']).toBe('21')
    expect(answer.body).toBe(
      // The client that decodes the text drops the byte order mark.
      'id,name.pt\r\ncommunications,Museu das Comunicações\r\nfire-services,Museu dos Bombeiros\r\n',
    )
  })

  describe('with several lists', () => {
    const TWO =
      '{ museums(first: 2) { nodes { id } } lrtLines { id } hotels(first: 1) { totalCount edges { node { id } } } }'
    const ask = (format: string, path = '', headers = {}) =>
      gateway.send(`/graphql${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: format, ...headers },
        body: JSON.stringify({ query: TWO }),
      })

    it('gives the first, and names them all', async () => {
      const { headers, body } = await ask('text/csv')
      expect(headers['x-list']).toBe('lrtLines')
      expect(headers['x-lists']).toBe('lrtLines, museums.nodes, hotels.edges')
      expect(body.split('\r\n')[1]).toBe('taipa')
    })

    it.each([
      ['by its path', '?list=museums.nodes', {}],
      ['by its owner', '?list=museums', {}],
      ['in a header', '', { 'x-list': 'museums.nodes' }],
    ])('gives the one that is named %s', async (_how, path, headers) => {
      expect((await ask('text/csv', path, headers)).body).toBe('id\r\ncommunications\r\nfire-services\r\n')
      const { features } = JSON.parse((await ask('application/geo+json', path, headers)).body)
      expect(features).toHaveLength(2)
    })

    it('names the lists to who names none of them', async () => {
      const { status, body } = await ask('text/csv', '?list=museum')
      expect(status).toBe(400)
      expect(JSON.parse(body).errors[0]).toMatchObject({
        message: 'list: expected lrtLines or museums.nodes or hotels.edges; got "museum".',
        extensions: { code: 'BAD_USER_INPUT' },
      })
    })

    it('gives a workbook with a sheet for each', async () => {
      const { body } = await request(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        },
        body: JSON.stringify({ query: TWO }),
      })
      const { SheetNames, Sheets } = read(Buffer.from(await body.arrayBuffer()))
      expect(SheetNames).toEqual(['lrtLines', 'museums', 'hotels'])
      expect(utils.sheet_to_json(Sheets.museums ?? {})).toEqual([
        { id: 'communications' },
        { id: 'fire-services' },
      ])
    })
  })

  it('tells what is wrong with a query in JSON, whatever was accepted', async () => {
    const answer = await post('{ museums { x } }', 'text/csv')
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body).errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  })

  it('keeps answering JSON to a client that accepts anything', async () => {
    const answer = await post('{ museum(id: "mam") { id } }', '*/*')
    expect(JSON.parse(answer.body)).toEqual({ data: { museum: { id: 'mam' } } })
  })
})
