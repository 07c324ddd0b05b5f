import { z } from 'zod'
import { commaList } from '../../../kit/config.ts'
import { isLoopback } from '../../../kit/loopback.ts'
import { bureaus } from '../../../schema/bureaus/register.ts'
import { parseAddress } from '../../subgraphs/destinations.ts'
import { CONNECTIONS, MAX_RESPONSE_BYTES } from '../../subgraphs/httpTransport.ts'
import type { HeaderSettings, SubgraphAddress, SubgraphSettings } from '../../subgraphs/settings.ts'
import type { TransportSettings } from '../../subgraphs/transports.ts'
import type { cacheVariables } from './cache.ts'
import { flag, milliseconds } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'
import type { serverVariables } from './server.ts'
import type { SubgraphInFile } from './subgraphsInFile.ts'
import { isDevelopment, type tokenVariables } from './tokens.ts'

export interface SubgraphConfig extends TransportSettings {
  /** Which bureau may say that answers of a subgraph are out of date. */
  readonly subgraphBureaus: ReadonlyMap<string, string>
  /** The subgraphs that any setting names, but for the defaults. */
  readonly namedSubgraphs: ReadonlySet<string>
}

/** The default: with another graph it is as if there were none. */
const REGISTERED = bureaus.map(({ subgraph, bureau }) => `${subgraph}=${bureau}`)

export const subgraphVariables = {
  SUBGRAPH_URLS: commaList.default([]),
  GATEWAY_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  SUBGRAPH_DEADLINE_MS: milliseconds.default(5_000),
  SINGLE_FLIGHT: flag.default(true),
  SUBGRAPH_BUREAUS: commaList.default(REGISTERED),
  FORWARD_HEADERS: commaList.default([]),
  SUBGRAPH_WEBSOCKETS: commaList.default([]),
}

type SubgraphValues = ValuesOf<
  typeof subgraphVariables &
    Pick<typeof serverVariables, 'HOST' | 'REQUEST_DEADLINE_MS'> &
    Pick<typeof tokenVariables, 'NODE_ENV'> &
    Pick<typeof cacheVariables, 'CACHE_DEFAULT_SECONDS'>
>

export const subgraphRules: readonly Rule<ValuesOf<typeof subgraphVariables>>[] = [
  {
    variable: 'SUBGRAPH_URLS',
    holds: ({ SUBGRAPH_URLS }) => SUBGRAPH_URLS.every(isNamedAddress),
    expected: 'name=address pairs separated by commas, such as "stock=http://stock:4001/graphql"',
  },
  {
    variable: 'SUBGRAPH_URLS',
    holds: ({ SUBGRAPH_URLS }) => new Set(SUBGRAPH_URLS.map(nameOf)).size === SUBGRAPH_URLS.length,
    expected: 'each name once (several addresses of one subgraph stand in the file of --config)',
  },
  {
    variable: 'SUBGRAPH_WEBSOCKETS',
    holds: ({ SUBGRAPH_WEBSOCKETS }) => SUBGRAPH_WEBSOCKETS.every(isNamedWebSocket),
    expected: 'name=address pairs separated by commas, such as "stock=ws://stock:4001/graphql"',
  },
  {
    variable: 'SUBGRAPH_BUREAUS',
    holds: ({ SUBGRAPH_BUREAUS }) => SUBGRAPH_BUREAUS.every(isNamedBureau),
    expected: 'subgraph=bureau pairs separated by commas, such as "stock=trade"',
  },
]

