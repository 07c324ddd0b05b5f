import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { IncomingHttpHeaders } from 'node:http'
import { KnownOperationTypesRule } from '../../engine/index.ts'

/** What came of a request's first sight: a document fit to be planned, or the answer that refuses it. */
export type Admitted =
  | {
      readonly kind: 'admitted'
      readonly document: DocumentNode
      readonly text: string
      readonly operationName: string | undefined
      readonly variables: Variables
    }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: string | undefined
      readonly headers: ReadonlyMap<string, string>
      readonly body: string
    }

export type Variables = Readonly<Record<string, unknown>>

/** What is looked at of a request. */
export interface AdmittedRequest {
  readonly method: string
  readonly search: string
  readonly headers: IncomingHttpHeaders
  /** The JSON of its body. */
  readonly body: unknown
  readonly mediaType: string
}

export interface Admission {
  admit(request: AdmittedRequest): Promise<Admitted>
  stop(): Promise<void>
}

/** Apollo Server gives its plugins a shallow copy of the context: what they tell goes into an object of its own. */
interface AdmissionContext {
  readonly outcome: AdmissionNotes
}

interface AdmissionNotes {
  admitted?: Extract<Admitted, { kind: 'admitted' }>
  refusal?: string
}

/**
 * Apollo Server's part: the grammar of a GraphQL request over HTTP (GET, POST, CSRF), parsing and validation. It never executes; what it lets through is answered by the stages that follow.
 */
export async function createAdmission(
  schema: GraphQLSchema,
  introspection: boolean,
  maxTokens: number,
): Promise<Admission> {
  const server = new ApolloServer<AdmissionContext>({
    schema,
    introspection,
    // Hashes have become texts before it: it would forget them with each new supergraph, and alone.
    persistedQueries: false,
    // A text is met here once, and prepared operations are remembered by the graph: a second store only doubles them.
    documentStore: null,
    parseOptions: { maxTokens },
    validationRules: [KnownOperationTypesRule],
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      holdAtExecution,
    ],
  })
  await server.start()
  return {
    admit: (request) => admit(server, request),
    stop: () => server.stop(),
  }
}

/** Puts the admitted operation into the context, in place of executing it. */
const holdAtExecution: ApolloServerPlugin<AdmissionContext> = {
  async requestDidStart() {
    return {
      async responseForOperation({ document, source, request, contextValue }) {
        contextValue.outcome.admitted = {
          kind: 'admitted',
          document,
          text: source ?? '',
          operationName: request.operationName || undefined,
          variables: request.variables ?? {},
        }
        return { body: { kind: 'single', singleResult: {} }, http: { headers: new HeaderMap() } }
      },
      async didEncounterErrors({ errors, contextValue }) {
        const code = errors[0]?.extensions.code
        if (typeof code === 'string') contextValue.outcome.refusal = code
      },
    }
  },
}

async function admit(server: ApolloServer<AdmissionContext>, request: AdmittedRequest): Promise<Admitted> {
  const outcome: AdmissionNotes = {}
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: toHeaderMap(request),
      search: request.search,
      body: request.body,
    },
    context: async () => ({ outcome }),
  })
  if (outcome.admitted) return outcome.admitted
  return {
    kind: 'refused',
    status: answer.status ?? 200,
    code: outcome.refusal,
    headers: answer.headers,
    body: answer.body.kind === 'complete' ? answer.body.string : '',
  }
}

/** The answer's type has been chosen already; Apollo Server is told the choice instead of the client's list. */
function toHeaderMap(request: AdmittedRequest): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  headers.set('accept', request.mediaType)
  return headers
}
