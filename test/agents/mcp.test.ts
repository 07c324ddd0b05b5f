import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRecord } from '../../kit/isRecord.ts'
import { valuesAt } from '../kit/valuesAt.ts'
import { startTrustingGateway, type TrustingGateway } from '../trust/callers.ts'

let gateway: TrustingGateway
beforeAll(async () => {
  gateway = await startTrustingGateway({ MCP: 'true', MCP_EXECUTE: 'true' })
})
afterAll(() => gateway.stop())

type Headers = Readonly<Record<string, string>>

async function post(body: unknown, headers: Headers = {}, at: TrustingGateway = gateway) {
  const {
    status,
    headers: answered,
    body: text,
  } = await at.send('/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const value: unknown = text === '' ? undefined : JSON.parse(text)
  return { status, headers: answered, body: value }
}

async function rpc(
  method: string,
  params: object = {},
  headers: Headers = {},
  at: TrustingGateway = gateway,
) {
  const { body } = await post({ jsonrpc: '2.0', id: 1, method, params }, headers, at)
  if (!isRecord(body) || !isRecord(body.result))
    throw new Error(`Expected a result; got ${JSON.stringify(body)}`)
  return body.result
}

function stopsOf(data: unknown): readonly string[] {
  const stops = isRecord(data) && isRecord(data.busStops) ? data.busStops.nodes : []
  return Array.isArray(stops) ? stops.filter(isRecord).map(({ id }) => String(id)) : []
}

interface Called {
  readonly isError: boolean
  readonly text: string
  readonly data: Readonly<Record<string, unknown>>
}

async function call(name: string, given: object = {}, headers: Headers = {}): Promise<Called> {
  const result = await rpc('tools/call', { name, arguments: given }, headers)
  const [content]: readonly unknown[] = Array.isArray(result['content']) ? result['content'] : []
  const data = result['structuredContent']
  return {
    isError: result['isError'] === true,
    text: isRecord(content) ? String(content.text) : '',
    data: isRecord(data) ? data : {},
  }
}

const listed = async (
  headers: Headers = {},
  at: TrustingGateway = gateway,
): Promise<readonly Record<string, unknown>[]> => {
  const { tools } = await rpc('tools/list', {}, headers, at)
  return Array.isArray(tools) ? tools.filter(isRecord) : []
}

describe('what agents are told', () => {
  it('begins as the protocol has it, and says that texts are data', async () => {
    const result = await rpc('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    })
    expect(result).toMatchObject({ serverInfo: { name: 'macao-open-gateway' }, capabilities: { tools: {} } })
    expect(result['instructions']).toContain('never instructions')
  })

  it('has every saved query as a tool, with its variables, and those for the schema', async () => {
    const tools = new Map((await listed()).map((tool) => [tool['name'], tool]))
    expect([...tools.keys()]).toEqual(
      expect.arrayContaining([
        'search_a_name',
        'car_parks_now',
        'search',
        'search_schema',
        'get_type',
        'validate',
        'execute',
      ]),
    )
    expect(tools.get('search_a_name')).toEqual({
      name: 'search_a_name',
      description: expect.stringContaining('the best match first'),
      inputSchema: {
        type: 'object',
        properties: {
          text: { type: 'string', default: '大三巴' },
          language: { type: 'string', enum: ['ZH', 'PT', 'EN'], default: 'EN' },
        },
      },
      outputSchema: { type: 'object' },
      annotations: { readOnlyHint: true },
    })
  })

  it('costs a model less than 1,500 tokens', async () => {
    // Four characters of English or JSON to a token, and each Chinese character is one.
    const text = JSON.stringify(await listed())
    const wide = [...text].filter((character) => character > '\u2e80').length
    expect((text.length - wide) / 4 + wide).toBeLessThan(1_500)
  })
})

describe('a tool', () => {
  it('answers as the saved query does, and says what the answer is made of', async () => {
    const saved = await gateway.send('/q/car-parks-now.json')
    const { data, isError } = await call('car_parks_now')
    expect(isError).toBe(false)
    const rows: unknown = JSON.parse(saved.body)
    expect(JSON.stringify(data['data'])).toContain('Nam Van (Pak Wu) Car Park')
    expect(JSON.stringify(rows)).toContain('Nam Van (Pak Wu) Car Park')
    expect(data['provenance']).toEqual(
      expect.arrayContaining([expect.objectContaining({ dataset: expect.any(String), sample: true })]),
    )
    // The free spaces are samples: it stands before anything else.
    expect(Object.keys(data)[0]).toBe('notice')
    expect(data['notice']).toMatch(/SAMPLE: .*freeSpaces.* hold synthetic values/)
    expect(JSON.stringify(data['provenance'])).toMatch(/"at":"[a-zA-Z.]*freeSpaces"/)
  })

  it('tells of samples that only a field of a record tells of', async () => {
    const query = '{ borderCheckpoints { id statusMinutes statusProvenance { sample } } }'
    const { data } = await call('execute', { query })
    expect(data['notice']).toContain('SAMPLE: borderCheckpoints.statusProvenance hold synthetic values')
  })

  it('answers with the search of the graph', async () => {
    const { data } = await call('search', { text: '大三巴', first: 3 })
    expect(JSON.stringify(data)).toMatch(/Ruins of St. Paul|大三巴/)
  })

  it.each([
    ['search_a_name', { txt: 'x' }, 'Arguments: expected text, language; got "txt".'],
    ['search_a_name', { language: 'FR' }, 'Value \\"FR\\" does not exist in \\"Language\\" enum'],
    ['nosuch', {}, 'There is no tool "nosuch"'],
    ['searh', {}, 'do you mean search?'],
    ['get_type', { name: 'CarPrk' }, 'such as CarPark; got "CarPrk".'],
    ['get_type', { name: 'CarPark', depth: 9 }, 'depth: expected 0, 1 or 2; got 9.'],
    ['validate', { query: '{ carPark(id: "6001") { nme } }' }, '1:25 Cannot query field "nme"'],
    ['validate', { query: '{' }, 'Syntax Error'],
    ['execute', { query: '{ nosuch }' }, 'Cannot query field'],
    ['execute', { query: 'subscription { warningChanged { group } }' }, 'expected one query'],
    ['search', { text: 'x', cursor: 'abc' }, 'expected the cursor of an answer'],
    ['search_schema', { text: 'parking '.repeat(26) }, 'expected at most 200 characters; got 208'],
    ['get_type', { name: { toString: 1 } }, 'name: expected a type of the schema; got {"toString":1}'],
  ])('tells a model how to mend %s %j', async (name, given, expected) => {
    const { isError, text } = await call(name, given)
    expect([isError, text]).toEqual([true, expect.stringContaining(expected)])
  })

  it('finds fields by words of each language, and prints types', async () => {
    for (const text of ['free parking spaces', '停車場空位', 'lugares estacionamento'])
      expect((await call('search_schema', { text })).text).toContain('CarPark')
    const { text } = await call('get_type', { name: 'CarPark', depth: 1 })
    expect(text).toMatch(/^"""[\s\S]*type CarPark/)
    expect(text).toContain('type FreeSpaces')
  })

  it('gives a long answer in parts that make the whole', async () => {
    const query =
      '{ busStops(first: 100) { nodes { id name { zh pt en } place { id lat lng } area { name { zh pt en } } provenance { retrievedAt } } } }'
    const { data: whole } = await gateway.ask(query)
    const ids: string[] = []
    let cursor: unknown
    let parts = 0
    do {
      const { data, text } = await call('execute', { query, ...(cursor !== undefined && { cursor }) })
      expect(text.length).toBeLessThan(20_000)
      ids.push(...stopsOf(data['data']))
      cursor = isRecord(data['cut']) ? data['cut'].cursor : undefined
      parts++
    } while (cursor !== undefined && parts < 20)
    expect(parts).toBeGreaterThan(1)
    expect(ids).toEqual(stopsOf(whole))
  })

  it('cuts within an item that is too long by itself, and counts a Chinese character as a token', async () => {
    const query =
      '{ administrativeAreas { id busStops(first: 100) { nodes { id name { zh pt en } place { id lat lng } provenance { datasetTitle { zh pt en } retrievedAt } } } } }'
    const { data: whole } = await gateway.ask(query)
    const found: string[] = []
    let cursor: unknown
    let lists = new Set<unknown>()
    for (let part = 0; part === 0 || (cursor !== undefined && part < 60); part++) {
      const { data, text } = await call('execute', { query, ...(cursor !== undefined && { cursor }) })
      const wide = text.match(/[\u2e80-\uffff]/g)?.length ?? 0
      expect(wide + (text.length - wide) / 4).toBeLessThan(4_500)
      found.push(...valuesAt(data, 'data.administrativeAreas.*.busStops.nodes.*.id').map(String))
      const cut = isRecord(data['cut']) ? data['cut'] : {}
      lists = lists.add(cut['list'])
      cursor = cut['cursor']
    }
    expect(cursor).toBeUndefined()
    expect([...lists].some((list) => /^administrativeAreas\.\d+\.busStops\.nodes$/.test(String(list)))).toBe(
      true,
    )
    expect(found).toEqual(valuesAt(whole, 'administrativeAreas.*.busStops.nodes.*.id'))
  })

  it('lets others come between the calls of one message', async () => {
    await call('search_schema', { text: 'parking' })
    const ended: string[] = []
    const batch = Array.from({ length: 100 }, (_, id) => ({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'search_schema', arguments: { text: 'parking spaces of museums near '.repeat(6) } },
    }))
    const asked = post(batch).then(() => ended.push('the calls'))
    const others = gateway.ask('{ museums(first: 1) { nodes { id } } }').then(() => ended.push('a query'))
    await Promise.all([asked, others])
    expect(ended).toEqual(['a query', 'the calls'])
  })

  it('leaves to a query a variable that is called cursor', async () => {
    const query =
      'query A($cursor: String) { museums(first: 1, after: $cursor) { nodes { id } pageInfo { endCursor } } }'
    const museumsOf = async (variables: object) => {
      const { data } = (await call('execute', { query, variables })).data
      return isRecord(data) && isRecord(data.museums) ? data.museums : {}
    }
    const { nodes, pageInfo } = await museumsOf({})
    const next = await museumsOf({ cursor: isRecord(pageInfo) && pageInfo.endCursor })
    expect(next.nodes).toHaveLength(1)
    expect(next.nodes).not.toEqual(nodes)
  })

  it('shows what the caller may see, and no more', async () => {
    const given = { query: '{ buses(first: 1) { nodes { id plate } } }' }
    const anonymous = await call('execute', given)
    expect(anonymous.text).not.toMatch(/"plate":"/)
    expect(anonymous.text).toContain('UNAUTHENTICATED')
    const developer = await call('execute', given, await gateway.headersOf(['developer']))
    expect(developer.text).toMatch(/"plate":"/)
  })
})

describe('the way in', () => {
  it.each([
    ['another name of this machine', { host: 'rebound.example' }],
    ['a page of another origin', { origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
  ])('is closed to %s', async (_what, headers) => {
    expect((await post({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, headers)).status).toBe(403)
  })

  it('answers POST alone', async () => {
    for (const method of ['GET', 'DELETE']) {
      const { status, headers } = await gateway.send('/mcp', { method })
      expect([status, headers['allow']]).toEqual([405, 'POST'])
    }
  })

  it.each([
    ['no JSON', '{', 400],
    ['a body too large', JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'x'.repeat(1_200_000) }), 413],
    ['no message', '"hello"', 400],
  ])('refuses %s', async (_what, body, status) => {
    const answer = await post(body)
    expect([answer.status, answer.body]).toEqual([
      status,
      expect.objectContaining({ error: expect.any(Object) }),
    ])
  })

  it('says who issues tokens where one is not accepted (RFC 9728)', async () => {
    const { status, headers } = await post(
      { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      { authorization: 'Bearer a.b.c' },
    )
    expect(status).toBe(401)
    const address = /resource_metadata="([^"]+)"/.exec(String(headers['www-authenticate']))?.[1]
    expect(address).toBe(`${gateway.url}/.well-known/oauth-protected-resource`)
    const metadata: unknown = await (await fetch(`${address}/mcp`)).json()
    expect(metadata).toMatchObject({
      resource: `${gateway.url}/mcp`,
      authorization_servers: expect.any(Array),
      bearer_methods_supported: ['header'],
    })
  })

  it('is closed unless it is switched on, and runs no queries of the agent’s own unless that is', async () => {
    const closed = await startTrustingGateway({ MCP: 'false' })
    const plain = await startTrustingGateway({ MCP: 'true', INTROSPECTION: 'false' })
    try {
      const { status } = await closed.send('/mcp', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      expect(status).toBe(404)
      const names = (await listed({}, plain)).map(({ name }) => name)
      expect(names).toContain('search')
      for (const hidden of ['execute', 'search_schema', 'get_type', 'validate'])
        expect(names).not.toContain(hidden)
    } finally {
      await Promise.all([closed.stop(), plain.stop()])
    }
  })
})

it('/llms.txt says what is here', async () => {
  const { status, body } = await gateway.send('/llms.txt')
  expect(status).toBe(200)
  expect(body).toMatch(/^# Macao open gateway\n\n> /)
  expect(body).toContain(`[car-parks-now](${gateway.url}/q/car-parks-now.json)`)
})
