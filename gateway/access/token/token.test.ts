import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  base64url,
  CompactSign,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Caller } from '../caller.ts'
import { createIdentify } from './identify.ts'
import { parseTrust } from './issuers.ts'
import { createTokenVerifier } from './verify.ts'

const NOW = Date.parse('2026-11-22T14:20:00+08:00')
const ISSUER = 'https://login.example'
const SECRET = 'a shared secret of at least thirty-two bytes'

let keys: { privateKey: CryptoKey; publicKey: CryptoKey; jwk: JWK }
beforeAll(async () => {
  keys = await createKeys('k1')
})

async function createKeys(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  return { privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256' } }
}

interface Overrides {
  readonly iss?: unknown
  readonly sub?: unknown
  readonly aud?: unknown
  readonly exp?: unknown
  readonly nbf?: number
  readonly iat?: number
  readonly scope?: unknown
  readonly scp?: unknown
}

const SECONDS = NOW / 1000
const GOOD = {
  iss: ISSUER,
  aud: 'macao-graph',
  sub: 'u-1',
  iat: SECONDS,
  exp: SECONDS + 600,
  scope: 'staff bureau:ssm',
}

function sign(overrides: Overrides = {}, kid = 'k1', key: CryptoKey = keys.privateKey): Promise<string> {
  // The attacks include claims of types that no issuer would write.
  const payload = { ...GOOD, ...overrides } as JWTPayload
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(key)
}

/** On one connection for all, where no other is given: what it remembers must not be believed too long. */
type IdentifyOn = (headers: readonly string[], connection?: object) => Promise<Caller>

function identifyWith(issuer: object, badToken = 'refuse', now: () => number = () => NOW): IdentifyOn {
  const trust = parseTrust(
    'AUTH_FILE',
    JSON.stringify({ issuers: [{ issuer: ISSUER, ...issuer }], badToken }),
  )
  const identify = createIdentify(createTokenVerifier(trust, { SHARED: SECRET }, now), trust.badToken, now)
  const only = {}
  return async (headers, connection = only) => identify(headers, connection)
}

function identifyWithKey(more: object = {}): IdentifyOn {
  return identifyWith({ keys: [keys.jwk], audience: ['macao-graph'], ...more })
}

const bearer = (token: string) => [`Bearer ${token}`]

describe('who is asking', () => {
  it('is anonymous without a token', async () => {
    expect(await identifyWithKey()([])).toEqual({ kind: 'anonymous' })
  })

  it.each([
    ['a text of scopes', { scope: 'staff bureau:ssm' }, 'scope', ['staff', 'bureau:ssm']],
    ['a list of scopes', { scp: ['partner'] }, 'scp', ['partner']],
    ['no scopes', { scope: undefined }, 'scope', []],
  ])('is whom the token names, with %s', async (_form, overrides, scopeClaim, scopes) => {
    const caller = await identifyWithKey({ scopeClaim })(bearer(await sign(overrides)))
    expect(caller).toMatchObject({
      kind: 'verified',
      subject: 'u-1',
      issuer: ISSUER,
      scopes: new Set(scopes),
    })
  })

  it("has the graph's scopes where the issuer's own are mapped, and no others", async () => {
    const identify = identifyWithKey({ scopes: { 'urn:mo:staff': ['staff'] } })
    const caller = await identify(bearer(await sign({ scope: 'urn:mo:staff partner' })))
    expect(caller).toMatchObject({ scopes: new Set(['staff']) })
  })

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'has nothing by a scope that is named %s, where scopes are mapped',
    async (name) => {
      const identify = identifyWithKey({ scopes: { 'urn:mo:staff': ['staff'] } })
      const caller = await identify(bearer(await sign({ scope: `urn:mo:staff ${name}` })))
      expect(caller).toMatchObject({ scopes: new Set(['staff']) })
    },
  )

  it('is whoever the token of this request names, whatever came before on the connection or elsewhere', async () => {
    const identify = identifyWith({ keys: [keys.jwk] }, 'anonymous')
    const tokens = new Map([
      ['u-1', bearer(await sign({ sub: 'u-1' }))],
      ['u-2', bearer(await sign({ sub: 'u-2' }))],
      ['nobody', bearer('no.such.token')],
    ])
    const connections = [{}, {}]
    const order = ['u-1', 'u-1', 'u-2', 'nobody', 'nobody', 'u-1', 'u-2', 'u-2', 'nobody', 'u-1']
    for (const [index, subject] of order.entries())
      for (const connection of index % 3 === 0 ? connections.toReversed() : connections) {
        const caller = await identify(tokens.get(subject) ?? [], connection)
        expect(caller).toMatchObject(subject === 'nobody' ? { kind: 'anonymous' } : { subject })
        expect(await identify([], connection)).toEqual({ kind: 'anonymous' })
      }
  })

  it('may be named by one of several audiences', async () => {
    expect(await identifyWithKey()(bearer(await sign({ aud: ['other', 'macao-graph'] })))).toMatchObject({
      subject: 'u-1',
    })
  })

  it('may be some seconds early or late', async () => {
    expect(await identifyWithKey()(bearer(await sign({ exp: SECONDS - 59 })))).toMatchObject({
      subject: 'u-1',
    })
    expect(await identifyWithKey()(bearer(await sign({ nbf: SECONDS + 59 })))).toMatchObject({
      subject: 'u-1',
    })
  })
})

