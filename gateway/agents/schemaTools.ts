import {
  getNamedType,
  GraphQLError,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  printType,
  validate,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql'
import MiniSearch from 'minisearch'
import { nearestName } from '../../kit/nearestName.ts'
import { findDescription, findName } from '../../kit/tables/names/graphNames.ts'
import { pt } from '../../kit/tables/names/pt.ts'
import { zh } from '../../kit/tables/names/zh.ts'
import { defineTool, refuse, type AgentTool, type ToolAnswer } from './agentTool.ts'

const MOST_FOUND = 20
/** Each word is compared with all that are near to it: a long text would hold up everybody. */
const MOST_SEARCHED = 200

/** Finds types and fields by their names and descriptions, in Chinese, Portuguese and English. */
export const searchSchema: AgentTool = {
  definition: defineTool(
    'search_schema',
    'Find types and fields of the GraphQL schema, in English, Chinese or Portuguese.',
    { text: { type: 'string' } },
    ['text'],
  ),
  call({ text }, { graph }) {
    if (typeof text !== 'string' || text.trim() === '')
      return refuse('text: expected words to look for; got none.')
    if (text.length > MOST_SEARCHED)
      return refuse(`text: expected at most ${MOST_SEARCHED} characters; got ${text.length}.`)
    const found = indexOf(graph.apiSchema).search(text, { prefix: true, fuzzy: 0.2, boost: { name: 3 } })
    if (found.length === 0)
      return answerText(
        `Nothing is called so or described by it. Try one word of ${JSON.stringify(text)}, or another language.`,
      )
    const lines = found
      .slice(0, MOST_FOUND)
      .map(({ id, signature, description }) => `${String(id)}${String(signature)}  ${String(description)}`)
    return answerText(lines.join('\n'))
  },
}

/** A type as SDL, with those that its fields lead to, so many steps away. */
export const getType: AgentTool = {
  definition: defineTool(
    'get_type',
    'SDL of a type ("Query" for all), and of those it leads to, depth steps away.',
    { name: { type: 'string' }, depth: { enum: [0, 1, 2], default: 0 } },
    ['name'],
  ),
  call({ name, depth = 0 }, { graph: { apiSchema } }) {
    const type = typeof name === 'string' ? apiSchema.getType(name) : undefined
    if (type === undefined) {
      const near =
        typeof name === 'string' ? nearestName(name, Object.keys(apiSchema.getTypeMap())) : undefined
      return refuse(
        `name: expected a type of the schema${near === undefined ? '' : `, such as ${near}`}; got ${JSON.stringify(name)}.`,
      )
    }
    if (typeof depth !== 'number' || ![0, 1, 2].includes(depth))
      return refuse(`depth: expected 0, 1 or 2; got ${JSON.stringify(depth)}.`)
    const [own = '', ...others] = [...collect(type, depth)].map(printType)
    // Of those that it leads to the shortest first, so that as many as can be are whole.
    others.sort((one, other) => one.length - other.length)
    return answerText(cutText([own, ...others].join('\n\n')))
  },
}

/** What is wrong with a query, as the gateway would say it. */
export const validateQuery: AgentTool = {
  definition: defineTool('validate', 'Check a query without running it.', { query: { type: 'string' } }, [
    'query',
  ]),
  call({ query }, { graph: { apiSchema } }) {
    if (typeof query !== 'string') return refuse(`query: expected GraphQL; got ${JSON.stringify(query)}.`)
    if (query.length > MOST_CHARACTERS)
      return refuse(`query: expected at most ${MOST_CHARACTERS} characters; got ${query.length}.`)
    try {
      const errors = validate(apiSchema, parse(query, { noLocation: false, maxTokens: MOST_TOKENS }))
      if (errors.length === 0) return answerText('Valid.')
      return refuse(errors.slice(0, 5).map(printError).join('\n'))
    } catch (error) {
      if (error instanceof GraphQLError) return refuse(printError(error))
      throw error
    }
  },
}

const MOST_CHARACTERS = 20_000
const MOST_TOKENS = 4_000

function printError({ message, locations }: GraphQLError): string {
  const [place] = locations ?? []
  return place === undefined ? message : `${place.line}:${place.column} ${message}`
}

function answerText(text: string): ToolAnswer {
  return { kind: 'text', text, isError: false }
}

const MOST_TEXT = 16_000

function cutText(text: string): string {
  if (text.length <= MOST_TEXT) return text
  return `${text.slice(0, MOST_TEXT)}\n… cut: ask for a type of its fields by itself, with depth 0.`
}

function collect(
  type: GraphQLNamedType,
  depth: number,
  found = new Set<GraphQLNamedType>(),
): ReadonlySet<GraphQLNamedType> {
  if (found.has(type) || !isOwn(type)) return found
  found.add(type)
  if (depth > 0) for (const next of leadsTo(type)) collect(next, depth - 1, found)
  return found
}

function isOwn({ name }: GraphQLNamedType): boolean {
  return !name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name)
}

function leadsTo(type: GraphQLNamedType): readonly GraphQLNamedType[] {
  if (isUnionType(type)) return type.getTypes()
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return []
  return Object.values(type.getFields()).flatMap((field) => [
    namedOf(field.type),
    ...argumentsOf(field).map((argument) => namedOf(argument.type)),
  ])
}

function argumentsOf(field: GraphQLField<unknown, unknown> | GraphQLInputField): readonly GraphQLArgument[] {
  return 'args' in field ? field.args : []
}

function namedOf(type: GraphQLType): GraphQLNamedType {
  return getNamedType(type)
}

interface Entry {
  readonly id: string
  readonly name: string
  readonly words: string
  readonly description: string
  readonly signature: string
}

const indexes = new WeakMap<GraphQLSchema, MiniSearch<Entry>>()

function indexOf(schema: GraphQLSchema): MiniSearch<Entry> {
  const known = indexes.get(schema)
  if (known !== undefined) return known
  const index = new MiniSearch<Entry>({
    fields: ['name', 'words', 'description'],
    storeFields: ['signature', 'description'],
    tokenize: tokens,
  })
  index.addAll([...listEntries(schema)])
  indexes.set(schema, index)
  return index
}

/** Words of names written together, and pairs of Chinese characters, which are not divided into words. */
function tokens(text: string): string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) =>
      /\p{Script=Han}/u.test(word) ? pairs(word) : [word, ...word.split(/(?<=[a-z])(?=[A-Z])/)],
    )
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '')
}

function pairs(word: string): readonly string[] {
  const characters = [...word]
  if (characters.length < 2) return characters
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

function* listEntries(schema: GraphQLSchema): Iterable<Entry> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isOwn(type)) continue
    const signature = isEnumType(type)
      ? ` = ${type
          .getValues()
          .slice(0, 8)
          .map(({ name }) => name)
          .join(' | ')}`
      : ''
    yield entryOf(type.name, type.description, signature)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields()))
      yield entryOf(`${type.name}.${field.name}`, field.description, `: ${String(field.type)}`)
  }
}

function entryOf(id: string, description: string | null | undefined, signature: string): Entry {
  const words = [zh, pt].flatMap((names) => [findName(names, id), findDescription(names, id)])
  return {
    id,
    name: id,
    words: words.filter((word) => word !== null).join(' '),
    description: description?.replaceAll(/\s+/g, ' ').slice(0, 160) ?? '',
    signature,
  }
}
