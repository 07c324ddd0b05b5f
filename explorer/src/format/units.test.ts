import { readFileSync } from 'node:fs'
import { buildSchema, getNamedType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { englishName } from './englishName.ts'
import { readUnit } from './units.ts'
import { splitUnit } from './values.ts'

const SCHEMA = buildSchema(readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'), {
  assumeValidSDL: true,
})

describe('the unit of a number', () => {
  it.each([
    ['Air temperature in degrees Celsius; null where the station gives no value.', '°C'],
    ['Particles up to 10 µm: mean of the hour, in micrograms per cubic metre; null where not told.', 'µg/m³'],
    ['Land area in square kilometres in 2021; null where unknown.', 'km²'],
    ['Mean wait in minutes; null where not published.', 'min'],
    ['For how much the exhibits are insured, in patacas (MOP); for the culture bureau alone.', 'MOP'],
    ['How many requests; null over 15 seconds.', ''],
    ['The hour of the day, 0 to 23, in Macao time.', ''],
    [null, ''],
  ])('is read from %j: %j', (description, expected) => {
    expect(readUnit(description)).toBe(expected)
  })

  it('is that of its name, wherever a name of the graph tells one', () => {
    const told = Object.values(SCHEMA.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
      .filter(({ field }) => ['Int', 'Float'].includes(getNamedType(field.type).name))
      .map(({ type, field }) => ({
        coordinate: `${type.name}.${field.name}`,
        named: splitUnit(englishName(field.name)).unit,
        described: readUnit(field.description ?? null),
      }))
      .filter(({ named }) => named !== '')
    expect(told.length).toBeGreaterThan(40)
    expect(told.filter(({ named, described }) => named !== described)).toEqual([])
  })
})
