import { z } from 'zod'
import { DamagedStore } from './registryStore.ts'

/** SHA-256 of a text that lies in the store, in hexadecimal digits. */
const textHash = z.string().regex(/^[0-9a-f]{64}$/)

const versionShape = z.strictObject({
  sdl: textHash,
  /** '' where gateways know the address by themselves. */
  address: z.string(),
  /** The bureau's entry, as YAML. */
  bureau: textHash.nullable(),
  /** The release that brought it. */
  since: z.int(),
})

const releaseShape = z.strictObject({
  number: z.int(),
  subgraphs: z.record(z.string(), versionShape),
  supergraph: textHash,
  api: textHash,
  publicKey: z.string(),
  signature: z.string(),
})

const publicationShape = z.strictObject({
  subgraph: z.string(),
  sdl: textHash,
  address: z.string(),
  bureau: textHash.nullable(),
  allowances: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
})

const done = {
  number: z.int(),
  /** SHA-256 of the act before, so that a store from which one was taken is known. */
  previous: z.string(),
  /** The clock of the registry that did it: to be read, never to be compared. */
  at: z.iso.datetime(),
  by: z.strictObject({ key: z.string(), bureau: z.string().nullable() }),
  message: z.string(),
  /** Of all that stands before it in the text; acts of older registries have none. */
  signature: z.string().optional(),
}

/** What was done, in the order of the numbers: an act is never changed, and is there whole or not at all. */
const actShape = z.discriminatedUnion('kind', [
  z.strictObject({ ...done, kind: z.literal('seeded'), release: releaseShape }),
  z.strictObject({
    ...done,
    kind: z.literal('published'),
    subgraph: z.string(),
    check: textHash.nullable(),
    release: releaseShape,
  }),
  z.strictObject({ ...done, kind: z.literal('deleted'), subgraph: z.string(), release: releaseShape }),
  z.strictObject({ ...done, kind: z.literal('rolled-back'), to: z.int(), release: releaseShape }),
  z.strictObject({ ...done, kind: z.literal('waiting'), publication: publicationShape }),
  z.strictObject({
    ...done,
    kind: z.literal('refused'),
    subgraph: z.string(),
    code: z.string(),
    check: textHash.nullable(),
  }),
  z.strictObject({ ...done, kind: z.literal('consented'), subgraph: z.string(), sdl: textHash }),
  z.strictObject({
    ...done,
    kind: z.literal('key-added'),
    id: z.string(),
    /** SHA-256 of the key: it is drawn from 256 bits, which nobody guesses, so no slower function is of use. */
    hash: textHash,
    bureau: z.string().nullable(),
  }),
  z.strictObject({ ...done, kind: z.literal('key-revoked'), id: z.string() }),
])

export type Act = z.output<typeof actShape>
export type StoredRelease = z.output<typeof releaseShape>
export type SubgraphVersion = z.output<typeof versionShape>
export type Publication = z.output<typeof publicationShape>

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** An act before it has its place in the order. */
export type NewAct = DistributiveOmit<Act, 'number' | 'previous' | 'at' | 'signature'>

/** Who does something: `bureau` is null for the operator. */
export type Actor = Act['by']

/** Throws where what a store holds is no act. */
export function parseAct(text: string, place: string): Act {
  const { data, error } = actShape.safeParse(parseJson(text))
  if (data !== undefined) return data
  const issue = error.issues[0]
  throw new DamagedStore(
    `${place}: expected an act of the registry; at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'something else'}.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
