import { beforeEach, describe, expect, it } from 'vitest'
import { callerOf, createCachedGateway, createWeather, SETTINGS, type Weather } from './cachedFederation.ts'
import { createMuseums, type Museums } from './museums.ts'

const VISITORS = 'query($ids: [ID!]!) { museums(ids: $ids) { id visitors } }'
const STATED = { isForbidden: false, isPrivate: false, age: 0, staleWhileRevalidate: 0, staleIfError: 0 }

let museums: Museums
let weather: Weather
let gateway: ReturnType<typeof createCachedGateway>

beforeEach(() => {
  museums = createMuseums()
  weather = createWeather()
  gateway = createCachedGateway(museums.subgraphs, weather)
})

describe('an entity', () => {
  it('is asked about once, whatever batch it stands in', async () => {
    await askVisitors('mam', 'mgm')
    weather.requests.length = 0
    expect(await askVisitors('mgm', 'sea', 'mam')).toEqual([
      { id: 'mgm', visitors: 20 },
      { id: 'sea', visitors: 30 },
      { id: 'mam', visitors: 10 },
    ])
    expect(weather.requests).toContainEqual({ subgraph: 'visits', entities: [{ id: 'sea' }] })
  })

  it('is not asked about again before its time, and is after it', async () => {
    await askVisitors('mam')
    museums.visitors.set('mam', 11)
    weather.now += 59_000
    expect(await askVisitors('mam')).toEqual([{ id: 'mam', visitors: 10 }])
    weather.now += 1_000
    expect(await askVisitors('mam')).toEqual([{ id: 'mam', visitors: 11 }])
    expect(countRequests('list')).toBe(1)
  })

  it('that is not found is asked about again after ten seconds', async () => {
    await askVisitors('new')
    museums.visitors.set('new', 5)
    weather.now += 9_000
    expect(await askVisitors('new')).toEqual([{ id: 'new', visitors: null }])
    weather.now += 1_000
    expect(await askVisitors('new')).toEqual([{ id: 'new', visitors: 5 }])
  })

  it('is told apart by what is selected of it, with which arguments, given or by default', async () => {
    const query = 'query($n: Int) { museum(id: "mam") { count(times: $n) } }'
    expect((await gateway.ask(query, { variables: { n: 2 } })).data).toEqual({ museum: { count: 20 } })
    expect((await gateway.ask(query, { variables: { n: 3 } })).data).toEqual({ museum: { count: 30 } })
    expect((await gateway.ask(query.replace('$n: Int', '$n: Int = 4'))).data).toEqual({
      museum: { count: 40 },
    })
    expect((await gateway.ask(query.replace('$n: Int', '$n: Int = 5'))).data).toEqual({
      museum: { count: 50 },
    })
    expect((await gateway.ask(query)).data).toEqual({ museum: { count: 10 } })
  })

  it('is the same under another writing of the same selection', async () => {
    await gateway.ask('query($a: Int) { museum(id: "mam") { visitors count(times: $a) } }', {
      variables: { a: 2 },
    })
    const again = await gateway.ask('query Q($b: Int) { museum(id: "mam") { count(times: $b) visitors } }', {
      variables: { b: 2 },
    })
    expect(again.data).toEqual({ museum: { count: 20, visitors: 10 } })
    expect(countRequests('visits')).toBe(1)
  })

  it('with an error is not kept, nor is anything beside it', async () => {
    const query = '{ museum(id: "mam") { visitors fails } }'
    const { errors, seconds } = await gateway.ask(query)
    expect(errors).toMatchObject([{ message: 'broken', path: ['museum', 'fails'] }])
    expect(seconds).toBeUndefined()
    await gateway.ask(query)
    expect(countRequests('visits')).toBe(2)
  })

  it('has its error at its own place when only it was asked about', async () => {
    await gateway.ask(VISITORS, { variables: { ids: ['mam', 'mgm'] } })
    weather.down.add('visits')
    const { data, errors } = await gateway.ask(VISITORS, { variables: { ids: ['mam', 'sea', 'mgm'] } })
    expect(data).toEqual({
      museums: [
        { id: 'mam', visitors: 10 },
        { id: 'sea', visitors: null },
        { id: 'mgm', visitors: 20 },
      ],
    })
    expect(errors).toMatchObject([{ path: ['museums', 1], extensions: { code: 'SUBGRAPH_UNREACHABLE' } }])
  })
})

