import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../kit/root.ts'
import { checkGoldenSchema } from '../_kit/goldenSchema.ts'
import { startTestSubgraph, type StartedSubgraph } from '../_kit/testSubgraph.ts'
import { definition } from './server.ts'

interface ToiletFact {
  readonly id: string
  readonly name: { readonly zh: string; readonly pt: string; readonly en: string }
  readonly hours: string
  readonly accessible: boolean
  readonly family: boolean
  readonly temp_closed: boolean
}

interface WaterFact {
  readonly operator: string
  readonly name_zh: string
  readonly address_zh: string
  readonly hours_zh: string | null
}

interface CityFacts {
  readonly public_toilets: readonly ToiletFact[]
  readonly drinking_water: readonly WaterFact[]
}

const facts: CityFacts = JSON.parse(readFileSync(new URL('test/facts/city.json', packageRoot), 'utf8'))

let subgraph: StartedSubgraph
beforeAll(async () => {
  subgraph = await startTestSubgraph(definition)
})
afterAll(() => subgraph.stop())

async function askPlace(id: string, fields: string): Promise<unknown> {
  const { data, errors } = await subgraph.ask(
    `query ($keys: [_Any!]!) { entities: _entities(representations: $keys) { ... on Place { ${fields} } } }`,
    { keys: [{ __typename: 'Place', id }] },
  )
  return errors?.map(({ message }) => message) ?? data?.entities
}

/** Asks for the pages of a list one after the other. */
async function listAll(list: string, fields: string): Promise<readonly Record<string, unknown>[]> {
  const nodes: Record<string, unknown>[] = []
  let after: unknown = null
  do {
    const { data } = await subgraph.ask(
      `query ($after: String) { list: ${list}(first: 100, after: $after) {
        nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`,
      { after },
    )
    const { list: page } = data as { list: Page }
    nodes.push(...page.nodes)
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return nodes
}

interface Page {
  readonly nodes: readonly Record<string, unknown>[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

describe('the city subgraph', () => {
  it('publishes the schema that is committed', () => {
    expect(checkGoldenSchema('city', definition, process.env.UPDATE_GOLDEN === '1')).not.toBe('differs')
  })

  it('reads all of its bundled records, sets none aside and finds no value unreadable', () => {
    expect(
      subgraph.reports().map(({ id, accepted, setAside, remarks }) => ({ id, accepted, setAside, remarks })),
    ).toEqual(
      [
        ['iam-public-toilets', 197],
        ['iam-drinking-water', 78],
        ['dspa-drinking-water', 86],
        ['iam-parks', 26],
        ['iam-waste-facility-kinds', 11],
      ].map(([id, accepted]) => ({ id, accepted, setAside: [], remarks: [] })),
    )
  })
})

describe('public toilets', () => {
  it('are those of the facts, with their codes apart from their names', async () => {
    const nodes = await listAll(
      'publicToilets',
      'id name { zh pt en } isAccessible hasFamilyCubicle isTemporarilyClosed',
    )
    expect(nodes).toEqual(
      facts.public_toilets
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, name, accessible, family, temp_closed }) => ({
          id,
          name,
          isAccessible: accessible,
          hasFamilyCubicle: family,
          isTemporarilyClosed: temp_closed,
        })),
    )
  })

  it('all have hours that can be read, and the same as the facts have in another notation', async () => {
    const nodes = await listAll('publicToilets', 'id openingHours { periods { weekday opens closes } }')
    const spans = Object.fromEntries(nodes.map(({ id, openingHours }) => [id, describeWeek(openingHours)]))
    expect(spans).toEqual(
      Object.fromEntries(facts.public_toilets.map(({ id, hours }) => [id, weekOf(hours)])),
    )
  })

  it('keep the words of the source, and say what differs on holidays', async () => {
    const answer = await subgraph.ask('{ publicToilet(id: "GM06") { openingHours { asStated exceptions } } }')
    expect(answer.data).toEqual({
      publicToilet: {
        openingHours: {
          asStated: '每日早上十時至晚上十時(週末及公眾假期照常開放，農曆新年假期除外。)',
          exceptions:
            'Public holidays: 10:00-22:00. isOpen knows those of 2025 to 2027; in other years it answers by the ordinary week. Lunar New Year: closed.',
        },
      },
    })
  })

  it.each([
    // Sunday, 14:20: an office, an activity centre, a market, a park that has no hour of closing.
    ['CM01', '2026-11-22T14:20', false],
    ['GM06', '2026-11-22T14:20', true],
    ['MM08', '2026-11-22T14:20', true],
    ['JM13', '2026-11-22T03:00', true],
    // National Day: an office is closed, an activity centre is open, of a market nothing is said.
    ['CM01', '2026-10-01T11:00', false],
    ['GM06', '2026-10-01T11:00', true],
    ['MM08', '2026-10-01T11:00', null],
    // Lunar New Year.
    ['GM06', '2027-02-06T11:00', false],
    ['JM13', '2027-02-06T11:00', true],
    // Closed for a time.
    ['MM17', '2026-11-23T11:00', false],
  ])('%s at %s: %s', async (id, at, expected) => {
    const answer = await subgraph.ask(
      'query ($id: ID!, $at: DateTime) { publicToilet(id: $id) { isOpen(at: $at) } }',
      { id, at: `${at}:00+08:00` },
    )
    expect(answer).toEqual({ data: { publicToilet: { isOpen: expected } } })
  })

  it.each([
    ['accessible: true', 129],
    ['accessible: false', 68],
    ['familyCubicle: true', 23],
    ['familyCubicle: true, accessible: false', 4],
    ['accessible: null', 197],
    // All of 24 hours, but for none that is closed for a time.
    ['openAt: "2026-11-23T03:00:00+08:00"', 110],
  ])('filtered by %s are %i', async (filter, count) => {
    const answer = await subgraph.ask(`{ publicToilets(filter: { ${filter} }) { totalCount } }`)
    expect(answer).toEqual({ data: { publicToilets: { totalCount: count } } })
  })

  it('lead to their park and back', async () => {
    const answer = await subgraph.ask(
      `{ publicToilet(id: "JM10") { park { id toilets { id } } } alone: publicToilet(id: "M8") { park { id } } }`,
    )
    expect(answer.data).toEqual({
      publicToilet: { park: { id: 'jm10', toilets: [{ id: 'JM10' }, { id: 'JM11' }, { id: 'JM9' }] } },
      alone: { park: null },
    })
  })
})

