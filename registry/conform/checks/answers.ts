import { isNonNullType, type GraphQLOutputType, type GraphQLSchema } from 'graphql'
import { isRecord } from '../../../kit/isRecord.ts'
import { shortLine } from '../../../kit/shortLine.ts'
import type { ConformCheck } from '../check.ts'
import { findMisfits, typesAlong, type ResponsePath } from '../fitsSchema.ts'
import { messageOf } from '../graphqlAnswer.ts'
import type { Subject } from '../subject.ts'
import type { Surveyed } from '../survey.ts'

/** What the answers are like, whatever is asked. */
export const ANSWERS: readonly ConformCheck[] = [
  {
    id: 'values-fit-types',
    asks: 'Each value is one of its type: numbers are numbers, enum values there are, dates and times as the graph has them.',
    remedy: 'Write values as docs/guides/outside-bureaus.md#values says; DateTime needs its offset.',
    find: async (subject) => findMisfitsOf(subject, 'value'),
  },
  {
    id: 'nulls-in-place',
    asks: 'What is not null by its type is never null; a failure is null at the nearest place that may be, no higher.',
    remedy: 'Complete values by their types: a null where none may be makes its parent null, and so on up.',
    async find(subject) {
      const schema = await subject.schema()
      const misplaced = (await subject.survey()).answered.flatMap((surveyed) =>
        findMisplaced(schema, surveyed),
      )
      return [...(await findMisfitsOf(subject, 'null')), ...misplaced]
    },
  },
  {
    id: 'errors-well-formed',
    asks: 'Errors have a message, a path where a field failed, and no trace of the program; never a status of 5xx.',
    remedy:
      'Answer {"errors":[{"message","path","extensions":{"code"}}]} with 200, or 400 where nothing was executed.',
    async find(subject) {
      const invalid = await subject.ask('{conformNoSuchField}')
      const broken = await subject.ask('{')
      const { answered, unanswered } = await subject.survey()
      const given = [
        { about: 'a field that there is not', answer: invalid },
        { about: 'a syntax error', answer: broken },
      ]
      return [
        ...given.flatMap(({ about, answer }) => [
          ...(answer.errors.length > 0 ? [] : [`${about}: expected errors; got none`]),
          ...(answer.data === null ? [] : [`${about}: expected no data; got some`]),
        ]),
        ...unanswered,
        ...[...given, ...answered].flatMap(({ about, answer }) => [
          ...(answer.status < 500 ? [] : [`${about}: expected a status below 500; got ${answer.status}`]),
          ...answer.errors.flatMap(findFaultsOfError).map((problem) => `${about}: ${problem}`),
        ]),
      ]
    },
  },
  {
    id: 'error-codes',
    asks: 'Errors of fields have a code that gateways pass on: BAD_USER_INPUT, SOURCE_UNAVAILABLE or SUBGRAPH_ERROR.',
    remedy:
      'Refuse arguments out of range with BAD_USER_INPUT: any other code tells clients to try again later.',
    async find(subject) {
      return (await subject.survey()).answered.flatMap(({ about, answer }) =>
        answer.errors.flatMap((error) => {
          const code =
            isRecord(error) && isRecord(error['extensions']) ? error['extensions']['code'] : undefined
          return PASSED_ON.includes(String(code))
            ? []
            : [
                `${about}: expected one of ${PASSED_ON.join(', ')}; got ${shortLine(String(code ?? 'no code'))} (${messageOf(error)})`,
              ]
        }),
      )
    },
  },
  {
    id: 'cache-headers',
    asks: 'Cache-Control, where it is sent, is well-formed, has a Vary where it lets keep, and lets no error be kept.',
    remedy: 'Send max-age in whole seconds with a Vary, or no-store; no-store with each error.',
    async find(subject) {
      return (await subject.survey()).answered.flatMap(({ about, answer }) =>
        findFaultsOfCaching(answer.headers, answer.errors.length > 0).map(
          (problem) => `${about}: ${problem}`,
        ),
      )
    },
  },
]

const PASSED_ON = ['BAD_USER_INPUT', 'SOURCE_UNAVAILABLE', 'SUBGRAPH_ERROR']

async function findMisfitsOf(subject: Subject, kind: 'null' | 'value'): Promise<readonly string[]> {
  const schema = await subject.schema()
  return (await subject.survey()).answered.flatMap(({ about, document, answer: { data } }) =>
    data === null
      ? []
      : findMisfits(schema, document, data)
          .filter((misfit) => misfit.kind === kind)
          .map(
            ({ path, expected, got }) =>
              `${about}, at ${path.join('.')}: expected ${expected}; got ${shortLine(got)}`,
          ),
  )
}

