import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { z } from 'zod'

/** What gateways are to serve. */
export interface Release {
  /** Rises with every release: to go back is a new number too, so an old release is known when it comes again. */
  readonly number: number
  readonly supergraph: string
  readonly subgraphs: Readonly<Record<string, ReleasedSubgraph>>
}

export interface ReleasedSubgraph {
  /** Where it is called; '' where gateways know by themselves. */
  readonly address: string
  /** SHA-256 of its SDL, in hexadecimal digits. */
  readonly sdl: string
  /** The same of its bureau's entry, where it has one. */
  readonly bureau: string | null
}

/** A release as it travels. The payload is kept as the text that was signed: another writing of it is another text. */
export interface SignedRelease {
  readonly payload: string
  /** By which it says that it was signed; whether that key is believed is the reader's to say. */
  readonly publicKey: string
  readonly signature: string
}

/** A release that cannot be believed or read; the message says what was expected and what came. */
export class ReleaseError extends Error {}

/** The same key signs nothing else, but a text of another kind could look like a release. */
const CONTEXT = 'supergraph release v1\n'

const releaseShape = z.strictObject({
  number: z.int().min(1),
  supergraph: z.string(),
  subgraphs: z.record(
    z.string(),
    z.strictObject({ address: z.string(), sdl: z.string(), bureau: z.string().nullable() }),
  ),
})
const signedShape = z.object({ payload: z.string(), publicKey: z.string(), signature: z.string() })

export function signRelease({ number, supergraph, subgraphs }: Release, key: KeyObject): SignedRelease {
  const payload = JSON.stringify({ number, supergraph, subgraphs })
  return {
    payload,
    publicKey: publicKeyOf(key),
    signature: sign(null, Buffer.from(CONTEXT + payload), key).toString('base64url'),
  }
}

/** The public half of an Ed25519 key, as settings have it: 43 characters of base64url. */
export function publicKeyOf(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  if (x === undefined) throw new Error('expected an Ed25519 key')
  return x
}

export function isPublicKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === 32 && bytes.toString('base64url') === text
}

/** Reads what a registry sent or a disk kept. Throws ReleaseError for what no key of `pinned` has signed. */
export function openSignedRelease(text: string, pinned: readonly string[]): Release {
  return verifyRelease(readAs(signedShape, text, '{"payload", "publicKey", "signature"}'), pinned)
}

export function verifyRelease(signed: SignedRelease, pinned: readonly string[]): Release {
  const { payload, publicKey, signature } = signed
  const content = Buffer.from(CONTEXT + payload)
  const isSignedBy = (x: string): boolean =>
    verify(
      null,
      content,
      createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    )
  if (pinned.some(isSignedBy)) return readAs(releaseShape, payload, '{"number", "supergraph", "subgraphs"}')
  throw new ReleaseError(
    pinned.includes(publicKey)
      ? `expected a release signed by a pinned key; got one with a broken signature of the key ${publicKey}`
      : `expected a release signed by one of ${pinned.join(', ')}; got one of the key ${shortKey(publicKey)}`,
  )
}

function readAs<S extends z.ZodType>(shape: S, text: string, expected: string): z.output<S> {
  const { data } = shape.safeParse(parseJson(text))
  if (data !== undefined) return data
  throw new ReleaseError(`expected a release, ${expected}; got something else`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function shortKey(key: string): string {
  return isPublicKey(key) ? key : 'another form'
}