/** Signs claims in which a number is written as no JavaScript number is. */
async function signText(claims: object, number: string, written: string): Promise<string> {
  const text = JSON.stringify({ ...GOOD, ...claims }).replace(number, written)
  return new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .sign(keys.privateKey)
}

const NOT_FINITE = 'Its "exp" claim is not a finite number.'

describe('a token that is not believed', () => {
  const unsigned = () => `${base64url.encode('{"alg":"none"}')}.${base64url.encode(JSON.stringify(GOOD))}.`
  const signedWithThePublicKey = async () =>
    new SignJWT(GOOD)
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode(await exportSPKI(keys.publicKey)))

  it.each([
    ['alg: none', async () => unsigned(), 'Its algorithm is not one that its issuer signs with.'],
    ['RS to HS confusion', signedWithThePublicKey, 'Its algorithm is not one that its issuer signs with.'],
    ['another audience', () => sign({ aud: 'other' }), 'Its "aud" claim is not accepted here.'],
    ['no audience', () => sign({ aud: undefined }), 'Its "aud" claim is missing.'],
    [
      'another issuer',
      () => sign({ iss: 'https://other.example' }),
      'Its issuer is not one that this gateway trusts.',
    ],
    ['an issuer that is no text', () => sign({ iss: [ISSUER] }), 'Its "iss" claim is not a text.'],
    ['expired by 61 seconds', () => sign({ exp: SECONDS - 61 }), 'It has expired.'],
    ['no expiry', () => sign({ exp: undefined }), 'Its "exp" claim is missing.'],
    ['not yet valid', () => sign({ nbf: SECONDS + 61 }), 'Its "nbf" claim is not accepted here.'],
    ['issued in the future', () => sign({ iat: SECONDS + 61 }), 'Its "iat" claim lies in the future.'],
    ['a subject that is a number', () => sign({ sub: 7 }), 'Its "sub" claim is not a text.'],
    ['a subject that is a list', () => sign({ sub: ['u-1'] }), 'Its "sub" claim is not a text.'],
    ['a subject that is null', () => sign({ sub: null }), 'Its "sub" claim is not a text.'],
    ['an empty subject', () => sign({ sub: '' }), 'Its "sub" claim is empty.'],
    ['a subject of blanks', () => sign({ sub: '  ' }), 'Its "sub" claim is empty.'],
    ['no end of its time', () => signText({ exp: 1e300 }, '1e+300', '1e400'), NOT_FINITE],
    ['an expiry that is a text', () => sign({ exp: '2099' }), 'Its "exp" claim is not accepted here.'],
    ['an unknown key', () => sign({}, 'k9'), 'It is signed with a key that its issuer does not publish.'],
    [
      'another key of the same name',
      async () => sign({}, 'k1', (await createKeys('k1')).privateKey),
      'Its signature is not valid.',
    ],
    ['no token at all', async () => 'abc', 'It is not a JSON Web Token.'],
  ])('%s', async (_attack, token, reason) => {
    await expect(identifyWithKey()(bearer(await token()))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: `The token is not accepted. ${reason}`,
    })
  })

  it.each([
    ['two Authorization headers', ['Bearer a', 'Bearer b'], 'More than one Authorization header came.'],
    [
      'a token twice in one header',
      ['Bearer a, Bearer b'],
      'Expected "Authorization: Bearer" and one token.',
    ],
    ['another scheme', ['Basic abc'], 'Expected "Authorization: Bearer" and one token.'],
  ])('%s', async (_attack, headers, reason) => {
    await expect(identifyWithKey()(headers)).rejects.toMatchObject({
      message: `The token is not accepted. ${reason}`,
    })
  })

  it('is anonymous where the configuration says so', async () => {
    const identify = identifyWith({ keys: [keys.jwk], audience: ['macao-graph'] }, 'anonymous')
    expect(await identify(bearer(unsigned()))).toEqual({ kind: 'anonymous' })
  })

  it('is refused once it has expired, however often it was believed before', async () => {
    let now = NOW
    const identify = identifyWith({ keys: [keys.jwk] }, 'refuse', () => now)
    const token = bearer(await sign({ exp: SECONDS + 10 }))
    expect(await identify(token)).toMatchObject({ subject: 'u-1' })
    now = NOW + 71_000
    await expect(identify(token)).rejects.toMatchObject({
      message: 'The token is not accepted. It has expired.',
    })
  })
})

