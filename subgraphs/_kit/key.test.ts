import { expectTypeOf, it } from 'vitest'
import type { KeyOf } from './key.ts'
import type { ReferenceResolver } from './schema/schemaDefinition.ts'

class Route {
  id!: string
}

class Stop {
  id!: string
  route!: Route | null
  sequence!: number
}

it('a key has the fields of its field set, in the types of the class', () => {
  expectTypeOf<KeyOf<Stop, 'id'>['id']>().toEqualTypeOf<string>()
  expectTypeOf<KeyOf<Stop, 'route { id } sequence'>['sequence']>().toEqualTypeOf<number>()
  expectTypeOf<KeyOf<Stop, 'route { id } sequence'>['route']['id']>().toEqualTypeOf<string>()
  expectTypeOf<KeyOf<Stop, 'sequence id'>>().not.toHaveProperty('route')
})

it('a key with a field that the class lacks is none', () => {
  expectTypeOf<KeyOf<Stop, 'id number'>>().toBeNever()
  expectTypeOf<KeyOf<Stop, 'route { number } id'>>().toBeNever()
})

it('a reference is found by one key or by each of several, without a cast', () => {
  const bySequence: ReferenceResolver<object> = ({ route, sequence }: KeyOf<Stop, 'route { id } sequence'>) =>
    `${route.id.length}-${sequence.toFixed()}`
  const byEither: ReferenceResolver<object> = (key: KeyOf<Stop, 'id'> | KeyOf<Stop, 'sequence'>) =>
    'id' in key ? key.id.length : key.sequence.toFixed()
  expectTypeOf(bySequence).toBeFunction()
  expectTypeOf(byEither).toBeFunction()
  expectTypeOf<KeyOf<Stop, 'sequence'>>().not.toHaveProperty('number')
  // What gateways send is an object with `__typename`.
  expectTypeOf<(id: string) => string>().not.toExtend<ReferenceResolver<object>>()
})
