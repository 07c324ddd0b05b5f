import { request } from 'undici'
import { z } from 'zod'
import { commaList, readEnvironment, type Environment } from '../../kit/config.ts'
import type { FeedStatusSource, NodeSource, SearchableSource } from '../_kit/catalogueSources.ts'
import { GATEWAY_SECRET_HEADER } from '../../kit/gatewaySecret.ts'
import { traceHttpCall } from '../_kit/trace/traceHttpCall.ts'

/**
 * One source for each subgraph that CATALOGUE_STATUS_URLS names ("tourism=http://…,health=http://…"), asked over HTTP
 * with the first of GATEWAY_SECRETS, as the gateway asks.
 */
export function statusSourcesFromEnvironment(environment: Environment): readonly FeedStatusSource[] {
  const { CATALOGUE_STATUS_URLS: addresses, GATEWAY_SECRETS: secrets } = readEnvironment(schema, environment)
  return addresses.map(([subgraph, address]) => createHttpStatusSource(subgraph, address, secrets[0]))
}

/** Of the same subgraphs, what of theirs is found. */
export function searchableSourcesFromEnvironment(environment: Environment): readonly SearchableSource[] {
  const { CATALOGUE_STATUS_URLS: addresses, GATEWAY_SECRETS: secrets } = readEnvironment(schema, environment)
  return addresses.map(([subgraph, address]) => createHttpSearchableSource(subgraph, address, secrets[0]))
}

/** Of the same subgraphs, which entities they have. */
export function nodeSourcesFromEnvironment(environment: Environment): readonly NodeSource[] {
  const { CATALOGUE_STATUS_URLS: addresses, GATEWAY_SECRETS: secrets } = readEnvironment(schema, environment)
  return addresses.map(([subgraph, address]) => createHttpNodeSource(subgraph, address, secrets[0]))
}

const EXPECTED = 'name=http://… for each subgraph, separated by commas'

const schema = z.object({
  CATALOGUE_STATUS_URLS: commaList.default([]).transform((entries, context) => {
    const addresses = entries.flatMap(readAddress)
    if (addresses.length === entries.length) return addresses
    context.addIssue({ code: 'custom', message: EXPECTED })
    return z.NEVER
  }),
  GATEWAY_SECRETS: commaList.default([]),
})

function readAddress(entry: string): (readonly [subgraph: string, address: string])[] {
  const [, subgraph, address] = /^([a-z][a-z0-9-]*)=(https?:\/\/.+)$/.exec(entry) ?? []
  if (subgraph === undefined || address === undefined || !URL.canParse(address)) return []
  return [[subgraph, address.replace(/\/+$/, '')]]
}

function createHttpStatusSource(
  subgraph: string,
  address: string,
  secret: string | undefined,
): FeedStatusSource {
  return {
    subgraph,
    async read(signal) {
      const url = new URL(`${address}/feeds`)
      const { statusCode, body } = await traceHttpCall('GET', url, (traceHeaders) =>
        request(url, {
          headers: { ...(secret === undefined ? {} : { [GATEWAY_SECRET_HEADER]: secret }), ...traceHeaders },
          signal,
        }),
      )
      const text = await body.text()
      if (statusCode !== 200) throw new Error(`expected HTTP status 200; got ${statusCode}`)
      return reports.parse(JSON.parse(text))
    },
  }
}

function createHttpSearchableSource(
  subgraph: string,
  address: string,
  secret: string | undefined,
): SearchableSource {
  return {
    subgraph,
    async read(signal, tag) {
      const url = new URL(`${address}/searchables`)
      const { statusCode, body } = await traceHttpCall('GET', url, (traceHeaders) =>
        request(url, {
          headers: {
            ...(secret !== undefined && { [GATEWAY_SECRET_HEADER]: secret }),
            ...(tag !== undefined && { 'if-none-match': `"${tag}"` }),
            ...traceHeaders,
          },
          signal,
        }),
      )
      const text = await body.text()
      if (statusCode === 304) return null
      if (statusCode !== 200) throw new Error(`expected HTTP status 200 or 304; got ${statusCode}`)
      return publishedSearchables.parse(JSON.parse(text))
    },
  }
}

const HAS_ENTITIES = 'query HasEntities($keys: [_Any!]!) { _entities(representations: $keys) { __typename } }'

/** By what every subgraph of a federation answers, so that it may be one in any language. */
function createHttpNodeSource(subgraph: string, address: string, secret: string | undefined): NodeSource {
  return {
    subgraph,
    async has(keys, signal) {
      const url = new URL(`${address}/graphql`)
      const { statusCode, body } = await traceHttpCall('POST', url, (traceHeaders) =>
        request(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(secret !== undefined && { [GATEWAY_SECRET_HEADER]: secret }),
            ...traceHeaders,
          },
          body: JSON.stringify({ query: HAS_ENTITIES, variables: { keys } }),
          signal,
        }),
      )
      const text = await body.text()
      if (statusCode !== 200) throw new Error(`expected HTTP status 200; got ${statusCode}`)
      const { data, errors = [] } = entitiesAnswer.parse(JSON.parse(text))
      const { _entities: entities } = data
      if (entities.length !== keys.length)
        throw new Error(`expected ${keys.length} entities; got ${entities.length}`)
      const unknown = new Set(errors.map(({ path }) => path?.[1]))
      return entities.map((entity, index) => entity !== null || unknown.has(index))
    },
  }
}

const entitiesAnswer = z.object({
  data: z.object({ _entities: z.array(z.object({}).nullable()) }),
  errors: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])).optional() })).optional(),
})

const text = z.string().nullable()
const texts = z.object({ zh: text, pt: text, en: text })

/** A record that is not understood is a fault of the bureau's: what it published before stays. */
const publishedSearchables = z.object({
  tag: z.string(),
  kinds: z.record(
    z.string(),
    z
      .array(
        z.object({
          id: z.string(),
          name: texts,
          otherNames: z.array(z.string()).exactOptional(),
          description: texts.exactOptional(),
          codes: z.array(z.string()).exactOptional(),
          place: z.object({ lat: z.number(), lng: z.number() }).exactOptional(),
          area: z.string().exactOptional(),
        }),
      )
      .nullable(),
  ),
})

/** Subgraphs are deployed one by one, so an answer may come from another version than ours: it is checked. */
const reports = z.array(
  z.object({
    id: z.string(),
    title: texts,
    state: z.enum(['LIVE', 'BUNDLED', 'DEGRADED', 'STALE', 'FAILED']),
    intervalSeconds: z.number(),
    lastSuccessAt: text,
    lastAttemptAt: text,
    sourceUpdatedAt: text.exactOptional(),
    staleSince: text,
    lastError: text,
    accepted: z.int(),
    setAsideCount: z.int().exactOptional(),
    setAside: z.array(z.object({ record: z.string(), reason: z.string() })),
    remarks: z.array(z.string()),
  }),
)