describe('the configuration of issuers', () => {
  it.each([
    [
      'a key without an algorithm',
      { keys: [{ kty: 'RSA', kid: 'k', n: 'n', e: 'AQAB' }] },
      /AUTH_FILE: issuers\.0\.keys\.0\.alg: /,
    ],
    [
      'HMAC with published keys',
      { jwksUrl: 'https://login.example/jwks', algorithms: ['HS256'] },
      /a public key must never serve as a secret/,
    ],
    [
      'a shared secret with a public-key algorithm',
      { secretVariable: 'SHARED', algorithms: ['RS256'] },
      /a public key must never serve as a secret/,
    ],
    [
      'published keys without algorithms',
      { jwksUrl: 'https://login.example/jwks' },
      /algorithms, since the token never decides them/,
    ],
    [
      'two ways at once',
      { keys: [], jwksUrl: 'https://login.example/jwks', algorithms: ['RS256'] },
      /AUTH_FILE: /,
    ],
  ])('refuses %s', (_mistake, issuer, message) => {
    expect(() => identifyWith(issuer)).toThrow(message)
  })

  it('believes a shared secret where it is configured', async () => {
    const identify = identifyWith({ secretVariable: 'SHARED', algorithms: ['HS256'] })
    const token = await new SignJWT(GOOD)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(SECRET))
    expect(await identify(bearer(token))).toMatchObject({ subject: 'u-1' })
  })
})

const UNREADABLE = {
  code: 'KEYS_UNAVAILABLE',
  status: 503,
  retryAfter: 2,
  message: 'The token cannot be checked. The keys of its issuer could not be read; try again later.',
}

