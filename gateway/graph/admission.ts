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
import type { Variables } from '../../kit/graphql/variables.ts'

/** The result of admission: a validated document, or the response that refuses the request. */
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

/** The parts of a request that admission reads. */
export interface AdmittedRequest {
  readonly method: string
  readonly search: string
  readonly headers: IncomingHttpHeaders
  /** The JSON of its body. */
  readonly body: unknown
  readonly mediaType: string
  /** Whether a GET needs a header that no foreign page can send. */
  readonly isForgeable: boolean
}

export interface Admission {
  admit(request: AdmittedRequest): Promise<Admitted>
  stop(): Promise<void>
}

/** Apollo Server gives its plugins a shallow copy of the context, so that they write their results into `notes`. */
interface AdmissionContext {
  readonly notes: AdmissionNotes
}

interface AdmissionNotes {
  admitted?: Extract<Admitted, { kind: 'admitted' }>
  refusal?: string
}

/**
 * Apollo Server's part: the grammar of a GraphQL request over HTTP (GET, POST, CSRF), parsing and validation. It never
 * executes; the requests that it admits are executed by the stages that follow.
 */
export async function createAdmission(
  schema: GraphQLSchema,
  introspection: boolean,
  maxTokens: number,
): Promise<Admission> {
  const server = new ApolloServer<AdmissionContext>({
    schema,
    introspection,
    // "Did you mean" tells names one by one.
    hideSchemaDetailsFromClientErrors: !introspection,
    // Our stage before has replaced hashes by texts. Apollo Server would forget them with each supergraph, each gateway
    // by itself.
    persistedQueries: false,
    // The graph remembers prepared operations, so that each text comes here once: a document store would hold it twice.
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
        contextValue.notes.admitted = {
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
        if (typeof code === 'string') contextValue.notes.refusal = code
      },
    }
  },
}

async function admit(server: ApolloServer<AdmissionContext>, request: AdmittedRequest): Promise<Admitted> {
  const notes: AdmissionNotes = {}
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: toHeaderMap(request),
      search: request.search,
      body: request.body,
    },
    context: async () => ({ notes }),
  })
  if (notes.admitted) return notes.admitted
  return {
    kind: 'refused',
    status: answer.status ?? 200,
    code: notes.refusal,
    headers: answer.headers,
    body: answer.body.kind === 'complete' ? answer.body.string : '',
  }
}

/**
 * The answer's type has been chosen already; Apollo Server is told the choice instead of the client's list. So has been
 * whether a foreign page could have sent it, for which Apollo Server knows no rule but a header.
 */
function toHeaderMap(request: AdmittedRequest): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  headers.set('accept', request.mediaType)
  if (request.method === 'GET' && !request.isForgeable) headers.set('apollo-require-preflight', 'true')
  return headers
}
