import { z } from 'zod'
import { parseAddress } from '../../subgraphs/destinations.ts'
import { section } from './section.ts'

const text = z.string({ error: 'text' })

function numberOf(expected: string, min: number, max: number) {
  return z
    .union(
      [
        z.int(),
        z
          .string()
          .regex(/^\d{1,15}$/, expected)
          .transform(Number),
      ],
      { error: expected },
    )
    .refine((value) => value >= min && value <= max, expected)
}

const ADDRESS = 'an address such as "http://stock:4001/graphql"'
const address = z
  .string({ error: ADDRESS })
  .regex(/^https?:\/\/./, ADDRESS)
  .refine((value) => parseAddress(value) !== undefined, ADDRESS)

const WEB_SOCKET = 'an address such as "ws://stock:4001/graphql"'

const ORIGIN = 'an origin such as "https://stock.example", without a path'
const origin = z
  .string({ error: ORIGIN })
  .regex(/^https?:\/\/[^/?#@]+$/, ORIGIN)
  .refine((value) => URL.canParse(value), ORIGIN)

/** What HTTP or the gateway itself says on a connection; nobody else may. */
const RESERVED =
  /^(?:host|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|proxy-.*|content-.*|accept|accept-encoding|x-gateway-secret|x-request-id)$/i
const HEADER = 'the name of a header that is neither HTTP’s own nor the gateway’s'
const headerName = z
  .string({ error: HEADER })
  .regex(/^[\w!#$%&'*+.^`|~-]+$/, HEADER)
  .refine((name) => !RESERVED.test(name), HEADER)
const HEADER_VALUE = 'the value of a header: text on one line'
const headerValue = z.string({ error: HEADER_VALUE }).regex(/^[\t\x20-\x7e\x80-\xff]*$/, HEADER_VALUE)

/** What may not come from a subgraph: the gateway writes it, or several clients would share what is one client's. */
const NOT_UP =
  /^(?:set-cookie|www-authenticate|cache-control|etag|age|vary|date|access-control-.*|strict-.*)$/i
const UP = 'the name of a header that the gateway does not write itself, and that is no cookie'
const headerUp = headerName.refine((name) => !NOT_UP.test(name), UP)

/** The part of the file that is about one subgraph. */
export const subgraphInFile = section({
  url: z.union([address, z.array(address).min(1)], { error: `${ADDRESS}, or a list of such` }).optional(),
  webSocket: z
    .string({ error: WEB_SOCKET })
    .regex(/^wss?:\/\/./, WEB_SOCKET)
    .refine((value) => URL.canParse(value), WEB_SOCKET)
    .optional(),
  origins: z.array(origin, { error: `a list of origins, each ${ORIGIN}` }).optional(),
  secret: z.string({ error: 'text' }).min(16, 'at least 16 characters').optional(),
  deadlineMs: numberOf('milliseconds from 1 to 600000', 1, 600_000).optional(),
  connections: numberOf('a whole number from 1 to 10000', 1, 10_000).optional(),
  maxBytes: numberOf('bytes from 1 to 536870912', 1, 536_870_912).optional(),
  headers: section({
    forward: z.array(headerName, { error: 'a list of names of headers' }).optional(),
    rename: z
      .record(headerName, headerName, { error: 'names of headers, each with its name there' })
      .optional(),
    set: z.record(headerName, headerValue, { error: 'names of headers, each with its value' }).optional(),
    remove: z.array(headerName, { error: 'a list of names of headers' }).optional(),
    toClient: z.array(headerUp, { error: 'a list of names of headers' }).optional(),
  }).optional(),
  tls: section({
    ca: text.optional(),
    certificate: text.optional(),
    key: text.optional(),
  })
    .refine(({ certificate, key }) => (certificate === undefined) === (key === undefined), {
      error: 'both certificate and key, or neither',
    })
    .optional(),
  errors: section({
    codes: z
      .array(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'a code such as "OUT_OF_STOCK"'), {
        error: 'a list of codes',
      })
      .optional(),
    extensions: z.array(text, { error: 'a list of keys' }).optional(),
  }).optional(),
})

export type SubgraphInFile = z.output<typeof subgraphInFile>