describe('published keys', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  function publish(list: () => readonly JWK[] | null): Promise<{ url: string; asked: () => number }> {
    return publishText(() => {
      const published = list()
      return published && JSON.stringify({ keys: published })
    })
  }

  async function publishText(write: () => string | null): Promise<{ url: string; asked: () => number }> {
    let asked = 0
    server = createServer((_request, response) => {
      asked++
      const text = write()
      if (text === null) response.writeHead(503).end()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(text)
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const address = server.address() as AddressInfo
    return { url: `http://127.0.0.1:${address.port}/jwks`, asked: () => asked }
  }

  it('are asked for once, however many tokens with unknown keys come', async () => {
    const { url, asked } = await publish(() => [keys.jwk])
    const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] })
    expect(await identify(bearer(await sign()))).toMatchObject({ subject: 'u-1' })
    const flood = Array.from({ length: 50 }, async (_, index) =>
      identify(bearer(await sign({}, `unknown-${index}`))),
    )
    const outcomes = await Promise.allSettled(flood)
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
    expect(asked()).toBe(1)
  })

  it('that never could be read mean refusal, not anonymity, and are not asked for by every token', async () => {
    const { url, asked } = await publish(() => null)
    const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] })
    for (let i = 0; i < 5; i++) {
      await expect(identify(bearer(await sign({ iat: SECONDS - i })))).rejects.toMatchObject({
        ...UNREADABLE,
      })
    }
    expect(asked()).toBe(1)
  })

  it('that cannot be read leave nobody but anonymous callers where the configuration says so', async () => {
    const { url } = await publish(() => null)
    const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] }, 'anonymous')
    expect(await identify(bearer(await sign()))).toEqual({ kind: 'anonymous' })
  })

  it.each([
    ['a page', '<html>'],
    ['a list of another shape', '{"keys":{"k1":{}}}'],
    ['more than a mebibyte', `{"keys":[],"more":"${'x'.repeat(1_048_576)}"}`],
  ])('are not taken from %s', async (_what, body) => {
    const { url } = await publishText(() => body)
    const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] })
    await expect(identify(bearer(await sign()))).rejects.toMatchObject(UNREADABLE)
  })

  it('are read no further than a mebibyte, however much comes', async () => {
    let sent = 0
    server = createServer((_request, response) => {
      const send = (): void => {
        do sent += 65_536
        while (response.write(' '.repeat(65_536)) && sent < 64 * 1_048_576)
        if (sent >= 64 * 1_048_576) response.end()
        else response.once('drain', send)
      }
      send()
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const identify = identifyWith({ jwksUrl: `http://127.0.0.1:${port}/jwks`, algorithms: ['RS256'] })
    await expect(identify(bearer(await sign()))).rejects.toMatchObject(UNREADABLE)
    expect(sent).toBeLessThan(32 * 1_048_576)
  })

  describe('that change', () => {
    const MINUTE = 60_000
    // Only what the clock says: timers and sockets go on as they do.
    beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }))
    afterEach(() => void vi.useRealTimers())

    const refusal = {
      code: 'UNAUTHENTICATED',
      message: 'The token is not accepted. It is signed with a key that its issuer does not publish.',
    }

    it('count from the first token on that a new one signs', async () => {
      const next = await createKeys('k2')
      let published = [keys.jwk]
      const { url, asked } = await publish(() => published)
      const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] }, 'refuse', Date.now)
      expect(await identify(bearer(await sign()))).toMatchObject({ subject: 'u-1' })
      published = [keys.jwk, next.jwk]
      vi.setSystemTime(NOW + MINUTE)
      expect(await identify(bearer(await sign({}, 'k2', next.privateKey)))).toMatchObject({ subject: 'u-1' })
      expect(asked()).toBe(2)
    })

    it('stop counting when they vanish, for new tokens at the next reading and for known ones soon after', async () => {
      const next = await createKeys('k2')
      let published = [keys.jwk]
      const { url, asked } = await publish(() => published)
      const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] }, 'refuse', Date.now)
      const known = bearer(await sign({ exp: SECONDS + 3600 }))
      expect(await identify(known)).toMatchObject({ subject: 'u-1' })

      published = [next.jwk]
      vi.setSystemTime(NOW + 1 * MINUTE)
      expect(await identify(bearer(await sign({}, 'k2', next.privateKey)))).toMatchObject({ subject: 'u-1' })
      expect(asked()).toBe(2)
      await expect(identify(bearer(await sign({ sub: 'u-2' })))).rejects.toMatchObject(refusal)
      expect(await identify(known)).toMatchObject({ subject: 'u-1' })

      vi.setSystemTime(NOW + 5 * MINUTE)
      await expect(identify(known)).rejects.toMatchObject(refusal)
    })

    it('stop counting within ten minutes although nobody shows a new one', async () => {
      let published = [keys.jwk]
      const { url, asked } = await publish(() => published)
      const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] }, 'refuse', Date.now)
      const known = bearer(await sign({ exp: SECONDS + 3600 }))
      expect(await identify(bearer(await sign({ sub: 'u-0' })))).toMatchObject({ subject: 'u-0' })

      published = []
      vi.setSystemTime(NOW + 5 * MINUTE - 1)
      expect(await identify(known)).toMatchObject({ subject: 'u-1' })
      vi.setSystemTime(NOW + 10 * MINUTE - 1)
      await expect(identify(known)).rejects.toMatchObject(refusal)
      // At the start, behind the token of the fifth minute, and for that of the tenth.
      expect(asked()).toBe(3)
    })

    it('are not believed past their time although their issuer cannot be asked', async () => {
      let published: readonly JWK[] | null = [keys.jwk]
      const { url } = await publish(() => published)
      const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] }, 'refuse', Date.now)
      const signed = async (sub: string) => bearer(await sign({ sub, exp: SECONDS + 7200 }))
      expect(await identify(await signed('u-1'))).toMatchObject({ subject: 'u-1' })
      published = null
      for (const minutes of [5, 30, 59]) {
        vi.setSystemTime(NOW + minutes * MINUTE)
        expect(await identify(await signed(`u-${minutes}`))).toMatchObject({ subject: `u-${minutes}` })
      }
      vi.setSystemTime(NOW + 60 * MINUTE)
      await expect(identify(await signed('u-60'))).rejects.toMatchObject(UNREADABLE)
    })

    it('are read behind those who use them, who do not wait for an issuer that hangs', async () => {
      const { url } = await publish(() => [keys.jwk])
      const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] }, 'refuse', Date.now)
      expect(await identify(bearer(await sign()))).toMatchObject({ subject: 'u-1' })
      const asked = new Promise<void>((resolve) => {
        server?.removeAllListeners('request').once('request', () => resolve())
      })
      vi.setSystemTime(NOW + 4 * MINUTE)
      expect(await identify(bearer(await sign({ sub: 'u-2' })))).toMatchObject({ subject: 'u-2' })
      await asked
      server?.closeAllConnections()
    })

    it('are asked for again half a second after a failure, then less and less often', async () => {
      let published: readonly JWK[] | null = null
      const { url, asked } = await publish(() => published)
      const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] }, 'refuse', Date.now)
      const askedAt: number[] = []
      for (let time = 0; time <= 8_000; time += 250) {
        vi.setSystemTime(NOW + time)
        const before = asked()
        await expect(identify(bearer(await sign({ sub: `u-${time}` })))).rejects.toMatchObject(UNREADABLE)
        if (asked() > before) askedAt.push(time)
      }
      expect(askedAt).toEqual([0, 500, 1_500, 3_500, 7_500])
      published = [keys.jwk]
      vi.setSystemTime(NOW + 15_500)
      expect(await identify(bearer(await sign()))).toMatchObject({ subject: 'u-1' })
    })

    it('cost one refusal where their issuer fails once', async () => {
      let isFirst = true
      const { url } = await publish(() => {
        if (!isFirst) return [keys.jwk]
        isFirst = false
        return null
      })
      const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] }, 'refuse', Date.now)
      await expect(identify(bearer(await sign()))).rejects.toMatchObject(UNREADABLE)
      for (let time = 500; time <= 36_000; time += 1_500) {
        vi.setSystemTime(NOW + time)
        expect(await identify(bearer(await sign()))).toMatchObject({ subject: 'u-1' })
      }
    })

    it('mean that nothing is known of a key that nobody has seen while their issuer cannot be asked', async () => {
      let published: readonly JWK[] | null = [keys.jwk]
      const { url } = await publish(() => published)
      const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] }, 'refuse', Date.now)
      expect(await identify(bearer(await sign()))).toMatchObject({ subject: 'u-1' })
      published = null
      vi.setSystemTime(NOW + MINUTE)
      await expect(identify(bearer(await sign({}, 'k2')))).rejects.toMatchObject(UNREADABLE)
    })

    it('are read anew when the clock is set back, and no verdict outlives that', async () => {
      let published = [keys.jwk]
      const { url } = await publish(() => published)
      const identify = identifyWith({ jwksUrl: url, algorithms: ['RS256'] }, 'refuse', Date.now)
      const known = bearer(await sign({ iat: SECONDS - 7200 }))
      expect(await identify(known)).toMatchObject({ subject: 'u-1' })
      published = []
      vi.setSystemTime(NOW - 60 * MINUTE)
      await expect(identify(known)).rejects.toMatchObject(refusal)
    })
  })
})
