import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { parseMatrix } from '../../schema/access/matrix.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'

/** What no report may repeat: it stands in every document that the sources give here. */
const SECRET = 'secret-7531'

/** The snapshot of a feed with one bad record more. */
function withBadRecord(path: string, add: (snapshot: string) => string): string {
  return add(readFileSync(new URL(`../../subgraphs/${path}`, import.meta.url), 'utf8'))
}

const BAD_GUIDE = JSON.stringify({
  id: 'g1',
  licence_number: 'L',
  languages: [SECRET],
  licence_phone: SECRET,
  sample: true,
})

/** Good documents with one bad record each, whose id or value is the secret. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  '/mgto-guides': withBadRecord('tourism/data/guides.json', (guides) =>
    guides.replace('[', `[${BAD_GUIDE},`),
  ),
  '/mgto-hotels': withBadRecord('tourism/data/dst_hotel.xml', (hotels) => hotels.replace('2900', 'many')),
  '/ssm-notifiable-diseases': withBadRecord('health/data/notifiable-diseases.csv', (days) =>
    days.replace('disease,', `${SECRET},disease,`).replaceAll('\n', '\nx,').replace(/\nx,$/, '\n'),
  ),
  '/ssm-doctors': withBadRecord('health/data/doctors.csv', (doctors) =>
    doctors.replace('\n', `\ng1,c,s,,,,${SECRET},${SECRET}\n`),
  ),
  '/ssm-staff-rosters': withBadRecord(
    'health/data/staff-rosters.csv',
    (shifts) => `${shifts}chcsj,${SECRET},${SECRET},physician,${SECRET},${SECRET},true\n`,
  ),
  '/icm-library-loans': withBadRecord(
    'culture/data/library-loans.csv',
    (loans) => `${loans}${SECRET},central,${SECRET},${SECRET},${SECRET},${SECRET},,true\n`,
  ),
}

const listed = z.object({
  feeds: z.array(
    z.object({
      id: z.string(),
      subgraph: z.string(),
      state: z.string(),
      lastError: z.string().nullable(),
      setAsideCount: z.number().nullable(),
      setAside: z.array(z.object({ record: z.string(), reason: z.string() })),
      remarks: z.array(z.string()),
      dataset: z.object({ accessTier: z.string(), fields: z.array(z.string()) }),
    }),
  ),
})
type Feed = z.output<typeof listed>['feeds'][number]

const FEEDS = `{ feeds {
  id subgraph state lastError setAsideCount setAside { record reason } remarks dataset { accessTier fields }
} }`

async function readFeeds(gateway: TestGateway): Promise<readonly Feed[]> {
  return listed
    .parse((await gateway.ask(FEEDS)).data)
    .feeds.filter(({ subgraph }) => subgraph !== 'catalogue')
}

const protectedFields = [
  ...parseMatrix(readFileSync(new URL('../../schema/access.md', import.meta.url), 'utf8')).keys(),
]

/** Whether something that the feed gives to the graph, by its data set, is not for everybody. */
function isConfidential({ dataset: { accessTier, fields } }: Feed): boolean {
  const feeds = (coordinate: string) =>
    fields.some((at) => coordinate === at || coordinate.startsWith(`${at}.`))
  return accessTier !== 'PUBLIC' || protectedFields.some(feeds)
}

const server = createServer((request, response) => {
  response.end(DOCUMENTS[request.url ?? ''] ?? `${SECRET}\n`)
})
let feeds: readonly Feed[] = []
beforeAll(async () => {
  const ids = (await withGateway({}, readFeeds)).map(({ id }) => id)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  const environment = ids.map((id) => [
    `FEED_${id.toUpperCase().replaceAll('-', '_')}_URL`,
    `http://127.0.0.1:${address.port}/${id}`,
  ])
  await withGateway(Object.fromEntries(environment), async (gateway) => {
    feeds = await readFeeds(gateway)
  })
}, 60_000)
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function withGateway<T>(
  environment: Readonly<Record<string, string>>,
  use: (gateway: TestGateway) => Promise<T>,
): Promise<T> {
  const gateway = await startTestGateway(environment)
  try {
    return await use(gateway)
  } finally {
    await gateway.stop()
  }
}

const feed = (id: string) => feeds.find((one) => one.id === id)

it('tells what came in place of a document that is for everybody', () => {
  expect(feed('dsec-visitor-arrivals')?.lastError).toContain(SECRET)
})

it('tells nothing of what came from a source of which something is not for everybody', () => {
  const confidential = feeds.filter(isConfidential)
  expect(confidential.length).toBeGreaterThan(20)
  const leaking = confidential.filter((one) => JSON.stringify(one).includes(SECRET)).map(({ id }) => id)
  expect(leaking).toEqual([])
})

it('tells of a bad record what was expected, and not what came', () => {
  expect(feed('mgto-guides')).toMatchObject({
    setAsideCount: 1,
    setAside: [{ record: 'g1', reason: 'languages: expected a list, each a BCP 47 tag' }],
  })
})

it.each(['ssm-staff-rosters', 'icm-library-loans'])(
  'tells of bad records of %s only how many there are',
  (id) => {
    expect(feed(id)).toMatchObject({ lastError: null, setAsideCount: 1, setAside: [] })
  },
)

it('tells of a value that could not be read what came only where that is for everybody', () => {
  expect(feed('mgto-hotels')?.remarks.join()).toContain('got "many" in venetian')
  expect(feed('ssm-notifiable-diseases')?.remarks).toEqual(['Fields not known here: 1.'])
})
