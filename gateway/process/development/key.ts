import { readFile, writeFile } from 'node:fs/promises'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { z } from 'zod'
import { ConfigError } from '../../../kit/config.ts'

export const DEVELOPMENT_ISSUER = 'urn:macao-open-gateway:development'
const KEY_ID = 'development'
const ALGORITHM = 'ES256'

const keyFile = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})

export interface DevelopmentKey {
  readonly privateJwk: JWK
  readonly publicJwk: {
    readonly kty: 'EC'
    readonly kid: string
    readonly alg: 'ES256'
    readonly crv: string
    readonly x: string
    readonly y: string
  }
}

/**
 * The key that signs development tokens: made on this machine when it is first needed, readable by its owner alone,
 * never part of the repository. So a token made elsewhere opens nothing here.
 */
export async function loadDevelopmentKey(file: string): Promise<DevelopmentKey> {
  const { kty, crv, x, y, d } = (await readKey(file)) ?? (await createKey(file))
  return {
    privateJwk: { kty, crv, x, y, d, alg: ALGORITHM, kid: KEY_ID },
    publicJwk: { kty, crv, x, y, alg: ALGORITHM, kid: KEY_ID },
  }
}

type KeyFile = z.output<typeof keyFile>

async function readKey(file: string): Promise<KeyFile | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const parsed = keyFile.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  throw new ConfigError([
    `DEVELOPMENT_KEY_FILE: expected a P-256 key as JSON in ${file}; delete the file to have a new one made.`,
  ])
}

async function createKey(file: string): Promise<KeyFile> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const key = keyFile.parse(await exportJWK(privateKey))
  await writeFile(file, JSON.stringify(key), { mode: 0o600, flag: 'wx' })
  return key
}
