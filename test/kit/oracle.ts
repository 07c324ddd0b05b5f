import { readFileSync } from 'node:fs'
import {
  buildSchema,
  execute,
  isAbstractType,
  isObjectType,
  parse,
  validate,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { areaResolvers } from './oracle/areas.ts'
import { busResolvers } from './oracle/busFields.ts'
import { carParkResolvers } from './oracle/carParkFields.ts'
import { checkpointResolvers } from './oracle/checkpoints.ts'
import { classifiedPropertyResolvers } from './oracle/classifiedProperties.ts'
import { cityResolvers } from './oracle/cityFields.ts'
import { cultureResolvers } from './oracle/cultureFields.ts'
import { datasetResolvers } from './oracle/datasets.ts'
import { feedResolvers } from './oracle/feeds.ts'
import { healthCentreResolvers } from './oracle/healthCentres.ts'
import { healthResolvers } from './oracle/healthFields.ts'
import { hoursResolvers } from './oracle/hours.ts'
import { lrtResolvers } from './oracle/lrt.ts'
import { pageResolvers } from './oracle/pages.ts'
import { placeResolvers } from './oracle/places.ts'
import type { Resolvers } from './oracle/resolvers.ts'
import { rideResolvers } from './oracle/rides.ts'
import { statisticsResolvers } from './oracle/statistics.ts'
import { localizedStringResolvers, textResolvers } from './oracle/text.ts'
import { tourismResolvers } from './oracle/tourismFields.ts'
import { weatherResolvers } from './oracle/weatherFields.ts'

const PARTS: readonly Resolvers[] = [
  areaResolvers,
  busResolvers,
  carParkResolvers,
  checkpointResolvers,
  classifiedPropertyResolvers,
  cityResolvers,
  cultureResolvers,
  datasetResolvers,
  feedResolvers,
  healthCentreResolvers,
  healthResolvers,
  hoursResolvers,
  lrtResolvers,
  pageResolvers,
  placeResolvers,
  rideResolvers,
  statisticsResolvers,
  tourismResolvers,
  weatherResolvers,
  { Text: textResolvers, LocalizedString: localizedStringResolvers },
]

/** All sources joined in one plain graph that graphql-js alone answers, by another road than the gateway's. */
export interface Oracle {
  readonly schema: GraphQLSchema
  /** Whether it knows the answer of a field; what a test asks must be known. */
  knows(type: string, field: string): boolean
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<FormattedExecutionResult>
}

export function createOracle(): Oracle {
  const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'))
  for (const part of PARTS) attach(schema, part)
  return {
    schema,
    knows(typeName, fieldName) {
      const type = schema.getType(typeName)
      if (isAbstractType(type))
        return schema.getPossibleTypes(type).every(({ name }) => this.knows(name, fieldName))
      return isObjectType(type) && type.getFields()[fieldName]?.resolve !== undefined
    },
    async ask(query, variables = {}) {
      const document = parse(query)
      const [invalid] = validate(schema, document)
      if (invalid) throw invalid
      const result = await execute({ schema, document, variableValues: variables, fieldResolver: refuse })
      // As over HTTP: plain objects, and no -0.
      return JSON.parse(JSON.stringify(result))
    },
  }
}

function attach(schema: GraphQLSchema, resolvers: Resolvers): void {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName)
    if (isAbstractType(type)) continue
    if (!isObjectType(type)) throw new Error(`The oracle knows a type "${typeName}", the graph does not.`)
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name]
      if (!field) throw new Error(`The oracle knows ${typeName}.${name}, the graph does not.`)
      field.resolve = resolve
    }
  }
}

function refuse(_source: unknown, _args: unknown, _context: unknown, info: { fieldName: string }): never {
  throw new Error(`The oracle does not know "${info.fieldName}".`)
}
