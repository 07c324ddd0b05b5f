import {
  getNamedType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import type { SubgraphDocument } from '../../schema/compose/document.ts'
import type { Representation } from './entities.ts'
import { NoGraphQL, type GraphQLAnswer } from './graphqlAnswer.ts'
import type { Ask } from './ask.ts'

/** One operation of the survey, and what came. */
export interface Surveyed {
  /** What was asked for, in words. */
  readonly about: string
  readonly document: DocumentNode
  /** Whether an argument was given that is most likely out of range. */
  readonly isProvoked: boolean
  readonly answer: GraphQLAnswer
}

export interface Survey {
  readonly answered: readonly Surveyed[]
  /** What was asked for where no response of GraphQL came, with what came. */
  readonly unanswered: readonly string[]
}

interface Asked {
  readonly about: string
  readonly query: string
  readonly variables: object
  readonly isProvoked: boolean
}

const ROOT_DEPTH = 4
const ENTITY_DEPTH = 2
const MOST_PROVOKED = 40

/** Asks every root field and entity for all that needs no argument, then numbers of -1 wherever a whole number is taken. */
export async function askSurvey(
  schema: GraphQLSchema,
  document: SubgraphDocument,
  samples: readonly Representation[],
  ask: Ask,
): Promise<Survey> {
  const select = createSelect(document)
  const asked = [...askRoots(schema, select), ...askEntities(schema, samples, select)]
  const answered: Surveyed[] = []
  const unanswered: string[] = []
  for (const { query, variables, ...told } of asked) {
    try {
      answered.push({ ...told, document: parse(query), answer: await ask(query, variables) })
    } catch (error) {
      if (!(error instanceof NoGraphQL)) throw error
      unanswered.push(`${told.about}: ${error.message}`)
    }
  }
  return { answered, unanswered }
}

type Select = (type: GraphQLNamedType, depth: number) => string

function askRoots(schema: GraphQLSchema, select: Select): readonly Asked[] {
  const root = schema.getQueryType()
  const fields = Object.values(root?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'))
  return [
    ...fields
      .filter((field) => !field.args.some(isRequiredArgument))
      .flatMap((field) => {
        const selection = selectField(field, ROOT_DEPTH, select)
        return selection === null ? [] : [plain(`Query.${field.name}`, `{${selection}}`)]
      }),
    ...fields
      .flatMap((field) => provoke(field))
      .slice(0, MOST_PROVOKED)
      .map(({ name, text }) => provoked(`Query.${name}`, `{${text}}`)),
  ]
}

function askEntities(
  schema: GraphQLSchema,
  samples: readonly Representation[],
  select: Select,
): readonly Asked[] {
  return [...new Set(samples.map(({ __typename }) => __typename))].flatMap((name) => {
    const type = schema.getType(name)
    if (!isObjectType(type)) return []
    const variables = { representations: samples.filter(({ __typename }) => __typename === name) }
    const query = (selection: string) =>
      `query($representations:[_Any!]!){_entities(representations:$representations){__typename ...on ${name}{${selection}}}}`
    return [
      plain(name, query(select(type, ENTITY_DEPTH)), variables),
      ...Object.values(type.getFields())
        .flatMap((field) => provoke(field))
        .map(({ name: field, text }) => provoked(`${name}.${field}`, query(text), variables)),
    ]
  })
}

function plain(about: string, query: string, variables: object = {}): Asked {
  return { about, query, variables, isProvoked: false }
}

function provoked(about: string, query: string, variables: object = {}): Asked {
  return { about: `${about} with numbers of -1`, query, variables, isProvoked: true }
}

/** A field with -1 for each whole number that it takes; none where it takes none, or asks for something else. */
function provoke(field: GraphQLField<unknown, unknown>): readonly { name: string; text: string }[] {
  const numbers = field.args.filter(({ type }) => getNamedType(type).name === 'Int')
  if (numbers.length === 0 || field.args.some((arg) => isRequiredArgument(arg) && !numbers.includes(arg)))
    return []
  const given = numbers.map(({ name }) => `${name}:-1`).join(' ')
  const selection = isCompositeType(getNamedType(field.type)) ? '{__typename}' : ''
  return [{ name: field.name, text: `${field.name}(${given})${selection}` }]
}

function createSelect(document: SubgraphDocument): Select {
  const select: Select = (type, depth) => {
    if (!isObjectType(type)) return '__typename'
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        !field.name.startsWith('_') && !field.args.some(isRequiredArgument) && isOwn(document, type, field),
    )
    const selected = fields.flatMap((field) => selectField(field, depth, select) ?? [])
    return ['__typename', ...selected].join(' ')
  }
  return select
}

function selectField(field: GraphQLField<unknown, unknown>, depth: number, select: Select): string | null {
  const type = getNamedType(field.type)
  if (isLeafType(type)) return field.name
  return depth > 1 ? `${field.name}{${select(type, depth - 1)}}` : null
}

const NEEDS_OTHERS = /^(?:federation__)?(?:external|requires|fromContext)$/

/** Whether the subgraph can answer a field without what a gateway would fetch for it from another. */
function isOwn(
  { types }: SubgraphDocument,
  type: GraphQLObjectType,
  { name }: GraphQLField<unknown, unknown>,
): boolean {
  const nodes = types.get(type.name)?.fields.filter((node) => node.name.value === name) ?? []
  const directives = nodes.flatMap((node) => [
    ...(node.directives ?? []),
    ...(node.arguments ?? []).flatMap(({ directives: given = [] }) => given),
  ])
  return !directives.some((directive) => NEEDS_OTHERS.test(directive.name.value))
}
