import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

const QUERIES: Readonly<Record<string, string>> = {
  'two-lists': `query Two($area: ID!) {
    lrtLines { id }
    busStops(first: 50, filter: { area: $area }) { nodes { id } }
  }`,
  'behind-fragments': `query Behind($first: Int!) {
    ...Lines
    ...Stops
    twice: busStops(first: 1) { ...Ids }
  }
  fragment Lines on Query { lrtLines { id } }
  fragment Stops on Query { busStops(first: $first) { ...Ids } busStops(first: $first) { totalCount } }
  fragment Ids on BusStopConnection { nodes { id } }`,
  'a-variable-called-list': `query Named($list: Int!) { busStops(first: $list) { nodes { id } } lrtLines { id } }`,
}

describe('saved queries with several lists', () => {
  let gateway: TestGateway
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saved-'))
    for (const [name, text] of Object.entries(QUERIES)) await writeFile(join(folder, `${name}.graphql`), text)
    gateway = await startTestGateway({ SAVED_QUERIES: folder })
  })
  afterAll(async () => {
    await gateway.stop()
    await rm(folder, { recursive: true })
  })

  const get = async (path: string, headers = {}) => {
    const answer = await request(gateway.url + path, { headers })
    return { ...answer, bytes: Buffer.from(await answer.body.arrayBuffer()) }
  }
  const rowsOf = async (path: string, headers = {}): Promise<readonly unknown[]> =>
    JSON.parse((await get(path, headers)).bytes.toString())

  it('gives the first, or the one that the address names, with all its pages', async () => {
    const { headers } = await get('/q/two-lists.csv?area=se')
    expect([headers['x-list'], headers['x-lists']]).toEqual(['lrtLines', 'lrtLines, busStops.nodes'])
    const { data } = await gateway.ask('{ busStops(filter: { area: "se" }) { totalCount } }')
    expect(data).toEqual({ busStops: { totalCount: 66 } })
    expect(await rowsOf('/q/two-lists.json?area=se&list=busStops')).toHaveLength(66)
    expect(await rowsOf('/q/two-lists.json?area=se', { 'x-list': 'busStops.nodes' })).toHaveLength(66)
  })

  it('gives a workbook with all of each', async () => {
    const { bytes } = await get('/q/two-lists.xlsx?area=se')
    const { SheetNames, Sheets } = read(bytes)
    expect(SheetNames).toEqual(['lrtLines', 'busStops', 'about'])
    expect(utils.sheet_to_json(Sheets.busStops ?? {})).toHaveLength(66)
  })

  it('names the lists to who names none of them', async () => {
    const { statusCode, bytes } = await get('/q/two-lists.csv?area=se&list=stops')
    expect(statusCode).toBe(400)
    expect(JSON.parse(bytes.toString()).errors[0].message).toBe(
      'list: expected lrtLines or busStops.nodes; got "stops".',
    )
  })

  it('pages a list that stands behind fragments, and leaves what else they serve alone', async () => {
    const rows = await rowsOf('/q/behind-fragments.json?first=100&list=busStops')
    expect(rows).toHaveLength(395)
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(395)
    expect(await rowsOf('/q/behind-fragments.json?first=100&list=lrtLines')).toHaveLength(3)
  })

  it('leaves a parameter to the query whose variable it is', async () => {
    expect(await rowsOf('/q/a-variable-called-list.json?list=100', { 'x-list': 'busStops' })).toHaveLength(
      395,
    )
  })
})
