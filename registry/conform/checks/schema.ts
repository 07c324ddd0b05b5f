import { isUnionType } from 'graphql'
import { isRecord } from '../../../kit/isRecord.ts'
import { shortLine } from '../../../kit/shortLine.ts'
import type { ConformCheck } from '../check.ts'
import { NotJudged } from '../notJudged.ts'
import { diffSdl } from '../sdlDifferences.ts'

const MOST_TOLD = 20
const SHARED = 'shared-is-identical'

/** What the running subgraph says of itself. */
export const SCHEMA: readonly ConformCheck[] = [
  {
    id: 'service-sdl',
    asks: '{ _service { sdl } } is answered by the SDL of Federation 2 that the bureau publishes.',
    remedy: 'Answer the text of schema.graphql, with its extend schema @link and its @key directives.',
    async find(subject) {
      try {
        const { document } = await subject.running()
        await subject.schema()
        const links = document.definitions.flatMap((node) =>
          'directives' in node ? (node.directives ?? []) : [],
        )
        const isLinked = links.some(({ name, arguments: given = [] }) =>
          given.some(
            ({ value }) =>
              name.value === 'link' && value.kind === 'StringValue' && FEDERATION_2.test(value.value),
          ),
        )
        return isLinked
          ? []
          : ['expected extend schema @link(url: "https://specs.apollo.dev/federation/v2.…"); got none']
      } catch (error) {
        if (error instanceof NotJudged) return [error.message]
        throw error
      }
    },
  },
  {
    id: 'sdl-drift',
    asks: 'The running subgraph says the same SDL as the one that is published; order and layout do not count.',
    remedy: 'Publish what runs, or run what is published: gateways plan by the published one.',
    async find(subject) {
      if (subject.published === undefined)
        throw new NotJudged('no published SDL is known: give it with --sdl, or a live name with --subgraph')
      const lines = diffSdl(subject.published, await subject.running()).map(shortLine)
      return [
        ...lines.slice(0, MOST_TOLD),
        ...(lines.length > MOST_TOLD ? [`and ${lines.length - MOST_TOLD} more lines`] : []),
      ]
    },
  },
  {
    id: 'shared-types',
    asks: 'Types, directives and scalars that bureaus share are the same as in the graph, to the word.',
    remedy: 'Copy them from docs/guides/outside-bureaus.md#the-sdl-to-copy.',
    async find(subject) {
      return (await subject.graphProblems())
        .filter(({ rule }) => rule === SHARED)
        .map(({ sentence }) => sentence)
    },
  },
  {
    id: 'composes',
    asks: 'The SDL composes with the other bureaus’ and keeps the rules of the graph: nullable at borders, described.',
    remedy: 'npm run graph -- check --subgraph NAME --schema FILE says more, and whom a change would break.',
    async find(subject) {
      return (await subject.graphProblems())
        .filter(({ rule }) => rule !== SHARED)
        .map(({ sentence }) => sentence)
    },
  },
  {
    id: 'entity-union',
    asks: 'Introspection, where it is open, lists under _Entity the types with an @key that can be resolved.',
    remedy: 'Let the union _Entity have each type with an @key but those with resolvable: false.',
    async find(subject) {
      const entities = await subject.entities()
      const { data } = await subject.ask('{__type(name:"_Entity"){possibleTypes{name}}}')
      const type = data?.['__type']
      if (!isRecord(type) || !Array.isArray(type['possibleTypes']))
        throw new NotJudged(data === null ? 'introspection is closed' : 'introspection knows no _Entity')
      const listed = type['possibleTypes'].map((one: unknown) => (isRecord(one) ? one['name'] : undefined))
      const known = (await subject.schema()).getType('_Entity')
      const allowed = isUnionType(known) ? known.getTypes().map(({ name }) => name) : []
      return [
        ...entities
          .filter(({ name }) => !listed.includes(name))
          .map(({ name }) => `expected ${name}, which has an @key; got a union without it`),
        ...listed
          .filter((name) => !allowed.includes(String(name)))
          .map((name) => `expected types with an @key alone; got ${shortLine(String(name))}`),
      ]
    },
  },
]

const FEDERATION_2 = /^https:\/\/specs\.apollo\.dev\/federation\/v2\.\d+$/
