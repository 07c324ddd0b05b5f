import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../../../kit/isRecord.ts'
import { shortLine } from '../../../kit/shortLine.ts'
import { NoAnswer, type CallOptions } from '../caller.ts'
import type { ConformCheck } from '../check.ts'
import { NotJudged } from '../notJudged.ts'
import { selectKeys, type Representation } from '../entities.ts'
import { describeErrors, NoGraphQL, parseAnswer } from '../graphqlAnswer.ts'
import type { Subject } from '../subject.ts'
import { isEntityOf } from './entities.ts'

const CALLS_AT_ONCE = 32
const LARGE_BYTES = 17 * 1024 * 1024
const DEPTH = 10_000

/** How requests come, and which are refused. */
export const REQUESTS: readonly ConformCheck[] = [
  {
    id: 'query-forms',
    asks: 'Operations are answered in the forms that plans have: variables, aliases, fragments, @skip, @include, two batches.',
    remedy:
      'Execute operations by the specification; _entities may stand twice under aliases, beside root fields.',
    find: findFaultsOfForms,
  },
  {
    id: 'headers-tolerated',
    asks: 'x-request-id, traceparent, tracestate and headers of clients change no answer; an id that is echoed is the same.',
    remedy: 'Ignore headers that you do not know; answer in gzip, deflate, br or as it is.',
    find: findFaultsOfHeaders,
  },
  {
    id: 'vary',
    asks: 'An answer that differs by a header that was sent names it in Vary.',
    remedy: 'Name the header in Vary: gateways give one answer to all whose named headers agree.',
    find: findUntoldVarying,
  },
  {
    id: 'media-type',
    asks: 'A body that is not application/json is refused with 4xx.',
    remedy: 'Answer 415: a page in a browser may send text/plain anywhere without asking.',
    async find(subject) {
      const { status } = await subject.caller.call({
        body: '{"query":"{__typename}"}',
        headers: { 'content-type': 'text/plain' },
      })
      return expectRefusal('text/plain', status)
    },
  },
  {
    id: 'malformed-body',
    asks: 'A body that is no JSON, or no request of GraphQL, is refused with 4xx.',
    remedy: 'Answer 400; 5xx counts as an outage.',
    async find(subject) {
      const bodies = ['{"query":', '[]', '{}', '"text"', '{"query":12}', '[{"query":"{__typename}"}', '']
      const problems: string[] = []
      for (const body of bodies) {
        const { status } = await subject.caller.call({ body })
        problems.push(...expectRefusal(body === '' ? 'an empty body' : body, status))
      }
      return problems
    },
  },
  {
    id: 'body-too-large',
    asks: 'A body of 17 MiB is refused with 4xx, and the next request is answered.',
    remedy: 'Answer 413 and keep nothing of it; set the limit from 1 to 16 MiB.',
    async find(subject) {
      const body = JSON.stringify({ query: '{__typename}', variables: { padding: 'x'.repeat(LARGE_BYTES) } })
      return refusedAndAlive(subject, 'a body of 17 MiB', { body }, ({ status }) => isRefused(status))
    },
  },
  {
    id: 'nested-too-deep',
    asks: `What is nested ${DEPTH} deep, in the operation or its variables, is refused without 5xx, and the next request is answered.`,
    remedy: 'Count brackets while parsing, and answer 400.',
    async find(subject) {
      const deep = `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`
      const nested = [
        ['an operation', JSON.stringify({ query: `${'{a'.repeat(DEPTH)}${'}'.repeat(DEPTH)}` })],
        ['a value', JSON.stringify({ query: `{__typename(a:${deep})}` })],
        [
          'a type',
          JSON.stringify({ query: `query($a:${'['.repeat(DEPTH)}Int${']'.repeat(DEPTH)}){__typename}` }),
        ],
        [
          'a representation',
          `{"query":${JSON.stringify(ENTITIES)},"variables":{"r":[{"__typename":"ConformNoSuchType","a":${deep}}]}}`,
        ],
      ] as const
      const problems: string[] = []
      for (const [what, body] of nested)
        problems.push(...(await refusedAndAlive(subject, `${what} ${DEPTH} deep`, { body }, hasNoData)))
      return problems
    },
  },
  {
    id: 'concurrent-calls',
    asks: `${CALLS_AT_ONCE} calls at once get each its own answer.`,
    remedy: 'Keep what belongs to a request out of variables that all requests share.',
    find: findMixedAnswers,
  },
  {
    id: 'alive-at-the-end',
    asks: 'After all this it answers as it did at the beginning.',
    remedy: 'Look into its log for what ended or blocked it.',
    async find(subject) {
      const answer = await subject.ask('{__typename}')
      return answer.data?.['__typename'] === 'Query'
        ? []
        : [`expected __typename to be "Query"; got ${describeErrors(answer)}`]
    },
  },
]

