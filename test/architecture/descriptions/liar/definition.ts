import {
  Arg,
  Directive,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql'
import type { KeyOf } from '../../../../subgraphs/_kit/key.ts'
import type { SubgraphDefinition, SubgraphSource } from '../../../../subgraphs/_kit/subgraph.ts'

enum Quality {
  GOOD = 'GOOD',
  BAD = 'BAD',
}
registerEnumType(Quality, { name: 'Quality' })

// A bureau of lies that the compiler, the linter and a golden file let pass.
@ObjectType()
@Directive('@key(fields: "region code")')
@Directive('@key(fields: "globalCode")')
class Well {
  @Field(() => ID)
  region!: string

  @Field(() => Int)
  code!: number

  @Field(() => ID)
  globalCode!: string

  // The decorator says Float, the class string.
  @Field(() => Float)
  depthMetres!: string

  // The class says a number, the record text.
  @Field(() => Int)
  litresPerDay!: number

  // Neither has a source.
  @Field(() => String)
  owner!: string

  @Field(() => String)
  keeper!: string

  @Field(() => Quality)
  quality!: Quality

  @Field(() => [String])
  names!: readonly string[]

  @Field(() => Int)
  visitors!: number

  // The decorator says a pump, the class a well.
  @Field(() => Pump, { nullable: true })
  pump!: Well | null
}

@ObjectType()
@Directive('@key(fields: "well { region code } number")')
class Pump {
  @Field(() => ID)
  id!: string

  @Field(() => Int)
  number!: number

  @Field(() => Well)
  well!: Well

  @Field(() => Boolean)
  runs!: boolean
}

interface WellRecord {
  readonly region: string
  readonly code: number
  readonly globalCode: string
  readonly depthMetres: number
  readonly litresPerDay: string
  readonly quality: string
  readonly names: string
  readonly pump: PumpRecord | null
}

interface WellNumber {
  readonly __typename: string
  readonly number: number
}

interface Measured {
  readonly measured: readonly number[]
}

interface PumpRecord {
  readonly id: string
  readonly number: number
  // Published as never null.
  readonly runs: boolean | null
}

@Resolver(() => Well)
class WellResolver {
  // An id is text, and a region that is left out is none.
  @Query(() => Well, { nullable: true })
  well(
    @Arg('id', () => ID) _id: number,
    @Arg('region', () => String, { nullable: true }) _region: string,
  ): WellRecord | null {
    return null
  }

  // Nobody returns a parent that has measurements.
  @FieldResolver()
  visitors(@Root() { measured }: Measured): number {
    return measured.length
  }
}

@Resolver(() => Pump)
class PumpResolver {
  // The decorator says a list, the method text.
  @FieldResolver(() => [Int], { nullable: true })
  hours(): string {
    return ''
  }

  // The mark says that an error alone makes it null, the method that it may be.
  @FieldResolver(() => Int, { nullable: true })
  @Directive('@semanticNonNull')
  litresToday(): number | null {
    return null
  }

  @FieldResolver()
  well(): WellRecord {
    throw new Error('There is no well.')
  }
}

@ObjectType()
class Bucket {
  @Field(() => Int)
  litres!: number
}

@Resolver(() => Bucket)
class BucketResolver {
  // Nothing leads to a bucket.
  @FieldResolver()
  litres(@Root() { litres }: Bucket): number {
    return litres
  }
}

const wells: readonly WellRecord[] = []

export const references = {
  // Neither key has a number.
  Well: ({ number }: WellNumber): WellRecord | null => wells[number] ?? null,
  // No lie: the key is as its type has it.
  Pump: ({ well, number }: KeyOf<Pump, 'well { region code } number'>) =>
    well.region === '' ? null : { id: `${well.code}-${number}`, number, runs: true },
}

export const definition: SubgraphDefinition<SubgraphSource, object> = {
  name: 'liar',
  resolvers: [WellResolver, PumpResolver, BucketResolver],
  orphanedTypes: [Well, Pump, Bucket],
  references,
  createSource: () => ({ feeds: [] }),
  createContext: () => ({}),
}
