import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

/** The same key signs releases: no text of one kind may pass for the other. */
const CONTEXT = 'registry act v1\n'

const SIGNATURE = /,"signature":"([\w-]{86})"\}$/

/** The act's text with its signature as the last member, over all that stands before. */
export function signAct(text: string, key: KeyObject): string {
  const signature = sign(null, Buffer.from(CONTEXT + text), key).toString('base64url')
  return `${text.slice(0, -1)},"signature":"${signature}"}`
}

/** Whether one of these keys has signed it; null for an act of before acts were signed. */
export function isSignedBy(text: string, publicKeys: readonly string[]): boolean | null {
  const found = SIGNATURE.exec(text)
  if (found === null) return null
  const content = Buffer.from(`${CONTEXT}${text.slice(0, found.index)}}`)
  const signature = Buffer.from(found[1] ?? '', 'base64url')
  return publicKeys.some((x) =>
    verify(
      null,
      content,
      createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
      signature,
    ),
  )
}
