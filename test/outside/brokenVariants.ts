import { isRecord } from '../../kit/isRecord.ts'
import type { Alter, Reply, Sent } from './alteringProxy.ts'
import { POSTAL_SECRET } from './postal.ts'

/** A subgraph that keeps the protocol but for one thing, and the checks that must say so: these and no others. */
export interface BrokenVariant {
  readonly does: string
  readonly alter: Alter
  readonly told: readonly string[]
}

type Data = Record<string, unknown>

/** Alters the JSON of each answer to GraphQL. */
function alterJson(change: (answer: Data, sent: Sent) => Data): Alter {
  return async (sent, pass) => {
    const reply = await pass(sent)
    if (sent.path !== '/graphql') return reply
    return { ...reply, body: JSON.stringify(change(parse(reply.body), sent)) }
  }
}

/** Alters the text of each answer. */
function alterText(change: (text: string) => string): Alter {
  return async (sent, pass) => {
    const reply = await pass(sent)
    return { ...reply, body: change(reply.body) }
  }
}

/** Alters the items of each `_entities`. */
function alterEntities(
  change: (items: readonly unknown[], representations: readonly unknown[]) => unknown,
): Alter {
  return alterJson((answer, sent) => {
    const variables = parse(sent.body)['variables']
    const representations = isRecord(variables) ? variables['representations'] : undefined
    const data = answer['data']
    if (!isRecord(data) || !Array.isArray(data['_entities']) || !Array.isArray(representations)) return answer
    return { ...answer, data: { ...data, _entities: change(data['_entities'], representations) } }
  })
}

function parse(text: string): Data {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? { ...value } : {}
  } catch {
    return {}
  }
}

function hasErrors({ body }: Reply): boolean {
  return body.includes('"errors":')
}

const HTML: Reply = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Welcome</title>',
}

const SERVER_ERROR: Reply = {
  status: 500,
  headers: { 'content-type': 'application/json' },
  body: '{"errors":[{"message":"Internal server error"}]}',
}

/** Gives to every second of the calls that are under way at once the answer of the one before. */
function swapAnswers(): Alter {
  let before: Promise<Reply> | undefined
  return async (sent, pass) => {
    const own = pass(sent)
    const given = before
    before = own
    const reply = given === undefined ? await own : (await own, await given)
    if (before === own) before = undefined
    return reply
  }
}