describe('an answer to clients that send headers which travel', () => {
  const QUERY = '{ museum(id: "mam") { visitors } }'
  const SAID = { ...STATED, maxAge: undefined }

  async function askWith(...sent: readonly Readonly<Record<string, string>>[]): Promise<number> {
    const before = countRequests('visits')
    for (const headers of sent) await gateway.ask(QUERY, { headers })
    return countRequests('visits') - before
  }

  it('is told apart by all of them while its subgraph has not said by which it varies', async () => {
    expect(await askWith(A, B, A, B)).toBe(4)
    expect(await askWith(A, B)).toBe(0)
  })

  it('is told apart by none that do not matter, from the second answer on', async () => {
    weather.statements.set('visits', { ...SAID, varies: ['accept-encoding'] })
    expect(await askWith(A, B)).toBe(2)
    expect(await askWith({ 'x-region': 'c' }, A, B)).toBe(0)
  })

  it('is told apart by each that does', async () => {
    weather.statements.set('visits', { ...SAID, varies: ['x-region'] })
    // After the first it is known what matters, then each region is asked about twice.
    expect(await askWith(A)).toBe(1)
    expect(await askWith(A, { ...A, 'x-page': '1' }, { ...A, 'x-page': '2' })).toBe(2)
    expect(await askWith(B, { ...B, 'x-page': '1' }, { ...B, 'x-page': '2' })).toBe(2)
    // Without any header that matters it is nobody's in particular, and kept at once.
    expect(await askWith({ 'x-page': '1' }, { 'x-page': '2' })).toBe(1)
  })

  it('is not kept when it varies by one that was not known to matter, and is told apart by it then', async () => {
    weather.statements.set('visits', { ...SAID, varies: [] })
    expect(await askWith(A, B)).toBe(2)
    weather.now += 60_000
    weather.statements.set('visits', { ...SAID, varies: ['x-region'] })
    expect(await askWith(A)).toBe(1)
    expect(await askWith(A, B, A, B)).toBe(4)
    expect(await askWith(A, B)).toBe(0)
  })

  it('is told apart by all of them once its subgraph has left out by which it varies', async () => {
    weather.statements.set('visits', { ...SAID, varies: [] })
    expect(await askWith(A, B)).toBe(2)
    weather.now += 60_000
    weather.statements.delete('visits')
    expect(await askWith(A)).toBe(1)
    weather.statements.set('visits', { ...SAID, varies: [] })
    expect(await askWith(A, B, A, B)).toBe(3)
    expect(await askWith(A, B)).toBe(0)
  })

  it.each(['authorization', 'cookie', 'proxy-authorization'])(
    'is one caller\'s own where "%s" travels, whatever its subgraph says',
    async (name) => {
      weather.statements.set('visits', { ...SAID, varies: [] })
      const sent = { [name]: 'ana' }
      // The first tells by which headers it varies, so that the second has a key of its own and is the first under it.
      expect(await askWith(sent, sent, sent, sent)).toBe(3)
      museums.visitors.set('mam', 11)
      const own = await gateway.ask(QUERY, { headers: { [name]: 'ana' } })
      expect(own).toMatchObject({ data: { museum: { visitors: 10 } }, isPersonal: true })
      const other = await gateway.ask(QUERY, { headers: { [name]: 'rui' } })
      expect(other).toMatchObject({ data: { museum: { visitors: 11 } }, seconds: undefined })
      expect(await gateway.ask(QUERY)).toMatchObject({
        data: { museum: { visitors: 11 } },
        isPersonal: false,
      })
    },
  )

  it('that is private is kept for who sent a credential, and not for others', async () => {
    weather.statements.set('visits', { ...SAID, isPrivate: true, varies: ['authorization'] })
    const ana = { authorization: 'ana' }
    // As above.
    expect(await askWith(ana, ana, ana)).toBe(3)
    expect(await askWith(ana)).toBe(0)
    expect(await askWith(A, A)).toBe(2)
  })
})

