import type {
  FieldNode,
  GraphQLFormattedError,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql'
import { getNamedType, isLeafType, isObjectType, Kind, parse } from 'graphql'
import {
  createEngine,
  type Annotation,
  type AnswerPart,
  type AnnotationFields,
  type NormalOperation,
  type PlacedError,
  type UnequalLists,
} from '../../../engine/index.ts'
import { buildPlanner } from '../../../engine/plan/apolloPlanner.ts'
import { chooseLabels } from '../../../gateway/graph/chooseLabels.ts'
import { isInShare } from '../../../gateway/request/drawShare.ts'
import type { PartsFormat } from '../../../gateway/request/respond/parts/acceptParts.ts'
import { writePart, type ToldPart } from '../../../gateway/request/respond/parts/partsFormat.ts'
import { withCoalescing } from '../../../gateway/subgraphs/withCoalescing.ts'
import { NO_CONTEXT } from '../fetchArguments.ts'
import type { SubgraphQuestion, TestSubgraph } from './subgraph.ts'
import { createTransports } from './transport.ts'

/** What a client asks, and which of its fields, by response path without indices, it may not see. */
export interface Question {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  /** The variables as a client writes them, where that is more than their values tell. */
  readonly variablesText?: string
  readonly denied?: readonly string[]
  /** The labels of overrides that are on; a share of all callers is so in any case. */
  readonly labels?: readonly string[]
  /** Whether the answer tells annotations. */
  readonly annotated?: boolean
  /** Ends the request; without it nothing does. */
  readonly signal?: AbortSignal
}

export interface EngineAnswer {
  /** Parsed, in the order in which it was written. */
  readonly data: unknown
  /** The data as they were written. */
  readonly text: string
  readonly errors: readonly GraphQLFormattedError[]
  readonly requests: readonly SentRequest[]
  readonly unequalLists: readonly UnequalLists[]
  readonly annotations: readonly Annotation[] | undefined
}

export interface SentRequest extends SubgraphQuestion {
  readonly subgraph: string
  /** The variables as they were written. */
  readonly text: string
}

export type AskEngine = (question: Question) => Promise<EngineAnswer>

/** What a client gets in parts, as JSON of one format. */
export interface EngineParts {
  readonly payloads: readonly unknown[]
  readonly requests: readonly SentRequest[]
  readonly annotations: readonly Annotation[] | undefined
}

export interface TestEngine {
  readonly schema: GraphQLSchema
  readonly ask: AskEngine
  /** In parts from the first, whatever is known by then. */
  readonly askInParts: (question: Question, format: PartsFormat) => Promise<EngineParts>
}

const MEMORY_BYTES = 16_000_000

/**
 * The engine before small subgraphs, writing down what these are asked. As in the gateway requests under way at the same
 * moment share answers.
 */
export function startEngine(
  supergraph: string,
  subgraphs: readonly TestSubgraph[],
  annotations: AnnotationFields = annotateByAll,
  pause: () => Promise<void> = () => Promise.resolve(),
): TestEngine {
  const transport = withCoalescing()(createTransports(subgraphs))
  const engine = createEngine({
    supergraph,
    planner: buildPlanner(supergraph),
    memoryBytes: MEMORY_BYTES,
    annotations,
    async fetch({ subgraph, query, variables, ...rest }, requests: SentRequest[]) {
      requests.push({ subgraph, query, variables: JSON.parse(variables), text: variables })
      await pause()
      return transport({ subgraph, query, variables, ...rest }, NO_CONTEXT)
    },
  })
  const prepare = (query: string) => engine.prepare(parse(query, { noLocation: true }))
  const operations = new Map<string, ReturnType<typeof prepare>>()
  const planFor = async (
    { query, denied = [], labels = [], annotated = false, signal, ...question }: Question,
    inParts: boolean,
  ) => {
    const operation = operations.get(query) ?? prepare(query)
    operations.set(query, operation)
    const { variablesText, variables = JSON.parse(variablesText ?? '{}') } = question
    const read = operation.readVariables(variables, () => variablesText)
    const requests: SentRequest[] = []
    const plan = await operation.plan({
      deny: { key: denied.join(), denied: findFields(operation, denied) },
      labels: chooseLabels(operation.labels, { overrideLabels: new Set(labels) }, (share) =>
        isInShare(share, 'somebody'),
      ),
      annotated,
      inParts,
    })
    const request = {
      variables: 'values' in read ? read.values : {},
      signal: signal ?? new AbortController().signal,
      context: requests,
    }
    return { plan, request, requests }
  }
  return {
    schema: engine.schema,
    async askInParts(question, format) {
      const { plan, request, requests } = await planFor(question, true)
      const payloads: unknown[] = []
      let annotations: readonly Annotation[] | undefined
      const result = await plan.runInParts(request, {
        division: format === 'current' ? 'fields' : 'fragments',
        begin: Promise.resolve(),
        take(parts) {
          for (const part of parts) {
            payloads.push(JSON.parse(writePart(toldPart(part), format).toString()))
            annotations = part.annotations
          }
        },
      })
      if (!result.isTold)
        payloads.push({
          data: JSON.parse(result.result.data),
          errors: result.result.errors.map(formatError),
          hasNext: false,
        })
      return { payloads, requests, annotations: result.result.annotations ?? annotations }
    },
    async ask(question) {
      const { plan, request, requests } = await planFor(question, false)
      const { data, errors, unequalLists, annotations } = await plan.run(request)
      return {
        data: JSON.parse(data),
        text: data,
        errors: errors.map(formatError),
        requests,
        unequalLists,
        annotations,
      }
    },
  }
}

function toldPart({ first, increments, completed, ...part }: AnswerPart): ToldPart {
  return {
    ...part,
    first: first && { ...first, errors: first.errors.map(formatError) },
    increments: increments.map((one) => ({ ...one, errors: one.errors.map(formatError) })),
    completed: completed.map(({ of, errors }) => ({ of, errors: errors?.map(formatError) })),
    extensions: undefined,
  }
}

/** All that can be asked for without arguments: leaves, and the leaves of objects. */
export const annotateByAll: AnnotationFields = (type) => selectPlain(type, 1)

function selectPlain(type: GraphQLObjectType, depth: number): readonly FieldNode[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const node: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: field.name } }
    const below = getNamedType(field.type)
    if (field.args.length > 0) return []
    if (isLeafType(below)) return [node]
    if (!isObjectType(below) || depth === 0) return []
    const selections = selectPlain(below, depth - 1)
    return selections.length === 0
      ? []
      : [{ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } }]
  })
}

export function formatError({
  message,
  path,
  code,
  subgraph,
  reference,
  extensions: more,
}: PlacedError): GraphQLFormattedError {
  const extensions = {
    ...more,
    code,
    ...(subgraph !== undefined && { subgraph }),
    ...(reference && { reference }),
  }
  return path.length === 0 ? { message, extensions } : { message, path, extensions }
}

function findFields(operation: NormalOperation, paths: readonly string[]): ReadonlySet<FieldNode> {
  const fields = listFields(operation.definition.selectionSet)
  return new Set(fields.filter(({ path }) => paths.includes(path)).map(({ node }) => node))
}

/** The fields of an operation by response path without indices, such as `museums.name`. */
export function listFields(set: SelectionSetNode, above = ''): readonly { path: string; node: FieldNode }[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []
    if (selection.kind === Kind.INLINE_FRAGMENT) return listFields(selection.selectionSet, above)
    if (selection.name.value === '__typename') return []
    const path = `${above}${(selection.alias ?? selection.name).value}`
    const below = selection.selectionSet ? listFields(selection.selectionSet, `${path}.`) : []
    return [{ path, node: selection }, ...below]
  })
}
