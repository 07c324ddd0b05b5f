import { createHmac } from 'node:crypto'

/** Signs the bench's tokens, for the one peer that verifies them; it protects nothing. */
export const BENCH_ISSUER = { name: 'bench', secret: 'a secret of the bench, which guards nothing at all' }

const NUMBER_DIGITS = 12
const HEAD = encode({ alg: 'HS256', typ: 'JWT' })
const EXPIRES = Math.floor(Date.now() / 1000) + 24 * 60 * 60

/**
 * A real token of user `number`, as long as any other.
 * @param {number} number
 */
export function writeToken(number) {
  const subject = `u${String(number).padStart(NUMBER_DIGITS, '0')}`
  const signed = `${HEAD}.${encode({ iss: BENCH_ISSUER.name, sub: subject, exp: EXPIRES })}`
  return `${signed}.${createHmac('sha256', BENCH_ISSUER.secret).update(signed).digest('base64url')}`
}

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