describe('what only one caller could be given again', () => {
  const OWN = 'query($ids: [ID!]!) { museums(ids: $ids) { id own } }'
  const IDS = { ids: ['mam', 'mgm', 'sea'] }

  function weigh() {
    const { memory, assembled } = gateway.cache
    return { bytes: memory.bytes, assembled: assembled.size }
  }

  it.each([
    ['by its token', { headers: { authorization: 'ana' } }, VISITORS, 'visits'],
    ['by a header by which its subgraph varies', { headers: { 'x-region': 'a' } }, VISITORS, 'visits'],
    ['by the schema', { caller: callerOf('ana') }, OWN, 'visits'],
  ])(
    '%s, is kept when it is asked for again, and given again from then on',
    async (_, who, query, subgraph) => {
      weather.statements.set('visits', { ...STATED, maxAge: 60, varies: ['x-region'] })
      weather.statements.set('list', { ...STATED, maxAge: 60, varies: ['x-region'] })
      // Somebody else has been there: it is known by which headers the subgraphs vary, and the museums are kept.
      await gateway.ask(query, { variables: IDS, headers: { 'x-region': 'z' } })
      await gateway.ask(query, { variables: IDS })
      const before = weigh()
      const asked = async () => {
        const until = countRequests(subgraph)
        const { data, uses } = await gateway.ask(query, { ...who, variables: IDS })
        return {
          data,
          sent: countRequests(subgraph) - until,
          uses: uses.filter((use) => use.subgraph === subgraph),
        }
      }
      const first = await asked()
      expect({ ...first, after: weigh() }).toMatchObject({ sent: 1, uses: [], after: before })
      const second = await asked()
      expect(second).toMatchObject({ data: first.data, sent: 1, uses: [{ total: 3, hits: 0 }] })
      expect(weigh().bytes).toBeGreaterThan(before.bytes)
      expect(await asked()).toMatchObject({ data: first.data, sent: 0, uses: [{ total: 3, hits: 3 }] })
    },
  )

  it('is not kept for the second time of another call or another caller', async () => {
    const before = weigh()
    for (const name of ['ana', 'rui', 'eva']) {
      for (const id of ['mam', 'mgm', 'sea'])
        await gateway.ask(VISITORS, { headers: { authorization: name }, variables: { ids: [id] } })
    }
    expect(weigh()).toEqual(before)
  })

  it('waits for the same call under way, but not for one from before an invalidation', async () => {
    const headers = { authorization: 'ana' }
    const askTotal = () => gateway.ask('{ total }', { headers })
    await Promise.all([askTotal(), askTotal()])
    expect(countRequests('visits')).toBe(1)
    const [early, late] = await Promise.all([
      gateway.ask('{ broken total }', { headers }),
      Promise.resolve().then(() => {
        gateway.cache.drop({ subgraph: 'visits', groups: ['s'], entries: [] })
        return gateway.ask('{ broken total }', { headers })
      }),
    ])
    expect([early.data, late.data]).toEqual([
      { broken: null, total: 60 },
      { broken: null, total: 60 },
    ])
    expect(countRequests('visits')).toBe(3)
  })

  it('is not kept when it was invalidated while it was fetched for the second time', async () => {
    const headers = { authorization: 'ana' }
    await gateway.ask('{ total }', { headers })
    weather.before = () => void gateway.cache.drop({ subgraph: 'visits', groups: ['s'], entries: [] })
    await gateway.ask('{ total }', { headers })
    weather.before = () => {}
    museums.visitors.set('mam', 11)
    expect((await gateway.ask('{ total }', { headers })).data).toEqual({ total: 61 })
  })

  it('leaves what is for everybody where it is, however many tokens come', async () => {
    gateway = createCachedGateway(museums.subgraphs, weather, {
      settings: { ...SETTINGS, memoryBytes: 60_000 },
    })
    // Kept at the first time.
    await gateway.ask('{ total }')
    const before = weigh()
    expect(before.bytes).toBeGreaterThan(0)
    for (let token = 0; token < 2_000; token++)
      await gateway.ask('{ total }', { headers: { authorization: `Bearer ${token}` } })
    expect(weigh()).toEqual(before)
    const sent = countRequests('visits')
    expect(sent).toBe(2_001)
    expect((await gateway.ask('{ total }')).uses).toMatchObject([{ hits: 1 }])
    expect(countRequests('visits')).toBe(sent)
  })
})