describe('drinking water', () => {
  it('is that of the facts, of both bureaus, and no two points have one id', async () => {
    const nodes = await listAll(
      'drinkingWaterPoints',
      'id operator name { zh pt en } address { zh } openingHours { asStated }',
    )
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(164)
    const told = nodes.map((node) => JSON.stringify({ ...node, id: undefined })).sort()
    expect(told).toEqual(
      facts.drinking_water
        .map(({ operator, name_zh, address_zh, hours_zh }) =>
          JSON.stringify({
            operator,
            // Of some names the list has two blanks together.
            name: { zh: name_zh.replaceAll(/ +/g, ' '), pt: null, en: null },
            address: { zh: address_zh },
            // The list of DSPA has no hours.
            openingHours: operator === 'IAM' && hours_zh !== null ? { asStated: hours_zh } : null,
          }),
        )
        .sort(),
    )
  })

  it('says when it can be reached, and null where the list does not', async () => {
    const nodes = await listAll('drinkingWaterPoints', 'operator isOpen(at: "2026-11-23T03:00:00+08:00")')
    const count = (operator: string, isOpen: boolean | null) =>
      nodes.filter((node) => node.operator === operator && node.isOpen === isOpen).length
    expect([count('IAM', true), count('IAM', false), count('IAM', null)]).toEqual([41, 36, 1])
    expect([count('DSPA', true), count('DSPA', false), count('DSPA', null)]).toEqual([0, 0, 86])
  })

  it('comes from the list of the bureau that runs it', async () => {
    const nodes = await listAll('drinkingWaterPoints', 'operator provenance { dataset { id } sample }')
    const datasets = new Set(nodes.map((node) => JSON.stringify(node)))
    expect([...datasets].map((text): unknown => JSON.parse(text))).toEqual([
      { operator: 'DSPA', provenance: { dataset: { id: 'dspa-drinking-water' }, sample: false } },
      { operator: 'IAM', provenance: { dataset: { id: 'iam-drinking-water' }, sample: false } },
    ])
  })
})