const ENTITIES = 'query($r:[_Any!]!){_entities(representations:$r){__typename}}'

function expectRefusal(what: string, status: number): readonly string[] {
  return isRefused(status) ? [] : [`${what}: expected a status of 4xx; got ${status}`]
}

function isRefused(status: number): boolean {
  return status >= 400 && status < 500
}

type Sent = Awaited<ReturnType<Subject['caller']['call']>>

/** Statuses below 500 with nothing answered: an answer of 200 may hold errors alone. */
function hasNoData(answer: Sent): boolean {
  if (isRefused(answer.status)) return true
  try {
    const { status, data, errors } = parseAnswer(answer)
    const entities = data?.['_entities']
    const isNull = data === null || (Array.isArray(entities) && entities.every((entity) => entity === null))
    return status < 500 && isNull && errors.length > 0
  } catch (error) {
    if (error instanceof NoGraphQL) return false
    throw error
  }
}

/** Whoever closes the connection while much is still being sent has refused it too, as long as it lives on. */
async function refusedAndAlive(
  subject: Subject,
  what: string,
  options: CallOptions,
  isRight: (answer: Sent) => boolean,
): Promise<readonly string[]> {
  const answer = await subject.caller.call(options).catch(cutAsNone)
  const problems =
    answer === undefined || isRight(answer)
      ? []
      : [`${what}: expected a refusal with 4xx; got ${answer.status}`]
  try {
    await subject.ask('{__typename}')
    return problems
  } catch (error) {
    if (!(error instanceof NoAnswer) && !(error instanceof NoGraphQL)) throw error
    return [...problems, `${what}: expected the next request to be answered; got ${error.message}`]
  }
}

function cutAsNone(error: unknown): undefined {
  const cause = error instanceof NoAnswer ? error.cause : error
  if (cause instanceof Error && 'code' in cause && CUT.has(cause.code)) return undefined
  throw error
}

const CUT: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

async function findFaultsOfForms(subject: Subject): Promise<readonly string[]> {
  const [entities, samples] = [await subject.entities(), await subject.samples()]
  const fragments = entities.map(selectKeys).join(' ')
  const plain = await subject.ask(
    'query Named($yes:Boolean!,$no:Boolean=false){a:__typename b:__typename@include(if:$yes)c:__typename@include(if:$no)d:__typename@skip(if:$yes)...on Query{e:__typename}}',
    { yes: true },
  )
  const two = await subject.ask(
    `query($_r0:[_Any!]!,$_r1:[_Any!]!){_e0:_entities(representations:$_r0){__typename ${fragments}}_e1:_entities(representations:$_r1){again:__typename}f:__typename}`,
    { _r0: samples, _r1: samples.slice(0, 1) },
  )
  const first = two.data?.['_e0']
  const areFirst =
    Array.isArray(first) &&
    first.length === samples.length &&
    samples.every((sample, index) => isEntityOf(sample, first[index]))
  return [
    ...expectData('aliases, conditions and fragments', plain, { a: 'Query', b: 'Query', e: 'Query' }),
    ...(areFirst ? [] : [`two batches in one operation: expected both; got ${describeErrors(two)}`]),
    ...(areFirst
      ? expectData(
          'the second of two batches',
          { ...two, data: { _e1: two.data?.['_e1'], f: two.data?.['f'] } },
          {
            _e1: [{ again: samples[0]?.['__typename'] }],
            f: 'Query',
          },
        )
      : []),
  ]
}

type Asked = Awaited<ReturnType<Subject['ask']>>

function expectData(what: string, answer: Asked, expected: object): readonly string[] {
  if (answer.errors.length === 0 && isDeepStrictEqual({ ...answer.data }, expected)) return []
  const got = answer.errors.length > 0 ? describeErrors(answer) : JSON.stringify(answer.data)
  return [`${what}: expected ${JSON.stringify(expected)}; got ${shortLine(got)}`]
}