const A = { 'x-region': 'a' }
const B = { 'x-region': 'b' }

describe('what is not as the schema says', () => {
  it('is not given again', async () => {
    weather.distort = () => ({ total: 'many' })
    expect((await gateway.ask('{ total }')).errors).toMatchObject([
      { extensions: { code: 'SUBGRAPH_MALFORMED' } },
    ])
    weather.distort = (data) => data
    expect(await gateway.ask('{ total }')).toMatchObject({ data: { total: 60 }, errors: [] })
  })

  it('is passed on as it came where only some entities were asked about', async () => {
    await askVisitors('mam')
    weather.distort = (data) => (data !== null && '_entities' in data ? { _entities: [] } : data)
    const { errors } = await gateway.ask(VISITORS, { variables: { ids: ['mam', 'mgm'] } })
    expect(errors).toMatchObject([
      { path: ['museums', 0, 'visitors'], extensions: { code: 'SUBGRAPH_MALFORMED' } },
      { path: ['museums', 1, 'visitors'], extensions: { code: 'SUBGRAPH_MALFORMED' } },
    ])
  })
})

describe('a private answer', () => {
  const OWN = '{ museum(id: "mam") { own } }'

  it('is kept for its caller alone', async () => {
    const [ana, rui] = [callerOf('ana'), callerOf('rui')]
    await gateway.ask(OWN, { caller: ana })
    await gateway.ask(OWN, { caller: ana })
    museums.visitors.set('mam', 11)
    expect((await gateway.ask(OWN, { caller: rui })).data).toEqual({ museum: { own: 11 } })
    const again = await gateway.ask(OWN, { caller: ana })
    expect(again).toMatchObject({ data: { museum: { own: 10 } }, isPersonal: true, seconds: 60 })
  })

  it('is not kept for nobody in particular', async () => {
    await gateway.ask(OWN)
    museums.visitors.set('mam', 11)
    expect(await gateway.ask(OWN)).toMatchObject({ data: { museum: { own: 11 } }, seconds: undefined })
  })

  it('by its header is not kept at all', async () => {
    weather.statements.set('visits', { ...STATED, isPrivate: true, maxAge: 60 })
    await gateway.ask('{ total }', { caller: callerOf('ana') })
    await gateway.ask('{ total }', { caller: callerOf('ana') })
    expect(countRequests('visits')).toBe(2)
  })
})

describe('how long an answer holds', () => {
  it('is the least of all its parts', async () => {
    expect(await gateway.ask('{ museum(id: "mam") { name } }')).toMatchObject({ seconds: 86_400 })
    weather.now += 10_000
    expect(await gateway.ask('{ museum(id: "mam") { name visitors } }')).toMatchObject({ seconds: 60 })
  })

  it('is nothing where neither schema nor subgraph says so', async () => {
    expect(await gateway.ask('{ now }')).toMatchObject({ seconds: undefined })
  })

  it('is what the subgraph says where the schema says nothing, less its age', async () => {
    weather.statements.set('list', { ...STATED, maxAge: 30, age: 12 })
    // Before the first word of a subgraph nothing is kept that the schema does not speak of.
    expect(await gateway.ask('{ now }')).toMatchObject({ seconds: undefined })
    expect(await gateway.ask('{ now }')).toMatchObject({ seconds: 18 })
  })

  it('is the configured default where nobody says anything', async () => {
    const defaults = { ...SETTINGS.defaults, maxAge: (subgraph: string) => (subgraph === 'list' ? 7 : 0) }
    gateway = createCachedGateway(museums.subgraphs, weather, { settings: { ...SETTINGS, defaults } })
    expect(await gateway.ask('{ now }')).toMatchObject({ seconds: 7 })
  })

  it('is the less of what schema and subgraph say', async () => {
    weather.statements.set('visits', { ...STATED, maxAge: 5 })
    expect(await gateway.ask('{ total }')).toMatchObject({ seconds: 5 })
  })

  it('is nothing where the subgraph forbids to keep it', async () => {
    weather.statements.set('visits', { ...STATED, isForbidden: true, maxAge: 5 })
    expect(await gateway.ask('{ total }')).toMatchObject({ seconds: undefined })
  })
})

