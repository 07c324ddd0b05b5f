import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql'
import type { IncomingHttpHeaders } from 'node:http'
import type { Variables } from '../../kit/graphql/variables.ts'
import { shortLine } from '../../kit/shortLine.ts'
import { validateDocument } from './validateDocument.ts'

/** The result of admission: a validated document, what is wrong with it, or the response that refuses the request. */
export type Admitted =
  | {
      readonly kind: 'admitted'
      readonly document: DocumentNode
      readonly text: string
      readonly operationName: string | undefined
      readonly variables: Variables
    }
  | { readonly kind: 'invalid'; readonly errors: readonly GraphQLFormattedError[] }
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
  /** `document` is the request's, parsed; undefined where its text is missing or no GraphQL, which Apollo Server tells. */
  admit(request: AdmittedRequest, document: DocumentNode | undefined): Promise<Admitted>
  stop(): Promise<void>
}

/** Apollo Server gives its plugins a shallow copy of the context, so that they write their results into `notes`. */
interface AdmissionContext {
  readonly notes: AdmissionNotes
}

interface AdmissionNotes {
  readonly document: DocumentNode | undefined
  admitted?: Extract<Admitted, { kind: 'admitted' }>
  refusal?: string
}

/**
 * Apollo Server's part: the grammar of a GraphQL request over HTTP (GET, POST, CSRF), and what is wrong with a text that is
 * no GraphQL. It never executes; the requests that it admits are validated, and executed by the stages that follow.
 */
export async function createAdmission(
  schema: GraphQLSchema,
  introspection: boolean,
  maxTokens: number,
): Promise<Admission> {
  const server = new ApolloServer<AdmissionContext>({
    schema,
    // Our stage before has replaced hashes by texts. Apollo Server would forget them with each supergraph, each gateway
    // by itself.
    persistedQueries: false,
    // The graph remembers prepared operations, so that each text comes here once: a document store would hold it twice.
    documentStore: null,
    parseOptions: { maxTokens },
    formatError: (error) => ({ ...error, message: shortLine(error.message) }),
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
    async admit(request, document) {
      const admitted = await admit(server, request, document)
      if (admitted.kind !== 'admitted') return admitted
      const errors = validateDocument(schema, admitted.document, admitted.text, introspection)
      return errors.length === 0 ? admitted : { kind: 'invalid', errors }
    },
    stop: () => server.stop(),
  }
}

/** Puts the admitted operation into the context, in place of executing it. */
const holdAtExecution: ApolloServerPlugin<AdmissionContext> = {
  async requestDidStart() {
    return {
      // Apollo Server parses and validates what has no document yet, as none has that its document store does not know.
      async didResolveSource(requestContext) {
        Object.assign(requestContext, { document: requestContext.contextValue.notes.document })
      },
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

async function admit(
  server: ApolloServer<AdmissionContext>,
  request: AdmittedRequest,
  document: DocumentNode | undefined,
): Promise<Exclude<Admitted, { kind: 'invalid' }>> {
  const notes: AdmissionNotes = { document }
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