const GATEWAYS = {
  'x-request-id': 'conform-7f3a',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  tracestate: 'vendor=t61rcWkgMzE',
  'accept-language': 'pt-MO, pt;q=0.9',
  'x-client-name': 'conform',
}

async function findFaultsOfHeaders(subject: Subject): Promise<readonly string[]> {
  const query = '{a:__typename _service{__typename}}'
  const bare = await subject.ask(query, {}, { headers: { 'x-request-id': undefined } })
  const full = await subject.ask(query, {}, { headers: GATEWAYS })
  const packed = await subject.caller.call({
    body: '{"query":"{_service{sdl}}"}',
    headers: { ...GATEWAYS, 'accept-encoding': 'gzip, deflate, br' },
  })
  const echoed = full.headers.get('x-request-id')
  const coding = packed.headers.get('content-encoding') ?? 'identity'
  return [
    ...(isDeepStrictEqual(bare.data, full.data)
      ? []
      : ['expected the same answer with the headers of gateways and without; got another']),
    ...(echoed === undefined || echoed === GATEWAYS['x-request-id']
      ? []
      : [`expected x-request-id to be "${GATEWAYS['x-request-id']}"; got "${shortLine(echoed)}"`]),
    ...(/^(?:identity|gzip|x-gzip|deflate|br)$/.test(coding)
      ? []
      : [`expected content-encoding to be gzip, deflate or br; got ${shortLine(coding)}`]),
  ]
}

const ONE_CLIENT = { 'accept-language': 'pt-MO', 'x-client-name': 'one' }
const OTHER_CLIENT = { 'accept-language': 'zh-Hant-MO', 'x-client-name': 'other' }

async function findUntoldVarying(subject: Subject): Promise<readonly string[]> {
  const samples = await subject.samples()
  const types = [...new Set(samples.map(({ __typename }) => __typename))]
  const { answered } = await subject.survey()
  const problems: string[] = []
  for (const about of types) {
    const asked = answered.find((one) => one.about === about && !one.isProvoked)
    const query = asked?.document.loc?.source.body
    if (query === undefined) continue
    const representations = samples.filter(({ __typename }) => __typename === about)
    const ask = (headers: CallOptions['headers']) =>
      subject.ask(query, { representations }, headers === undefined ? {} : { headers })
    const [one, other, again] = [await ask(ONE_CLIENT), await ask(OTHER_CLIENT), await ask(ONE_CLIENT)]
    // What changes by itself says nothing of headers.
    if (!isDeepStrictEqual(one.data, again.data) || isDeepStrictEqual(one.data, other.data)) continue
    const vary = (one.headers.get('vary') ?? '').toLowerCase()
    if (!['accept-language', 'x-client-name', '*'].some((name) => vary.includes(name)))
      problems.push(`${about}: expected Vary to name what it differs by; got ${shortLine(vary) || 'none'}`)
  }
  return problems
}

async function findMixedAnswers(subject: Subject): Promise<readonly string[]> {
  const samples: readonly Representation[] = await subject.samples().catch(noneWithoutEntities)
  const fragments = samples.length === 0 ? '' : (await subject.entities()).map(selectKeys).join(' ')
  const calls = Array.from({ length: CALLS_AT_ONCE }, async (_, index) => {
    const sample = samples[index % Math.max(1, samples.length)]
    const id = `c${index}`
    const answer =
      sample === undefined
        ? await subject.ask(`{${id}:__typename}`)
        : await subject.ask(
            `query($r:[_Any!]!){${id}:__typename _entities(representations:$r){__typename ${fragments}}}`,
            { r: [sample] },
          )
    const entities = answer.data?.['_entities']
    const isOwn = answer.data?.[id] === 'Query'
    const isRight = sample === undefined || (Array.isArray(entities) && isEntityOf(sample, entities[0]))
    if (isOwn && isRight) return []
    return [
      `call ${index} of ${CALLS_AT_ONCE}: expected its own answer; got ${
        isRecord(answer.data) ? shortLine(JSON.stringify(answer.data)) : describeErrors(answer)
      }`,
    ]
  })
  return (await Promise.all(calls)).flat()
}

function noneWithoutEntities(error: unknown): readonly Representation[] {
  if (error instanceof NotJudged) return []
  throw error
}