describe('a warm answer', () => {
  it('keeps its identity, so that what was worked out from it holds', async () => {
    await askVisitors('mam', 'mgm')
    const first = await gateway.ask(VISITORS, { variables: { ids: ['mam', 'mgm'] } })
    const second = await gateway.ask(VISITORS, { variables: { ids: ['mam', 'mgm'] } })
    expect(first.tokens.every((token) => token !== undefined)).toBe(true)
    expect(second.tokens).toEqual(first.tokens)
    second.tokens.forEach((token, at) => expect(token).toBe(first.tokens[at]))
  })

  it('loses it with any of its entities', async () => {
    await askVisitors('mam', 'mgm')
    await askVisitors('mam', 'mgm')
    gateway.cache.drop({ subgraph: 'visits', groups: ['t:Museum'], entries: [] })
    museums.visitors.set('mgm', 21)
    expect(await askVisitors('mam', 'mgm')).toEqual([
      { id: 'mam', visitors: 10 },
      { id: 'mgm', visitors: 21 },
    ])
  })

  it('is not kept when it was invalidated while it was fetched', async () => {
    weather.before = (subgraph) => {
      if (subgraph === 'visits') gateway.cache.drop({ subgraph, groups: ['s'], entries: [] })
    }
    await askVisitors('mam')
    museums.visitors.set('mam', 11)
    expect(await askVisitors('mam')).toEqual([{ id: 'mam', visitors: 11 }])
  })
})

describe('what is past its age', () => {
  beforeEach(() => {
    const defaults = { ...SETTINGS.defaults, staleWhileRevalidate: 30, staleIfError: 300 }
    gateway = createCachedGateway(museums.subgraphs, weather, { settings: { ...SETTINGS, defaults } })
  })

  it('answers at once within its grace and is refreshed once behind', async () => {
    await gateway.ask('{ total }')
    museums.visitors.set('mam', 11)
    weather.now += 61_000
    const [first, second] = await Promise.all([gateway.ask('{ total }'), gateway.ask('{ total }')])
    expect([first.data, second.data]).toEqual([{ total: 60 }, { total: 60 }])
    await expect.poll(async () => (await gateway.ask('{ total }')).data).toEqual({ total: 61 })
    expect(countRequests('visits')).toBe(2)
  })

  it('is fetched anew past its grace', async () => {
    await gateway.ask('{ total }')
    museums.visitors.set('mam', 11)
    weather.now += 91_000
    expect((await gateway.ask('{ total }')).data).toEqual({ total: 61 })
  })

  it('answers for a subgraph that fails, and says that it is old', async () => {
    await gateway.ask('{ total }')
    weather.down.add('visits')
    weather.now += 100_000
    const { data, errors, uses, seconds } = await gateway.ask('{ total }')
    expect({ data, errors }).toEqual({ data: { total: 60 }, errors: [] })
    expect(uses).toMatchObject([{ total: 1, hits: 1, stale: 1 }])
    expect(seconds).toBeLessThan(0)
    weather.now += 300_000
    expect((await gateway.ask('{ total }')).errors).toHaveLength(1)
  })
})

describe('the memory', () => {
  it('holds no more than its bytes', async () => {
    gateway = createCachedGateway(museums.subgraphs, weather, {
      settings: { ...SETTINGS, memoryBytes: 50_000 },
    })
    const ids = Array.from({ length: 200 }, (_, index) => `m${index}`)
    await askVisitors(...ids)
    expect(gateway.cache.memory.bytes).toBeLessThanOrEqual(40_000)
    expect(gateway.cache.memory.bytes).toBeGreaterThan(20_000)
  })
})

async function askVisitors(...ids: readonly string[]): Promise<unknown> {
  const { data, errors } = await gateway.ask(VISITORS, { variables: { ids } })
  expect(errors).toEqual([])
  return typeof data === 'object' && data !== null && 'museums' in data ? data.museums : undefined
}

function countRequests(subgraph: string): number {
  return weather.requests.filter((request) => request.subgraph === subgraph).length
}
