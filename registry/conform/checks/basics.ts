import { isRecord } from '../../../kit/isRecord.ts'
import type { Answer } from '../caller.ts'
import type { ConformCheck } from '../check.ts'
import { NotJudged } from '../notJudged.ts'
import { describeErrors } from '../graphqlAnswer.ts'
import type { Subject } from '../subject.ts'

export const ANSWERS_GRAPHQL = 'answers-graphql'

/** That there is a subgraph at all, and that it is well. */
export const BASICS: readonly ConformCheck[] = [
  {
    id: ANSWERS_GRAPHQL,
    asks: 'POST with {"query":"{__typename}"} is answered by 200 and {"data":{"__typename":"Query"}}, as JSON in UTF-8.',
    remedy:
      'Serve GraphQL over HTTP at the address that was given; no page, no redirect, no log-in in front of it.',
    async find(subject) {
      const answer = await subject.ask('{__typename}')
      const type = answer.headers.get('content-type') ?? 'none'
      return [
        ...(answer.status === 200 ? [] : [`expected status 200; got ${answer.status}`]),
        ...(JSON_TYPE.test(type) ? [] : [`expected a content-type of JSON; got ${JSON.stringify(type)}`]),
        ...(answer.data?.['__typename'] === 'Query'
          ? []
          : [`expected __typename to be "Query"; got ${describeErrors(answer)}`]),
      ]
    },
  },
  {
    id: 'health-live',
    asks: 'GET /health/live is answered by 200 without the secret, as long as the process works.',
    remedy: 'Answer 200 at /health/live before the secret is looked at; orchestrators have none.',
    async find({ caller }) {
      const { status } = await caller.call({ method: 'GET', path: '/health/live', headers: NO_SECRET })
      return status === 200 ? [] : [`expected status 200; got ${status}`]
    },
  },
  {
    id: 'health-ready',
    asks: 'GET /health/ready is answered by 200 without the secret once questions can be answered; by 503 before.',
    remedy:
      'Answer 200 at /health/ready when the sources are read, and 503 while they are not or the process ends.',
    async find({ caller }) {
      const { status } = await caller.call({ method: 'GET', path: '/health/ready', headers: NO_SECRET })
      return status === 200 ? [] : [`expected status 200; got ${status}`]
    },
  },
  {
    id: 'feeds',
    asks: 'GET /feeds is answered by a list that says of each source how it is; an empty one where there is no source.',
    remedy:
      'Serve the list of docs/guides/outside-bureaus.md#get-feeds: the catalogue shows it to everybody.',
    async find({ caller }) {
      const answer = await caller.call({ method: 'GET', path: '/feeds' })
      if (answer.status !== 200) return [`expected status 200; got ${answer.status}`]
      return findFaultsOfFeeds(parse(answer))
    },
  },
  {
    id: 'secret-required',
    asks: 'Without the secret, and with a wrong one, GraphQL and /feeds are answered by 401 or 403, and by no data.',
    remedy: 'Compare the header x-gateway-secret before anything else is done, in constant time.',
    find: findOpenDoors,
  },
]

const JSON_TYPE = /^application\/(?:json|graphql-response\+json)\s*(?:;|$)/i
const NO_SECRET = { 'x-gateway-secret': undefined }

function parse({ bytes }: Answer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

const STATES = ['LIVE', 'BUNDLED', 'DEGRADED', 'STALE', 'FAILED']

function findFaultsOfFeeds(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return ['expected a list as JSON; got something else']
  return value.flatMap((feed: unknown, index) =>
    isRecord(feed)
      ? FEED_FIELDS.filter(({ name, fits }) => !fits(feed[name])).map(
          ({ name, expected }) =>
            `feed ${index}, ${name}: expected ${expected}; got ${JSON.stringify(feed[name]) ?? 'nothing'}`,
        )
      : [`feed ${index}: expected an object; got ${JSON.stringify(feed)}`],
  )
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isTextOrNull = (value: unknown): boolean => value === null || isText(value)
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0
const TEXT_OR_NULL = { expected: 'a text or null', fits: isTextOrNull }

/** What the catalogue cannot do without. */
const FEED_FIELDS: readonly {
  readonly name: string
  readonly expected: string
  readonly fits: (value: unknown) => boolean
}[] = [
  { name: 'id', expected: 'a text', fits: isText },
  {
    name: 'title',
    expected: 'an object of zh, pt and en, each a text or null',
    fits: (value) => isRecord(value) && ['zh', 'pt', 'en'].every((language) => isTextOrNull(value[language])),
  },
  {
    name: 'state',
    expected: `one of ${STATES.join(', ')}`,
    fits: (value) => typeof value === 'string' && STATES.includes(value),
  },
  { name: 'intervalSeconds', expected: 'a number', fits: (value) => typeof value === 'number' },
  { name: 'lastSuccessAt', ...TEXT_OR_NULL },
  { name: 'lastAttemptAt', ...TEXT_OR_NULL },
  { name: 'staleSince', ...TEXT_OR_NULL },
  { name: 'lastError', ...TEXT_OR_NULL },
  { name: 'accepted', expected: 'a whole number', fits: isCount },
  {
    name: 'setAside',
    expected: 'a list of {"record", "reason"}',
    fits: (value) =>
      Array.isArray(value) &&
      value.every((one) => isRecord(one) && isText(one['record']) && isText(one['reason'])),
  },
  {
    name: 'remarks',
    expected: 'a list of texts',
    fits: (value) => Array.isArray(value) && value.every(isText),
  },
]

async function findOpenDoors({ secret, caller }: Subject): Promise<readonly string[]> {
  if (secret === undefined) throw new NotJudged('no --secret was given')
  const doors = [
    { name: 'POST', options: { body: '{"query":"{__typename}"}' } },
    { name: 'GET /feeds', options: { method: 'GET', path: '/feeds' } },
  ] as const
  const wrong = [
    { name: 'without the secret', given: undefined },
    { name: 'with a wrong secret', given: `${secret}.` },
    { name: 'with an empty secret', given: '' },
  ]
  const problems: string[] = []
  for (const door of doors)
    for (const { name, given } of wrong) {
      const answer = await caller.call({ ...door.options, headers: { 'x-gateway-secret': given } })
      const body = parse(answer)
      if (answer.status !== 401 && answer.status !== 403)
        problems.push(`${door.name} ${name}: expected status 401 or 403; got ${answer.status}`)
      else if (isRecord(body) && (body['data'] ?? null) !== null)
        problems.push(`${door.name} ${name}: expected no data; got some with status ${answer.status}`)
    }
  return problems
}