export const BROKEN: readonly BrokenVariant[] = [
  {
    does: 'answers a batch in another order',
    alter: alterEntities((items) => items.toReversed()),
    told: ['batch-order', 'batch-duplicates', 'batch-large'],
  },
  {
    does: 'leaves out what it does not find',
    alter: alterEntities((items) => items.filter((item) => item !== null)),
    told: ['unknown-key-null'],
  },
  {
    does: 'gives an error for a key that there is not',
    alter: alterJson((answer) => {
      const data = answer['data']
      const items = isRecord(data) ? data['_entities'] : undefined
      if (!Array.isArray(items) || !items.includes(null) || answer['errors'] !== undefined) return answer
      const error = {
        message: 'Not found.',
        path: ['_entities', items.indexOf(null)],
        extensions: { code: 'SUBGRAPH_ERROR' },
      }
      return { ...answer, errors: [error] }
    }),
    told: ['unknown-key-null'],
  },
  {
    does: 'makes an entity of a key that there is not',
    alter: alterEntities((items, representations) =>
      items.map((item, index) => {
        const representation = representations[index]
        return item === null && isRecord(representation) && representation['__typename'] === 'PostOffice'
          ? { __typename: 'PostOffice', k_PostOffice_id: representation['id'] }
          : item
      }),
    ),
    told: ['unknown-key-null'],
  },
  {
    does: 'answers each key of a batch once',
    alter: alterEntities((items) => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]),
    told: ['batch-duplicates', 'batch-large', 'unknown-key-null', 'nulls-in-place'],
  },
  {
    does: 'has null in place of an empty list',
    alter: alterEntities((items) => (items.length === 0 ? null : items)),
    told: ['batch-empty'],
  },
  {
    does: 'answers no more than a hundred of a batch',
    alter: alterEntities((items) => items.slice(0, 100)),
    told: ['batch-large'],
  },
  {
    does: 'gives other keys than it was asked for',
    alter: alterText((text) => text.replaceAll('"k_PostOffice_id":"', '"k_PostOffice_id":"po-')),
    told: [
      'entities-resolve',
      'batch-order',
      'batch-duplicates',
      'batch-large',
      'unknown-key-null',
      'query-forms',
      'concurrent-calls',
    ],
  },
  {
    does: 'has lost its records',
    alter: alterJson((answer) => {
      const data = answer['data']
      if (!isRecord(data) || !isRecord(data['postOffices'])) return answer
      return { ...answer, data: { ...data, postOffices: { ...data['postOffices'], nodes: [], edges: [] } } }
    }),
    told: ['entity-samples'],
  },
  {
    does: 'runs another SDL than it has published',
    alter: alterText((text) => text.replace('  counterCount: Int\\n', '  counterCount: Float\\n')),
    told: ['sdl-drift'],
  },
  {
    does: 'has a shared type of its own',
    alter: alterText((text) => text.replace('  en: String\\n', '  en: String!\\n')),
    told: ['sdl-drift', 'shared-types', 'nulls-in-place'],
  },
  {
    does: 'contributes what is not nullable to an entity of another bureau',
    alter: alterText((text) =>
      text.replace('  postOffices: [PostOffice!] @', '  postOffices: [PostOffice!]! @'),
    ),
    told: ['sdl-drift', 'composes'],
  },
  {
    does: 'gives no SDL',
    alter: alterText((text) => text.replace(/"sdl":"(?:[^"\\]|\\.)*"/, '"sdl":null')),
    told: ['service-sdl'],
  },
  {
    does: 'opens to everybody',
    alter: async (sent, pass) =>
      pass({ ...sent, headers: { ...sent.headers, 'x-gateway-secret': POSTAL_SECRET } }),
    told: ['secret-required'],
  },
  {
    does: 'has a page in front of it',
    alter: async (sent, pass) => (sent.path === '/graphql' ? HTML : pass(sent)),
    told: [
      'answers-graphql',
      'secret-required',
      'media-type',
      'malformed-body',
      'body-too-large',
      'nested-too-deep',
    ],
  },
  {
    does: 'tells errors as a page, with 200',
    alter: async (sent, pass) => {
      const reply = await pass(sent)
      return sent.path === '/graphql' && hasErrors(reply) ? HTML : reply
    },
    told: [
      'secret-required',
      'entity-union',
      'bad-representation',
      'errors-well-formed',
      'media-type',
      'malformed-body',
      'body-too-large',
      'nested-too-deep',
    ],
  },
  {
    does: 'tells errors by 500',
    alter: async (sent, pass) => {
      const reply = await pass(sent)
      return reply.status === 400 ? { ...reply, status: 500 } : reply
    },
    told: ['errors-well-formed', 'malformed-body', 'nested-too-deep'],
  },
  {
    does: 'shows where its program failed',
    alter: alterJson((answer) => {
      const errors = answer['errors']
      if (!Array.isArray(errors)) return answer
      return {
        ...answer,
        errors: errors.map((error: unknown) => ({
          ...(isRecord(error) ? error : {}),
          extensions: { code: 'BAD_USER_INPUT', stacktrace: ['at resolve (/srv/postal.py:12)'] },
        })),
      }
    }),
    told: ['errors-well-formed'],
  },
  {
    does: 'has codes of its own',
    alter: alterText((text) => text.replaceAll('BAD_USER_INPUT', 'OUT_OF_RANGE')),
    told: ['error-codes'],
  },
  {
    does: 'has null where none may be',
    alter: alterText((text) => text.replaceAll(/"name":\{[^{}]*\}/g, '"name":null')),
    told: ['nulls-in-place'],
  },
  {
    does: 'lets one failed field cost the whole answer',
    alter: alterJson((answer) =>
      answer['errors'] === undefined || !('data' in answer) ? answer : { ...answer, data: null },
    ),
    told: ['nulls-in-place'],
  },
  {
    does: 'writes times without their offset',
    alter: alterText((text) => text.replaceAll(/(T\d\d:\d\d:\d\d)\+08:00"/g, '$1"')),
    told: ['values-fit-types'],
  },
  {
    does: 'writes numbers as texts',
    alter: alterText((text) => text.replaceAll(/"totalCount":(\d+)/g, '"totalCount":"$1"')),
    told: ['values-fit-types'],
  },
  {
    does: 'lets errors be kept',
    alter: async (sent, pass) => {
      const reply = await pass(sent)
      return {
        ...reply,
        headers: { ...reply.headers, 'cache-control': 'max-age=60', vary: 'x-gateway-secret' },
      }
    },
    told: ['cache-headers'],
  },
  {
    does: 'leaves it open by what its answers vary',
    alter: async (sent, pass) => {
      const { headers, ...reply } = await pass(sent)
      const { vary: _, ...others } = headers
      return { ...reply, headers: others }
    },
    told: ['cache-headers'],
  },
  {
    does: 'answers in the language of the client without a word',
    alter: async (sent, pass) => {
      const reply = await pass(sent)
      const isPortuguese = sent.headers['accept-language']?.startsWith('pt') === true
      return isPortuguese
        ? { ...reply, body: reply.body.replaceAll(/"en":"[^"]*"/g, '"en":"Correios"') }
        : reply
    },
    told: ['vary'],
  },
  {
    does: 'takes any body for JSON',
    alter: async (sent, pass) =>
      pass({ ...sent, headers: { ...sent.headers, 'content-type': 'application/json' } }),
    told: ['media-type'],
  },
  {
    does: 'breaks of a body that is no JSON',
    alter: async (sent, pass) => {
      const reply = await pass(sent)
      return reply.body.includes('The body is not JSON') ? SERVER_ERROR : reply
    },
    told: ['malformed-body', 'nested-too-deep'],
  },
  {
    does: 'breaks of a body that is too large',
    alter: async (sent, pass) => {
      const reply = await pass(sent)
      return reply.status === 413 ? SERVER_ERROR : reply
    },
    told: ['body-too-large'],
  },
  {
    does: 'breaks of what is nested too deep',
    alter: async (sent, pass) => {
      const reply = await pass(sent)
      return reply.body.includes('brackets at most') ? SERVER_ERROR : reply
    },
    told: ['nested-too-deep'],
  },
  {
    does: 'ignores conditions of fields',
    alter: async (sent, pass) =>
      pass({ ...sent, body: sent.body.replaceAll(/@(?:skip|include)\(if:\$\w+\)/g, '') }),
    told: ['query-forms'],
  },
  {
    does: 'says another id of the request',
    alter: async (sent, pass) => {
      const reply = await pass(sent)
      return { ...reply, headers: { ...reply.headers, 'x-request-id': 'mine' } }
    },
    told: ['headers-tolerated'],
  },
  {
    does: 'packs answers by what no gateway unpacks',
    alter: async (sent, pass) => {
      const reply = await pass(sent)
      const isAsked = sent.headers['accept-encoding'] !== undefined
      return isAsked ? { ...reply, headers: { ...reply.headers, 'content-encoding': 'zstd' } } : reply
    },
    told: ['headers-tolerated'],
  },
  { does: 'mixes up answers of one moment', alter: swapAnswers(), told: ['concurrent-calls'] },
  {
    does: 'has no health',
    alter: async (sent, pass) =>
      sent.path.startsWith('/health/') ? { ...(await pass(sent)), status: 404 } : pass(sent),
    told: ['health-live', 'health-ready'],
  },
  {
    does: 'has no feeds',
    alter: async (sent, pass) => pass(sent.path === '/feeds' ? { ...sent, path: '/none' } : sent),
    told: ['feeds'],
  },
  {
    does: 'tells states of feeds that there are not',
    alter: alterText((text) => text.replace('"BUNDLED"', '"OK"')),
    told: ['feeds'],
  },
]
