import { FORMATS } from '../../request/table/format.ts'
import { HEAD_LANGUAGES } from '../../tables/heads.ts'
import type { SHAPE_PARAMETERS } from '../../tables/shape/readShape.ts'

type ShapeParameter = (typeof SHAPE_PARAMETERS)[number]
type ParameterName = ShapeParameter | 'format' | 'ifNoneMatch'

export interface Parameter {
  readonly name: string
  readonly in: 'query' | 'path' | 'header'
  readonly description?: string
  readonly required?: boolean
  /** A JSON Schema; of an input object it stands in the content instead. */
  readonly schema?: object
  readonly [setting: string]: unknown
}

export interface ParameterRef {
  readonly $ref: string
}

const PARAMETERS_AT = '#/components/parameters/'

export function parameterRef(name: ParameterName): ParameterRef {
  return { $ref: `${PARAMETERS_AT}${name}` }
}

export function resolveParameter(parameter: Parameter | ParameterRef): Parameter | undefined {
  if (!('$ref' in parameter)) return parameter
  const name = String(parameter.$ref).slice(PARAMETERS_AT.length)
  return Object.entries(PARAMETERS).find(([known]) => known === name)?.[1]
}

export function responseRef(name: string): object {
  return { $ref: `#/components/responses/${name}` }
}

const text = { type: 'string' }
const texts = { type: 'array', items: text }
const count = { type: 'integer', minimum: 0 }
const inQuery = (
  name: ShapeParameter,
  description: string,
  schema: object,
  more: object = {},
): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
  ...more,
})
const commas = { style: 'form', explode: false }

const SHAPES: Readonly<Record<ShapeParameter, Parameter>> = {
  list: inQuery(
    'list',
    'The list that is wanted, such as "museums.nodes"; "." for the whole answer as one row.',
    text,
  ),
  explode: inQuery(
    'explode',
    'A list in the rows of which each item becomes a row; a second one within it.',
    texts,
    commas,
  ),
  filter: inQuery('filter', 'A condition such as "stars>=4"; all must hold.', texts),
  sort: inQuery('sort', 'Columns; "-stars" goes downwards. What is empty comes last.', texts, commas),
  offset: inQuery('offset', 'How many rows are left out at the beginning.', count),
  limit: inQuery('limit', 'How many rows there are at most.', count),
  select: inQuery('select', 'The columns that are wanted, in their order.', texts, commas),
  lang: inQuery('lang', 'The language of the words above the columns.', {
    type: 'string',
    enum: HEAD_LANGUAGES,
  }),
}

const PARAMETERS: Readonly<Record<ParameterName, Parameter>> = {
  ...SHAPES,
  format: {
    name: 'format',
    in: 'path',
    required: true,
    description: 'The form of the table.',
    schema: { type: 'string', enum: Object.keys(FORMATS) },
  },
  ifNoneMatch: {
    name: 'if-none-match',
    in: 'header',
    description: 'The tag of what you have; it is not sent again.',
    schema: text,
  },
}

const json = (schema: object) => ({ 'application/json': { schema } })
const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` })

export const COMPONENTS = {
  securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
  parameters: PARAMETERS,
  responses: {
    NotModified: { description: 'You have it already.' },
    Refused: { description: 'Why there is none.', content: json(schemaRef('Errors')) },
    NotFound: { description: 'Nothing is there.', content: json(schemaRef('Errors')) },
    CsvMetadata: {
      description: 'Columns, their types and units.',
      content: { 'application/csvm+json': { schema: { type: 'object' } } },
    },
    JsonSchema: {
      description: 'JSON Schema, 2020-12.',
      content: { 'application/schema+json': { schema: { type: 'object' } } },
    },
    About: { description: 'The table in words.', content: json({ type: 'object' }) },
    OgcRefused: { description: 'Why there is none.', content: json(schemaRef('OgcException')) },
  },
  schemas: {
    Errors: {
      type: 'object',
      properties: {
        errors: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              message: text,
              extensions: { type: 'object', properties: { code: text } },
            },
            required: ['message'],
          },
        },
      },
      required: ['errors'],
    },
    OgcException: {
      type: 'object',
      properties: { code: text, description: text },
      required: ['code'],
    },
    GraphQLRequest: {
      type: 'object',
      properties: {
        query: text,
        variables: { type: ['object', 'null'] },
        operationName: { type: ['string', 'null'] },
        extensions: { type: ['object', 'null'] },
      },
    },
    GraphQLResponse: {
      type: 'object',
      properties: { data: { type: ['object', 'null'] }, errors: { type: 'array' }, extensions: {} },
    },
  },
}
