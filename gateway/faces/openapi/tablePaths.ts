import {
  getNamedType,
  isInputObjectType,
  isInputType,
  isNonNullType,
  isSpecifiedScalarType,
  typeFromAST,
  valueFromASTUntyped,
  type GraphQLInputType,
  type GraphQLSchema,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql'
import { FORMATS } from '../../request/table/format.ts'
import { describeAsJsonSchema } from '../../tables/about/jsonSchema.ts'
import { SHAPE_PARAMETERS } from '../../tables/shape/readShape.ts'
import type { OpenTable } from '../openTables.ts'
import { parameterRef, responseRef, type Parameter } from './components.ts'
import { describeInput } from './inputSchema.ts'
import type { Operation, PathItem } from './pathItem.ts'

/** The paths of one saved query: its table, and what the table says of itself. */
export function pathsOfTable(schema: GraphQLSchema, open: OpenTable): Readonly<Record<string, PathItem>> {
  const { name, description } = open.query
  const parameters = parametersOf(schema, open)
  const about = (ending: string, summary: string, response: string): [string, PathItem] => [
    `/q/${name}.${ending}`,
    {
      get: {
        operationId: `${name}-${ending.replace(/\.json$/, '')}`,
        tags: ['tables'],
        summary,
        parameters,
        responses: { 200: responseRef(response), ...FAILURES },
      },
    },
  ]
  return {
    [`/q/${name}.{format}`]: { get: tableOperation(open, description, parameters) },
    ...Object.fromEntries([
      about('csv-metadata.json', `Columns of ${name}: CSV on the Web`, 'CsvMetadata'),
      about('schema.json', `Rows of ${name}: JSON Schema`, 'JsonSchema'),
      about('about.json', `What ${name} is made of: data sets, licences, ages`, 'About'),
    ]),
  }
}

function tableOperation(
  { query, table }: OpenTable,
  description: string,
  parameters: Operation['parameters'] = [],
): Operation {
  const { $schema: _, ...rows } = Object(describeAsJsonSchema(table))
  return {
    operationId: query.name,
    tags: ['tables'],
    summary: description === '' ? query.name : description,
    parameters: [parameterRef('format'), parameterRef('ifNoneMatch'), ...parameters],
    responses: {
      200: {
        description: 'The whole table.',
        headers: TABLE_HEADERS,
        content: Object.fromEntries(
          Object.entries(FORMATS).map(([format, type]) => [
            type.split(';')[0],
            format === 'json' ? { schema: rows } : {},
          ]),
        ),
      },
      304: responseRef('NotModified'),
      ...FAILURES,
    },
  }
}

const TABLE_HEADERS = {
  etag: { description: 'The tag of its bytes.', schema: { type: 'string' } },
  'x-missing-cells': {
    description: 'How many cells are empty because of an error; absent where none is.',
    schema: { type: 'integer' },
  },
  'x-sample': {
    description: 'How much of it is synthetic.',
    schema: { type: 'string', enum: ['all', 'some', 'none', 'unknown'] },
  },
}

const FAILURES = {
  400: responseRef('Refused'),
  401: responseRef('Refused'),
  403: responseRef('Refused'),
  404: responseRef('Refused'),
  429: responseRef('Refused'),
  502: responseRef('Refused'),
  503: responseRef('Refused'),
  504: responseRef('Refused'),
}

function parametersOf(schema: GraphQLSchema, { query }: OpenTable): NonNullable<Operation['parameters']> {
  const variables = query.operation.variableDefinitions ?? []
  const names = new Set(variables.map(({ variable }) => variable.name.value))
  return [
    ...variables.map((definition) => parameterOf(schema, definition)),
    ...SHAPE_PARAMETERS.filter((name) => !names.has(name)).map(parameterRef),
  ]
}

/** As `readVariables` reads it: a list by repeating the parameter, an input object as JSON. */
function parameterOf(
  schema: GraphQLSchema,
  { variable, type: node, defaultValue }: VariableDefinitionNode,
): Parameter {
  const type = inputTypeOf(schema, node)
  const value = {
    ...(type ? describeInput(type) : {}),
    ...(defaultValue && { default: valueFromASTUntyped(defaultValue) }),
  }
  const named = type && getNamedType(type)
  const description = named && !isSpecifiedScalarType(named) ? named.description : undefined
  return {
    name: variable.name.value,
    in: 'query',
    required: isNonNullType(type) && defaultValue === undefined,
    ...(description && { description }),
    ...(isInputObjectType(named)
      ? { content: { 'application/json': { schema: value } } }
      : { schema: value }),
  }
}

function inputTypeOf(schema: GraphQLSchema, node: TypeNode): GraphQLInputType | undefined {
  // Of three overloads, each for one kind of node, none takes them all.
  const type: unknown = typeFromAST(schema, node as Parameters<typeof typeFromAST>[1])
  return isInputType(type) ? type : undefined
}