/** `inFile` is what the file says of single subgraphs; their addresses in SUBGRAPH_URLS replace those of the file. */
export function toSubgraphConfig(
  values: SubgraphValues,
  inFile: ReadonlyMap<string, SubgraphInFile>,
): SubgraphConfig {
  const addresses = new Map(values.SUBGRAPH_URLS.map((entry) => [nameOf(entry), valueOf(entry)]))
  const webSockets = new Map(values.SUBGRAPH_WEBSOCKETS.map((entry) => [nameOf(entry), valueOf(entry)]))
  const names = [...new Set([...inFile.keys(), ...addresses.keys(), ...webSockets.keys()])]
  const subgraphs = new Map(
    names.map((name) => {
      const { url, webSocket, ...own } = inFile.get(name) ?? {}
      const where = { url: addresses.get(name) ?? url, webSocket: webSockets.get(name) ?? webSocket }
      return [name, toSubgraphSettings(values, { ...own, ...where })]
    }),
  )
  const otherSubgraphs = toSubgraphSettings(values, {})
  return {
    subgraphs,
    otherSubgraphs,
    trustsLoopback: isDevelopment(values.NODE_ENV) && isLoopback(values.HOST),
    requestDeadlineMs: values.REQUEST_DEADLINE_MS,
    passesHeadersUp: [...subgraphs.values()].some(({ headers }) => headers.toClient.length > 0),
    singleFlight: values.SINGLE_FLIGHT,
    namedSubgraphs: new Set([
      ...names,
      ...values.SUBGRAPH_BUREAUS.filter((entry) => !REGISTERED.includes(entry)).map(nameOf),
      ...values.CACHE_DEFAULT_SECONDS.map(nameOf),
    ]),
    subgraphBureaus: new Map(values.SUBGRAPH_BUREAUS.map((entry) => [nameOf(entry), valueOf(entry)])),
    forwardHeaders: [
      ...new Set(
        [otherSubgraphs, ...subgraphs.values()].flatMap(({ headers }) => [...headers.forward.keys()]),
      ),
    ],
  }
}

function toSubgraphSettings(values: SubgraphValues, own: SubgraphInFile): SubgraphSettings {
  const addresses = toAddresses(own.url)
  return Object.freeze({
    addresses,
    webSocket: own.webSocket,
    origins: new Set([...addresses.map(({ url }) => url), ...(own.origins ?? [])].map(originOf)),
    secret: own.secret ?? values.GATEWAY_SECRET,
    deadlineMs: own.deadlineMs ?? values.SUBGRAPH_DEADLINE_MS,
    connections: own.connections ?? CONNECTIONS,
    maxBytes: own.maxBytes ?? MAX_RESPONSE_BYTES,
    headers: toHeaderSettings(values.FORWARD_HEADERS, own.headers ?? {}),
    tls: toTlsSettings(own.tls ?? {}),
    errors: { codes: own.errors?.codes ?? [], extensions: own.errors?.extensions ?? [] },
  })
}

function toAddresses(url: SubgraphInFile['url']): readonly SubgraphAddress[] {
  const urls = url === undefined ? [] : [url].flat()
  return urls.map(parseAddress).filter((address) => address !== undefined)
}

function originOf(url: string): string {
  return new URL(url).origin
}

function toHeaderSettings(
  forwardToAll: readonly string[],
  { forward = [], rename = {}, set = {}, remove = [], toClient = [] }: NonNullable<SubgraphInFile['headers']>,
): HeaderSettings {
  const renamed = lowerCased(rename)
  const removed = new Set(remove.map(lowerCase))
  const names = new Set([...forwardToAll, ...forward].map(lowerCase))
  return {
    forward: new Map(
      [...names, ...renamed.keys()]
        .filter((name) => !removed.has(name))
        .map((name) => [name, lowerCase(renamed.get(name) ?? name)]),
    ),
    set: Object.fromEntries(lowerCased(set)),
    toClient: toClient.map(lowerCase),
  }
}

function toTlsSettings({
  ca,
  certificate,
  key,
}: NonNullable<SubgraphInFile['tls']>): SubgraphSettings['tls'] {
  const hasOwn = certificate !== undefined && key !== undefined
  return { caFile: ca, certificate: hasOwn ? { file: certificate, keyFile: key } : undefined }
}

function lowerCased(values: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(values).map(([name, value]) => [lowerCase(name), value]))
}

function lowerCase(name: string): string {
  return name.toLowerCase()
}

function isNamedAddress(entry: string): boolean {
  return nameOf(entry) !== '' && parseAddress(valueOf(entry)) !== undefined
}

function isNamedWebSocket(entry: string): boolean {
  return nameOf(entry) !== '' && /^wss?:\/\/./.test(valueOf(entry)) && URL.canParse(valueOf(entry))
}

function isNamedBureau(entry: string): boolean {
  return nameOf(entry) !== '' && /^[a-z0-9-]+$/.test(valueOf(entry))
}

/** Composition takes any name for a subgraph's. */
function nameOf(entry: string): string {
  return entry.includes('=') ? entry.slice(0, entry.indexOf('=')) : ''
}

function valueOf(entry: string): string {
  return entry.slice(entry.indexOf('=') + 1)
}
