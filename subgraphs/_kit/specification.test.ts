import { Directive, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql'
import { Kind, parse, print } from 'graphql'
import { describe, expect, it } from 'vitest'
import { composeGraph } from '../../schema/compose.ts'
import type { Specification } from './specification.ts'
import { printSubgraphSchema } from './schema/servedSchema.ts'
import type { SubgraphDefinition, SubgraphSource } from './subgraph.ts'
import { startTestSubgraph } from './testSubgraph.ts'

const ALERT: Specification = {
  url: 'https://gauges.example/specs/alert/v1.0',
  sdl: '"""From this level on people are alerted."""\ndirective @alertFrom(level: Int!) on FIELD_DEFINITION',
}

@ObjectType({ description: 'A gauge of the water level.' })
@Directive('@key(fields: "id")')
class Gauge {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => Int, { nullable: true, description: 'The level in centimetres.' })
  @Directive('@alertFrom(level: 150)')
  levelCentimetres!: number | null
}

@Resolver(() => Gauge)
class GaugeResolver {
  @Query(() => [Gauge], { nullable: true, description: 'The gauges.' })
  @Directive('@listSize(assumedSize: 5)')
  gauges(): readonly Gauge[] {
    return [{ id: 'g1', levelCentimetres: 151 }]
  }
}

const definition = (
  specifications: readonly Specification[],
): SubgraphDefinition<SubgraphSource, object> => ({
  name: 'gauges',
  resolvers: [GaugeResolver],
  orphanedTypes: [Gauge],
  references: { Gauge: () => null },
  specifications,
  createSource: () => ({ feeds: [] }),
  createContext: () => ({}),
})

const OTHER = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@listSize"])
  "A lock." type Lock @key(fields: "id") { "Its id." id: ID! }
  type Query { "The locks." locks: [Lock!] @listSize(assumedSize: 3) }`

function problemsOf(...definitions: readonly ReturnType<typeof definition>[]): string {
  const composed = composeGraph(
    definitions.map((one) => ({ name: one.name, sdl: printSubgraphSchema(one), file: one.name })),
  )
  return 'problems' in composed ? composed.problems.join('\n') : ''
}

describe("a bureau's own specification", () => {
  const sdl = printSubgraphSchema(definition([ALERT]))

  it('is in the graph with its link, its directive and where it stands', () => {
    const composed = composeGraph([
      { name: 'gauges', sdl, file: 'gauges.graphql' },
      { name: 'locks', sdl: OTHER, file: 'locks.graphql' },
    ])
    if ('problems' in composed) throw new Error(composed.problems.join('\n'))
    const { supergraphSdl, apiSdl } = composed
    expect(supergraphSdl).toContain(`@link(url: "${ALERT.url}", import: ["@alertFrom"])`)
    expect(supergraphSdl).toContain('directive @alertFrom(level: Int!) on FIELD_DEFINITION')
    const gauge = parse(supergraphSdl).definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Gauge' ? (node.fields ?? []) : [],
    )
    expect(gauge.flatMap(({ directives = [] }) => directives.map(print))).toContain('@alertFrom(level: 150)')
    expect(apiSdl).toContain('levelCentimetres: Int')
  })

  it('is served as it is published', async () => {
    const subgraph = await startTestSubgraph(definition([ALERT]))
    await subgraph.stop()
    const served = await subgraph.servedSchema()
    expect(served.getDirective('alertFrom')?.args.map(({ name }) => name)).toEqual(['level'])
  })

  it('is refused where the bureau does not link it', () => {
    expect(problemsOf(definition([]))).toContain('@alertFrom')
  })

  it('is refused where another has a directive of its name', () => {
    const other = { ...ALERT, url: 'https://locks.example/specs/warning/v1.0' }
    const problems = problemsOf(definition([ALERT]), { ...definition([other]), name: 'locks' })
    expect(problems).toContain('alertFrom')
  })

  it('holds directives alone', () => {
    const other = { url: ALERT.url, sdl: 'type Alert { level: Int }' }
    expect(() => printSubgraphSchema(definition([other]))).toThrow(
      'Specification https://gauges.example/specs/alert/v1.0: expected definitions of directives alone; got ObjectTypeDefinition.',
    )
  })
})