/** Of each error, whether the first null on the way to its field is where some error has to leave one. */
function findMisplaced(schema: GraphQLSchema, { about, document, answer }: Surveyed): readonly string[] {
  if (!answer.hasData) return []
  const paths = answer.errors.flatMap((error) => {
    const path = isRecord(error) ? error['path'] : undefined
    return isPath(path) ? [path] : []
  })
  const places = paths.map((path) => {
    const types = typesAlong(schema, document, path)
    return types === undefined ? undefined : placeOfNull(path, types)
  })
  const expected = new Set(places.flatMap((place) => (place === undefined ? [] : [place.join('.')])))
  return paths.flatMap((path, index) => {
    const place = places[index]
    if (place === undefined) return [`${about}: expected the path of a field; got ${path.join('.')}`]
    const found = findFirstNull(answer.data, path)
    if (found !== undefined && expected.has(found.join('.'))) return []
    const got = found === undefined ? 'a value' : `null at ${found.join('.') || 'data'} already`
    return [
      `${about}: expected null at ${place.join('.') || 'data'} for the error of ${path.join('.')}; got ${got}`,
    ]
  })
}

function isPath(value: unknown): value is ResponsePath {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || Number.isInteger(step))
}

/** The nearest place at a path or above it that may be null; [] is the data as a whole. */
function placeOfNull(path: ResponsePath, types: readonly GraphQLOutputType[]): ResponsePath {
  return path.slice(0, types.findLastIndex((type) => !isNonNullType(type)) + 1)
}

function findFirstNull(data: unknown, path: ResponsePath): ResponsePath | undefined {
  let value = data
  for (const [index, step] of path.entries()) {
    if (value === null) return path.slice(0, index)
    if (typeof value !== 'object' || value === undefined) return undefined
    value = Reflect.get(value, step)
  }
  return value === null ? path : undefined
}

const TRACES = ['stacktrace', 'stack', 'exception', 'trace', 'traceback', 'debugMessage']

function findFaultsOfError(error: unknown): readonly string[] {
  if (!isRecord(error)) return [`expected each error to be an object; got ${JSON.stringify(error)}`]
  const { message, path, locations, extensions } = error
  const shown = shortLine(String(message))
  return [
    ...(typeof message === 'string' && message.trim() !== ''
      ? []
      : ['expected a message that is a text; got none']),
    ...(typeof message === 'string' && LINES_OF_A_TRACE.test(message)
      ? [`expected one sentence; got a trace of the program (${shown})`]
      : []),
    ...(path === undefined || isPath(path) ? [] : [`expected a path of names and numbers (${shown})`]),
    ...(locations === undefined || Array.isArray(locations)
      ? []
      : [`expected locations to be a list (${shown})`]),
    ...(extensions === undefined || isRecord(extensions)
      ? []
      : [`expected extensions to be an object (${shown})`]),
    ...(isRecord(extensions)
      ? TRACES.filter((name) => name in extensions).map((name) => `expected no ${name}; got one (${shown})`)
      : []),
  ]
}

const LINES_OF_A_TRACE = /\n\s+(?:at |File ")|Traceback \(most recent call last\)/

const DIRECTIVE = /^[\w-]+(?:\s*=\s*(?:"[^"]*"|[^\s,"]+))?$/
const SECONDS = ['max-age', 's-maxage', 'stale-while-revalidate', 'stale-if-error']

function findFaultsOfCaching(headers: ReadonlyMap<string, string>, hasErrors: boolean): readonly string[] {
  const control = headers.get('cache-control')
  const age = headers.get('age')
  const ages =
    age === undefined || /^\d+$/.test(age) ? [] : [`expected Age in whole seconds; got ${shortLine(age)}`]
  if (control === undefined) return ages
  const parts = control.split(',').map((part) => part.trim().toLowerCase())
  const names = parts.map((part) => part.split('=', 1)[0]?.trim() ?? '')
  const given = new Map(parts.map((part, index) => [names[index] ?? '', part.split('=')[1]?.trim()]))
  const shown = shortLine(control)
  const seconds = SECONDS.filter((name) => given.has(name))
  const lets = ['max-age', 's-maxage'].some((name) => Number(given.get(name) ?? 0) > 0)
  const forbids = ['no-store', 'no-cache', 'private'].some((name) => given.has(name))
  return [
    ...ages,
    ...parts
      .filter((part) => !DIRECTIVE.test(part))
      .map((part) => `expected a directive; got ${JSON.stringify(part)} in ${shown}`),
    ...(new Set(names).size === names.length ? [] : [`expected each directive once; got ${shown}`]),
    ...seconds
      .filter((name) => !/^\d+$/.test(given.get(name) ?? ''))
      .map((name) => `expected ${name} in whole seconds; got ${shown}`),
    ...(given.has('public') && forbids ? [`expected public or not; got ${shown}`] : []),
    ...(hasErrors && lets && !given.has('no-store') ? [`expected no-store with an error; got ${shown}`] : []),
    ...(lets && !forbids && !headers.has('vary')
      ? [`expected a Vary beside ${shown}; got none, by which it may vary by every header`]
      : []),
  ]
}