describe('parks', () => {
  it('say what their place rests on, and hours only where these are stated', async () => {
    const answer = await subgraph.ask(
      `{ fort: park(id: "dona-maria-ii-fort") { place { id } placeIsApproximate openingHours { asStated } toilets { id } }
         flora: park(id: "jm13") { name { en } place { id } placeIsApproximate openingHours { asStated } confidence basis } }`,
    )
    expect(answer.data).toEqual({
      fort: { place: null, placeIsApproximate: null, openingHours: { asStated: '08:00-17:00' }, toilets: [] },
      flora: {
        name: { en: 'Flora Park' },
        place: { id: '22.20054,113.55066' },
        placeIsApproximate: true,
        openingHours: null,
        confidence: 'MEDIUM',
        basis: 'toilet rows of the park; point is the mean of its toilets',
      },
    })
    const open = await subgraph.ask(
      '{ parks(filter: { openAt: "2026-11-23T09:00:00+08:00" }) { nodes { id } } }',
    )
    expect(open.data).toEqual({ parks: { nodes: [{ id: 'dona-maria-ii-fort' }] } })
  })
})

describe('kinds of facilities for refuse and recycling', () => {
  it('are eleven, with what was counted and null where nothing was', async () => {
    const { data } = await subgraph.ask(
      '{ wasteFacilityKinds { id name { zh } operator knownPoints knownPointsBasis dataset { id } } }',
    )
    const kinds = data?.wasteFacilityKinds
    expect(kinds).toHaveLength(11)
    expect(kinds).toContainEqual({
      id: 'glass-bank',
      name: { zh: '玻璃樽回收點' },
      operator: 'IAM',
      knownPoints: 5,
      knownPointsBasis: 'IAM facility file of one public copy: not the whole of Macao',
      dataset: null,
    })
    expect(kinds).toContainEqual({
      id: 'battery',
      name: { zh: '電池回收' },
      operator: 'DSPA',
      knownPoints: null,
      knownPointsBasis: null,
      dataset: { id: 'a536616e-d870-4137-8dd6-0b2125a6c2a5' },
    })
  })
})

describe('a place', () => {
  /** The Museum of Macao stands at the fortress. */
  const FORTRESS = '22.19720,113.54225'

  it('tells the toilets and the drinking water near it, nearest first', async () => {
    expect(
      await askPlace(
        FORTRESS,
        `nearbyToilets(withinMetres: 500, first: 2) { metres toilet { id } }
         nearbyDrinkingWaterPoints(withinMetres: 500, first: 1) { metres drinkingWaterPoint { name { zh } } }
         nearbyParks { metres park { id } }`,
      ),
    ).toEqual([
      {
        nearbyToilets: [
          { metres: 45, toilet: { id: 'JM27' } },
          { metres: 118, toilet: { id: 'M21' } },
        ],
        nearbyDrinkingWaterPoints: [{ metres: 365, drinkingWaterPoint: { name: { zh: '營地活動中心' } } }],
        nearbyParks: [{ metres: 45, park: { id: 'jm27' } }],
      },
    ])
  })

  it('leaves out what is closed at the moment asked for, and what is not accessible', async () => {
    const ids = async (args: string) => {
      const answer = await askPlace(FORTRESS, `nearbyToilets(withinMetres: 100${args}) { toilet { id } }`)
      return JSON.stringify(answer)
    }
    expect(await ids('')).toContain('JM27')
    expect(await ids(', openAt: "2026-11-22T18:00:00+08:00"')).toContain('JM27')
    expect(await ids(', openAt: "2026-11-22T20:00:00+08:00"')).not.toContain('JM27')
    expect(await ids(', accessible: true')).not.toContain('JM27')
  })

  it('refuses a radius of no size', async () => {
    expect(await askPlace(FORTRESS, 'nearbyToilets(withinMetres: 0) { metres }')).toEqual([
      'withinMetres: expected a whole number of metres from 1 to 5000; got 0.',
    ])
  })
})

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']

/** "Tu-Su 10:00-18:00; LNY holidays off" as what opens on each day. */
function weekOf(hours: string): string {
  const [, first = 'Mo', last = 'Su', times = ''] =
    /^(?:(\w\w)-(\w\w) )?([\d:,-]+)/.exec(hours === '24/7' ? '00:00-24:00' : hours) ?? []
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)]
  return DAYS.flatMap((_, day) =>
    day < from || day > to ? [] : times.split(',').map((span) => `${day} ${span}`),
  ).join('; ')
}

function describeWeek(hours: unknown): string | null {
  const { periods } = hours as { periods: { weekday: string; opens: string; closes: string }[] | null }
  if (periods === null) return null
  const names = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
  return periods
    .map(({ weekday, opens, closes }) => `${names.indexOf(weekday)} ${opens}-${closes}`)
    .join('; ')
}
